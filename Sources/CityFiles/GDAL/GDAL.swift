import CGDAL
import Foundation

/// The library that reads and writes other formats, with its messages caught.
///
/// Every call happens inside ``messages(_:)``, on one thread, so that nothing is printed and no thread sees the
/// messages of another.
enum GDAL {
    /// What the library said while a closure ran.
    final class Messages {
        fileprivate(set) var errors: [String] = []
        fileprivate(set) var warnings: [String] = []

        /// The last error, or else the last warning, on one line.
        var last: String? { errors.last ?? warnings.last }
    }

    /// Done once, by whichever thread comes first.
    private static let registered: Void = GDALAllRegister()

    /// Runs `body` with the library's messages going to the value it is given.
    static func messages<T>(_ body: (Messages) throws -> T) rethrows -> T {
        _ = registered
        let messages = Messages()
        CPLPushErrorHandlerEx(
            { kind, _, text in
                guard let user = CPLGetErrorHandlerUserData(), let text else { return }
                let sink = Unmanaged<Messages>.fromOpaque(user).takeUnretainedValue()
                let line = String(decoding: Data(bytes: text, count: strlen(text)), as: UTF8.self)
                    .split(whereSeparator: \.isNewline).joined(separator: " ")
                // A damaged file can repeat one message for each of a million features.
                switch kind {
                case CE_Warning where sink.warnings.count < 100: sink.warnings.append(line)
                case CE_Failure where sink.errors.count < 100: sink.errors.append(line)
                case CE_Fatal where sink.errors.count < 100: sink.errors.append(line)
                default: break
                }
            }, Unmanaged.passUnretained(messages).toOpaque())
        defer { CPLPopErrorHandler() }
        return try withExtendedLifetime(messages) { try body(messages) }
    }

    /// Runs `body` with options of the library set for this thread alone.
    static func withOptions<T>(_ options: [String: String], _ body: () throws -> T) rethrows -> T {
        for (key, value) in options { CPLSetThreadLocalConfigOption(key, value) }
        defer { for key in options.keys { CPLSetThreadLocalConfigOption(key, nil) } }
        return try body()
    }

    /// Runs `body` with a list of strings as the library wants it, the last entry null.
    static func withStrings<T>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> T
    )
        -> T
    {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        for string in strings { list = CSLAddString(list, string) }
        defer { CSLDestroy(list) }
        return body(list)
    }

    /// The text of a C string; nil if there is none or it is not UTF-8.
    static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.flatMap { String(validatingCString: $0) }
    }
}
