import Foundation
import Vocabulary

/// Tells whether a path lies on a file system that another machine serves.
///
/// The kernel's mount table is read (`/proc/self/mountinfo`, proc(5)); the
/// mount whose point is the longest prefix of the path counts, the last one
/// if several cover each other.
public enum NetworkFileSystem {
    private static let types: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gfs2", "ocfs2",
        "9p",
        "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.davfs",
        "fuse.curlftpfs", "fuse.gvfsd-fuse", "fuse.juicefs", "fuse.smbnetfs",
    ]

    /// The type of the network file system that holds `path` (absolute, links resolved), or nil for a local one.
    public static func type(of path: String, mountinfo: String) -> String? {
        var best: (length: Int, type: String)?
        for line in mountinfo.split(separator: "\n") {
            let halves = line.components(separatedBy: " - ")
            let fields = halves[0].split(separator: " ")
            guard halves.count >= 2, fields.count >= 5, let type = halves[1].split(separator: " ").first
            else { continue }
            let mount = unescaped(fields[4])
            let covers = mount == "/" || path == mount || path.hasPrefix(mount + "/")
            if covers, mount.utf8.count >= best?.length ?? 0 { best = (mount.utf8.count, String(type)) }
        }
        return best.flatMap { types.contains($0.type) ? $0.type : nil }
    }

    /// Refuses a path on a network file system.
    ///
    /// - Throws: ``Problem`` `PRJ-103`.
    static func refuse(_ path: String) throws {
        guard let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8),
            let type = type(of: path, mountinfo: table)
        else { return }
        throw Problem(
            .networkFileSystem, "the project lies on a network file system (\(type))", at: .init(file: path),
            help: "keep it on a local disk; hand over copies made with 'outerline project pack'")
    }

    /// The kernel writes blanks, tabs, line ends and backslashes as three octal digits.
    private static func unescaped(_ field: Substring) -> String {
        guard field.contains("\\") else { return String(field) }
        var bytes: [UInt8] = []
        var rest = Substring(field).utf8
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == 0x5C, let value = UInt8(String(Substring(digits)), radix: 8) {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
