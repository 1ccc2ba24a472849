import Foundation
import ProjectFile
import Vocabulary

/// Ends the program when somebody interrupts it, and takes unfinished files along.
enum Interrupts {
    /// Waits for SIGINT and SIGTERM on a thread of its own: what a handler may do is too little.
    ///
    /// Called before any other thread exists, so that all of them leave the signals to this one.
    static func watch() {
        let signals = [SIGINT, SIGTERM]
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals {
            // A shell starts background jobs with SIGINT ignored.
            Glibc.signal(signal, SIG_DFL)
            sigaddset(&set, signal)
        }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let waited = set
        Thread.detachNewThread {
            var set = waited
            var signal: Int32 = 0
            while sigwait(&set, &signal) != 0 {}
            Temporaries.removeAllAndExit(
                signal == SIGINT ? ExitCode.interrupted.rawValue : 128 + signal)
        }
    }
}
