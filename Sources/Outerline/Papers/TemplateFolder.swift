import Configuration
import Foundation
import Reports
import Vocabulary

/// The wordings and the letterhead papers are written with: shipped, or replaced by the files of a folder.
public enum TemplateFolder {
    /// - Parameter folder: given with `--template`; nil for the shipped ones. Files whose names begin with a point are
    ///   passed over.
    /// - Throws: ``Problem`` `CLI-101` if there is no such folder, ``Problems`` `REP-2xx`, `CFG-1xx` with everything
    ///   that is wrong in it.
    public static func templates(_ folder: String?) throws -> PaperTemplates {
        guard let shipped = PaperTemplates.shippedFile(Letterhead.file) else {
            throw Problem(
                .ruleMissing, "the installation lacks '\(Letterhead.file)'", help: "install Outerline again")
        }
        var entries = try entries(of: shipped, Letterhead.file)
        guard let folder else { return try PaperTemplates(own: [:], folder: "", letterhead: entries) }
        let own = try files(in: folder)
        var problems = Problems()
        if let data = own[Letterhead.file] {
            do {
                entries += try self.entries(
                    of: data, (folder as NSString).appendingPathComponent(Letterhead.file))
            } catch {
                if let other = problems.collect(error) { throw other }
            }
        }
        do {
            let templates = try PaperTemplates(own: own, folder: folder, letterhead: entries)
            try problems.throwIfAny()
            return templates
        } catch let others as Problems where !problems.isEmpty {
            problems.add(others)
            throw problems
        }
    }

    private static func entries(of data: Data, _ file: String) throws -> [Letterhead.Entry] {
        try FlatEntry.read(data, file: file).map {
            Letterhead.Entry(path: $0.path, text: $0.text, file: file, line: $0.line)
        }
    }

    /// The files below a folder by their paths in it.
    private static func files(in folder: String) throws -> [String: Data] {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw Problem(
                .fileNotFound, "there is no such folder", at: .init(file: folder),
                help: "give the folder that holds \(Letterhead.file), zh/ and en/")
        }
        guard let paths = try? manager.subpathsOfDirectory(atPath: folder) else {
            throw Problem(.fileUnreadable, "the folder cannot be read", at: .init(file: folder))
        }
        var files: [String: Data] = [:]
        for path in paths.sorted() where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            let full = (folder as NSString).appendingPathComponent(path)
            guard manager.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[path] = try InputFile.data(full)
        }
        return files
    }
}
