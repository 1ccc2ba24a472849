import CGEOS
import Vocabulary

/// One GEOS context and the one place where its errors become ``Problem``s.
///
/// A context belongs to one task: the class is not `Sendable`, so the compiler
/// keeps it there. It is made once per task and reused for every call.
final class GEOSContext {
    let handle: OpaquePointer
    /// What GEOS said last; cleared before each call.
    private let message = MessageBox()

    init() {
        // GEOS_init_r returns NULL only when the process is out of memory.
        guard let handle = GEOS_init_r() else { preconditionFailure("GEOS cannot start: out of memory") }
        self.handle = handle
        let user = Unmanaged.passUnretained(message).toOpaque()
        _ = GEOSContext_setErrorMessageHandler_r(handle, MessageBox.receive, user)
        _ = GEOSContext_setNoticeMessageHandler_r(handle, MessageBox.receive, user)
    }

    deinit { GEOS_finish_r(handle) }

    /// What GEOS said during the call under way, for notices such as the reason of invalidity.
    var lastMessage: String { message.text }

    /// Runs a call that gives a handle; NULL is an error.
    func pointer(_ operation: String, _ call: (OpaquePointer) -> OpaquePointer?) throws -> OpaquePointer {
        message.text = ""
        guard let result = call(handle) else { throw failure(operation) }
        return result
    }

    /// Runs a predicate: 0 and 1 are answers, 2 is an error.
    func truth(_ operation: String, _ call: (OpaquePointer) -> CChar) throws -> Bool {
        message.text = ""
        let result = call(handle)
        guard result == 0 || result == 1 else { throw failure(operation) }
        return result == 1
    }

    /// Runs a measure that returns 1 and its value through a pointer; 0 is an error.
    func number(_ operation: String, _ call: (OpaquePointer, UnsafeMutablePointer<Double>) -> Int32) throws
        -> Double
    {
        message.text = ""
        var value = 0.0
        guard call(handle, &value) == 1 else { throw failure(operation) }
        return value
    }

    func failure(_ operation: String) -> Problem {
        let reason = message.text.isEmpty ? "no reason given" : message.text
        return Problem(.overlayFailed, "\(operation) failed: \(reason)")
    }
}

/// Holds the last message of a context; GEOS calls back into it.
private final class MessageBox {
    var text = ""

    static let receive: GEOSMessageHandler_r = { message, user in
        guard let message, let user else { return }
        let box = Unmanaged<MessageBox>.fromOpaque(user).takeUnretainedValue()
        var text = String(cString: message)
        while text.last?.isWhitespace == true { text.removeLast() }
        box.text = text
    }
}

/// Owns one GEOS geometry and frees it; keeps its context alive.
struct GEOSHandle: ~Copyable {
    let context: GEOSContext
    let pointer: OpaquePointer
    private var owned = true

    init(_ context: GEOSContext, owning pointer: OpaquePointer) {
        self.context = context
        self.pointer = pointer
    }

    deinit { if owned { GEOSGeom_destroy_r(context.handle, pointer) } }

    /// Gives the pointer to a GEOS call that takes ownership.
    consuming func release() -> OpaquePointer {
        owned = false
        return pointer
    }
}
