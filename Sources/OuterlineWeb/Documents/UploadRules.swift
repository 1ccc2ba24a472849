import Foundation
import Outerline
import Vocabulary

/// Which files may be kept with a case, as the command line says.
public struct UploadRules: Sendable, Hashable {
    /// Bytes a file may have.
    public var largest = 20 << 20
    /// Endings of their names, in lower case.
    public var endings: Set<String> = FileKind.usual

    /// All endings a desk can be told to admit.
    public static var known: Set<String> { Set(FileKind.all.keys) }

    public init() {}

    /// - Throws: ``Problem`` `WEB-641` for a file that is empty, too large, or not of an admitted kind.
    func check(_ file: UploadedFile) throws(Problem) -> FileKind {
        func refused(_ why: String, _ help: String) -> Problem {
            Problem(.fileRefused, why, at: .init(field: file.field), help: help)
        }
        let admitted = endings.sorted().joined(separator: ", ")
        if file.data.isEmpty { throw refused("no file was sent", "choose a file: \(admitted)") }
        guard file.data.count <= largest else {
            throw refused("the file has \(file.data.count) bytes", "at most \(largest) bytes are kept")
        }
        let ending = file.name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
        guard endings.contains(ending), let kind = FileKind.all[ending] else {
            throw refused("files of kind '\(ending)' are not kept", "choose one of: \(admitted)")
        }
        guard kind.matches(file.data) else {
            throw refused(
                "the file is named '.\(ending)' but does not begin like one", "save it again as \(ending)")
        }
        return kind
    }
}

/// A kind of document by the ending of its name.
public struct FileKind: Sendable, Hashable {
    /// As the answer that hands the file out declares it.
    var type: String
    /// What the file begins with, any of them; empty where nothing is certain.
    var beginnings: [[UInt8]]

    /// The kinds that are known; which of them are admitted says ``UploadRules``.
    static let all: [String: FileKind] = [
        "pdf": .init(type: "application/pdf", beginnings: [text("%PDF-")]),
        "ofd": .init(type: "application/ofd", beginnings: [zip]),
        "docx": .init(type: office("wordprocessingml.document"), beginnings: [zip]),
        "xlsx": .init(type: office("spreadsheetml.sheet"), beginnings: [zip]),
        "png": .init(type: "image/png", beginnings: [[0x89] + text("PNG\r\n") + [0x1A, 0x0A]]),
        "jpg": .init(type: "image/jpeg", beginnings: [[0xFF, 0xD8, 0xFF]]),
        "jpeg": .init(type: "image/jpeg", beginnings: [[0xFF, 0xD8, 0xFF]]),
        "tif": .init(type: "image/tiff", beginnings: tiff),
        "tiff": .init(type: "image/tiff", beginnings: tiff),
        "dwg": .init(type: "image/vnd.dwg", beginnings: [text("AC10")]),
        "zip": .init(type: "application/zip", beginnings: [zip]),
        "dxf": .init(type: "image/vnd.dxf", beginnings: []),
        "txt": .init(type: "text/plain; charset=utf-8", beginnings: []),
        "csv": .init(type: "text/csv; charset=utf-8", beginnings: []),
    ]

    /// What an office keeps: no archives and nothing without a certain beginning.
    public static let usual: Set<String> = Set(
        all.filter { !$0.value.beginnings.isEmpty && $0.key != "zip" }.keys)

    func matches(_ data: Data) -> Bool {
        beginnings.isEmpty || beginnings.contains { data.starts(with: $0) }
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static let zip: [UInt8] = text("PK") + [3, 4]
    private static let tiff: [[UInt8]] = [text("II") + [0x2A, 0], text("MM") + [0, 0x2A]]
    private static func office(_ part: String) -> String {
        "application/vnd.openxmlformats-officedocument.\(part)"
    }
}
