import CityModel
import Foundation
import ProjectFile
import Vocabulary

/// A file to import as it lies on the disk, before any library reads it.
struct SourceFile {
    /// The path as the user gave it.
    let path: String
    let isFolder: Bool

    /// Looks at the path.
    ///
    /// - Throws: ``Problem`` `LYR-101` … `LYR-104` for what is not there, empty or cut short.
    init(_ path: String) throws {
        self.path = path
        let place = Problem.Place(file: path)
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw Problem(.sourceNotFound, "there is no such source file", at: place, help: "check the path")
        }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        guard !isFolder else { return }
        guard status.st_size > 0 else {
            throw Problem(
                .sourceEmpty, "the source file is empty", at: place, help: "export or copy it again")
        }
        guard access(path, R_OK) == 0 else {
            throw Problem(
                .sourceUnreadable, "the source file cannot be opened", at: place,
                help: "check its permissions")
        }
        if let lack = FileInspection.missing(path) {
            throw Problem(
                .sourceTruncated,
                "the source is cut short: \(lack.present) of \(lack.expected) bytes are there",
                at: place, help: "copy or export it again")
        }
    }

    var lowercasedExtension: String { (path as NSString).pathExtension.lowercased() }

    /// The file and the ones that belong to it, such as the .dbf of a Shapefile, in a fixed order.
    var parts: [String] {
        if isFolder {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.sorted().map { (path as NSString).appendingPathComponent($0) }.filter(isPlainFile)
        }
        guard lowercasedExtension == "shp" else { return [path] }
        let stem = (path as NSString).deletingPathExtension
        return [path] + ["dbf", "prj", "cpg", "shx"].compactMap { sibling(stem, $0) }
    }

    /// The part of a Shapefile with an extension in either case; nil if there is none.
    func sibling(_ fileExtension: String) -> String? {
        sibling((path as NSString).deletingPathExtension, fileExtension)
    }

    private func sibling(_ stem: String, _ fileExtension: String) -> String? {
        [fileExtension, fileExtension.uppercased()].map { "\(stem).\($0)" }.first(where: isPlainFile)
    }

    private func isPlainFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
