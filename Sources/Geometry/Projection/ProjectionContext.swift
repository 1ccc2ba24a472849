import CPROJ
import Vocabulary

/// One PROJ context, offline, with what PROJ said last; belongs to one task.
final class ProjectionContext {
    let handle: OpaquePointer
    private let message = LogBox()

    init() {
        guard let handle = proj_context_create() else {
            preconditionFailure("PROJ cannot start: out of memory")
        }
        self.handle = handle
        proj_context_set_enable_network(handle, 0)
        proj_log_func(handle, Unmanaged.passUnretained(message).toOpaque(), LogBox.receive)
    }

    deinit { proj_context_destroy(handle) }

    /// What PROJ logged since the last call of this property.
    func takeMessage() -> String {
        defer { message.text = "" }
        return message.text
    }
}

private final class LogBox {
    var text = ""

    static let receive: PJ_LOG_FUNCTION = { user, level, message in
        guard let user, let message, level == Int32(PJ_LOG_ERROR.rawValue) else { return }
        Unmanaged<LogBox>.fromOpaque(user).takeUnretainedValue().text = String(cString: message)
    }
}
