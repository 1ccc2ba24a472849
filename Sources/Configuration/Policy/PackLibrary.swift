import Foundation
import PermitPolicy
import Vocabulary

/// The files of policy packs, wherever they come from: a folder, the program's own, or a project that keeps copies.
public struct PackLibrary: Sendable {
    /// File name and bytes by pack.
    private var packs: [String: [String: Data]] = [:]

    public init() {}

    /// Adds a file such as `pack.yaml` to a pack; one of that name is replaced.
    public mutating func add(_ file: String, _ data: Data, to pack: String) {
        packs[pack, default: [:]][file] = data
    }

    /// The packs that have a `pack.yaml`, sorted.
    public var names: [String] { packs.filter { $0.value["pack.yaml"] != nil }.keys.sorted() }

    /// The files of a pack by name; nil if there is no such pack.
    public func files(of pack: String) -> [(file: String, data: Data)]? {
        packs[pack].map { files in files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    /// The packs that come with the program.
    public static func shipped() -> PackLibrary {
        var library = PackLibrary()
        guard let root = ShippedPolicies.root,
            let names = try? FileManager.default.contentsOfDirectory(atPath: root.path)
        else { return library }
        for name in names.sorted()
        where FileManager.default.fileExists(atPath: root.appendingPathComponent("\(name)/pack.yaml").path) {
            try? library.addFolder(root.appendingPathComponent(name))
        }
        return library
    }

    /// Adds every `.yaml` file of a folder as the pack of the folder's name; folders inside are not looked at.
    ///
    /// - Throws: ``Problems`` if it is no folder, holds no such file or cannot be read.
    public mutating func addFolder(_ folder: URL) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw Problems([
                Problem(
                    .packMissing, "there is no policy pack '\(folder.lastPathComponent)'",
                    at: .init(file: folder.path),
                    help: "known packs: \(names.joined(separator: ", "))")
            ])
        }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            guard !names.isEmpty else {
                throw Problems([
                    Problem(.packFolder, "the folder holds no .yaml file", at: .init(file: folder.path))
                ])
            }
            for name in names {
                add(
                    name, try Data(contentsOf: folder.appendingPathComponent(name)),
                    to: folder.lastPathComponent)
            }
        } catch let problems as Problems {
            throw problems
        } catch {
            throw Problems([Problem(.packFolder, "the folder cannot be read", at: .init(file: folder.path))])
        }
    }
}
