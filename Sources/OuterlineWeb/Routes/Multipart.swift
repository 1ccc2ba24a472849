import Foundation
import Outerline
import Vocabulary

/// A file as it came with a form; nothing of it is to be trusted.
struct UploadedFile: Sendable, Hashable {
    var field: String
    /// What the sender calls it, without folders and control characters; may be empty.
    var name: String
    var data: Data
}

/// `multipart/form-data` (RFC 7578).
enum Multipart {
    /// Parts a form may have.
    static let most = 200

    /// Reads the fields and files of a body.
    ///
    /// - Throws: ``Problem`` `WEB-614` for a body that is not what its type says.
    static func read(_ body: Data, type: String) throws -> (form: FormValues, files: [UploadedFile]) {
        guard let boundary = parameter("boundary", of: type), (1...70).contains(boundary.utf8.count) else {
            throw malformed
        }
        let delimiter = Data("--\(boundary)".utf8)
        let between = Data("\r\n--\(boundary)".utf8)
        guard let first = body.range(of: delimiter) else { throw malformed }
        var (pairs, files): ([(String, String)], [UploadedFile]) = ([], [])
        var place = first.upperBound
        while !body[place...].starts(with: Data("--".utf8)) {
            guard let line = body.range(of: newline, in: place..<body.endIndex), line.lowerBound == place,
                let end = body.range(of: between, in: line.lowerBound..<body.endIndex),
                let blank = body.range(of: newline + newline, in: place..<body.endIndex),
                blank.lowerBound <= end.lowerBound, pairs.count + files.count < most
            else { throw malformed }
            let head = String(
                decoding: body[line.upperBound..<max(line.upperBound, blank.lowerBound)], as: UTF8.self)
            let content =
                blank.upperBound <= end.lowerBound ? body[blank.upperBound..<end.lowerBound] : Data()
            guard let disposition = disposition(head), let name = parameter("name", of: disposition) else {
                throw malformed
            }
            if let file = parameter("filename", of: disposition) {
                files.append(UploadedFile(field: name, name: plain(file), data: Data(content)))
            } else {
                let text = String(decoding: content, as: UTF8.self)
                pairs.append((name, text.replacingOccurrences(of: "\r\n", with: "\n")))
            }
            place = end.upperBound
        }
        return (FormValues(pairs), files)
    }

    private static let newline = Data("\r\n".utf8)

    private static var malformed: Problem {
        Problem(.formInvalid, "the form with files cannot be read", help: "send it again from its page")
    }

    private static func disposition(_ head: String) -> String? {
        head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    }

    /// A parameter of a header: `name="value"` or `name=value`; browsers write quotes in names as `%22`.
    static func parameter(_ name: String, of header: String) -> String? {
        var rest = Substring(header)
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
            guard rest.lowercased().hasPrefix("\(name)=") else { continue }
            let value = rest.dropFirst(name.count + 1)
            guard value.first == "\"" else {
                return String(value.prefix { $0 != ";" && !$0.isWhitespace })
            }
            return String(value.dropFirst().prefix { $0 != "\"" })
                .replacingOccurrences(of: "%22", with: "\"")
        }
        return nil
    }

    /// The last part of a path, without letters that no name should have, at most 120 letters with its ending.
    static func plain(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let shown = last.unicodeScalars.filter { scalar in
            ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse]
                .contains(scalar.properties.generalCategory)
        }
        let text = String(String.UnicodeScalarView(shown)).trimmingCharacters(in: .whitespaces)
        guard text.count > 120 else { return text }
        let ending = text.split(separator: ".").last.map { ".\($0)" } ?? ""
        return ending.count < 10 ? "\(text.prefix(120 - ending.count))\(ending)" : String(text.prefix(120))
    }
}
