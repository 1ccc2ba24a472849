import Digest
import Foundation
import PermitPolicy
import Vocabulary

extension PolicyPack {
    /// Names of the shipped packs, sorted.
    public static func shippedNames() -> [String] { PackLibrary.shipped().names }

    /// Loads a shipped pack by name, or a pack of one's own by the path of its folder.
    ///
    /// A word without `/` that names a shipped pack is that pack; anything
    /// else is a path.
    ///
    /// - Throws: ``Problems`` with every problem of the pack and its bases, each with file and line.
    public static func load(_ nameOrFolder: String) throws -> PolicyPack {
        let (name, library) = try find(nameOrFolder)
        return try load(name, from: library)
    }

    /// The name of a pack and a library that holds it and its bases, for a shipped name or the path of a folder.
    ///
    /// A base is looked for beside the folder first, then among the shipped packs.
    public static func find(_ nameOrFolder: String) throws -> (name: String, library: PackLibrary) {
        var library = PackLibrary.shipped()
        let shipped = library.names
        if !nameOrFolder.contains("/") {
            if shipped.contains(nameOrFolder) { return (nameOrFolder, library) }
            guard FileManager.default.fileExists(atPath: nameOrFolder) else {
                throw missing(nameOrFolder, among: shipped)
            }
        }
        let folder = URL(fileURLWithPath: nameOrFolder, isDirectory: true).standardizedFileURL
        let parent = folder.deletingLastPathComponent()
        for sibling in (try? FileManager.default.contentsOfDirectory(atPath: parent.path))?.sorted() ?? []
        where FileManager.default.fileExists(
            atPath: parent.appendingPathComponent("\(sibling)/pack.yaml").path)
        {
            try? library.addFolder(parent.appendingPathComponent(sibling))
        }
        try library.addFolder(folder)
        return (folder.lastPathComponent, library)
    }

    /// Loads the pack in a folder, its bases included.
    ///
    /// - Throws: ``Problems`` with every problem, each with file and line.
    public static func load(folder: URL) throws -> PolicyPack { try load(folder.path) }

    /// Loads a pack of a library, its bases included.
    ///
    /// - Throws: ``Problems`` with every problem, each with file and line.
    public static func load(_ name: String, from library: PackLibrary) throws -> PolicyPack {
        try load(name, from: library, children: []).pack
    }

    /// The packs a pack is made of, itself first.
    public static func lineage(of name: String, in library: PackLibrary) throws -> [String] {
        try load(name, from: library).lineage
    }

    // MARK: - Private

    private static func missing(_ name: String, among shipped: [String]) -> Problems {
        Problems([
            Problem(
                .packMissing, "there is no policy pack '\(name)'",
                help: nearestWord(to: name, among: shipped).map { "did you mean '\($0)'?" }
                    ?? "shipped packs: \(shipped.joined(separator: ", ")); or give a folder")
        ])
    }

    private static func load(
        _ name: String, from library: PackLibrary, children: [String]
    ) throws -> (pack: PolicyPack, hashed: Data) {
        guard let contents = library.files(of: name) else { throw missing(name, among: library.names) }
        let files = try PackFiles(name: name, contents: contents)
        var base: PolicyPack?
        var hashed = Data()
        if let node = files.sections["inherits"], let parent = node.text() {
            if (children + [name]).contains(parent) {
                node.fail(.packCycle, "inheriting '\(parent)' leads back to this pack")
                throw files.problems
            }
            guard library.files(of: parent) != nil else {
                node.fail(
                    .packMissing, "there is no policy pack '\(parent)'",
                    help: "known packs: \(library.names.joined(separator: ", "))")
                throw files.problems
            }
            (base, hashed) = try load(parent, from: library, children: children + [name])
        }
        for (file, data) in files.contents {
            hashed.append(Data("\(files.name)/\(file)\n\(data.count)\n".utf8))
            hashed.append(data)
        }
        let pack = PackDecoder(files: files, base: base, sha256: SHA256.hex(of: hashed)).decode()
        try files.problems.throwIfAny()
        guard let pack else {
            throw Problems([Problem(.packUnfinished, "the pack is unfinished", at: .init(file: files.name))])
        }
        return (pack, hashed)
    }
}
