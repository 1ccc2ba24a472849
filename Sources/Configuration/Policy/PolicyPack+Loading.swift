import Foundation
import PermitPolicy
import Vocabulary

extension PolicyPack {
    /// Names of the shipped packs, sorted.
    public static func shippedNames() -> [String] {
        guard let root = ShippedPolicies.root,
            let names = try? FileManager.default.contentsOfDirectory(atPath: root.path)
        else { return [] }
        return names.filter {
            FileManager.default.fileExists(atPath: root.appendingPathComponent("\($0)/pack.yaml").path)
        }.sorted()
    }

    /// Loads a shipped pack by name, or a pack of one's own by the path of its folder.
    ///
    /// A word without `/` that names a shipped pack is that pack; anything
    /// else is a path.
    ///
    /// - Throws: ``Problems`` with every problem of the pack and its bases, each with file and line.
    public static func load(_ nameOrFolder: String) throws -> PolicyPack {
        if !nameOrFolder.contains("/"), let root = ShippedPolicies.root, shippedNames().contains(nameOrFolder)
        {
            return try load(folder: root.appendingPathComponent(nameOrFolder))
        }
        if !nameOrFolder.contains("/"), !FileManager.default.fileExists(atPath: nameOrFolder) {
            let near = nearestWord(to: nameOrFolder, among: shippedNames())
            throw Problems([
                Problem(
                    .packMissing, "there is no policy pack '\(nameOrFolder)'",
                    help: near.map { "did you mean '\($0)'?" }
                        ?? "shipped packs: \(shippedNames().joined(separator: ", ")); or give a folder")
            ])
        }
        return try load(folder: URL(fileURLWithPath: nameOrFolder, isDirectory: true))
    }

    /// Loads the pack in a folder, its bases included.
    ///
    /// A base is looked for beside the folder first, then among the shipped packs.
    ///
    /// - Throws: ``Problems`` with every problem, each with file and line.
    public static func load(folder: URL) throws -> PolicyPack {
        try load(folder, children: []).pack
    }

    // MARK: - Private

    private static func load(_ folder: URL, children: [String]) throws -> (pack: PolicyPack, hashed: Data) {
        let path = folder.standardizedFileURL.path
        let files = try PackFiles(folder: folder)
        var base: PolicyPack?
        var hashed = Data()
        if let node = files.sections["inherits"], let name = node.text() {
            let parent = baseFolder(name, of: folder)
            if (children + [path]).contains(parent.standardizedFileURL.path) {
                node.fail(.packCycle, "inheriting '\(name)' leads back to this pack")
                throw files.problems
            }
            guard FileManager.default.fileExists(atPath: parent.path) else {
                node.fail(
                    .packMissing, "there is no policy pack '\(name)'",
                    help: "shipped packs: \(shippedNames().joined(separator: ", "))")
                throw files.problems
            }
            (base, hashed) = try load(parent, children: children + [path])
        }
        for (file, data) in files.contents {
            hashed.append(Data("\(files.name)/\(file)\n\(data.count)\n".utf8))
            hashed.append(data)
        }
        let pack = PackDecoder(files: files, base: base, sha256: sha256(hashed)).decode()
        try files.problems.throwIfAny()
        guard let pack else {
            throw Problems([Problem(.packUnfinished, "the pack is unfinished", at: .init(file: files.name))])
        }
        return (pack, hashed)
    }

    private static func baseFolder(_ name: String, of folder: URL) -> URL {
        let beside = folder.standardizedFileURL.deletingLastPathComponent().appendingPathComponent(name)
        if FileManager.default.fileExists(atPath: beside.path) { return beside }
        return ShippedPolicies.root?.appendingPathComponent(name) ?? beside
    }
}
