import Coordinator
import Foundation
import PermitPolicy
import Reports
import Vocabulary

/// Which packets of a case, and how they are written.
public struct PacketRequest: Sendable {
    public var caseID: String
    /// One permit by id or kind; nil for all that are to be obtained, with the joint form.
    public var permit: String?
    public var isArchived: Bool
    public var language: ReportLanguage
    public var folder: String

    public init(
        caseID: String, permit: String? = nil, isArchived: Bool = false, language: ReportLanguage,
        folder: String
    ) {
        self.caseID = caseID
        self.permit = permit
        self.isArchived = isArchived
        self.language = language
        self.folder = folder
    }
}

/// One packet as it was written: an object of `report packet --json`.
public struct PacketDocument: Encodable, Sendable {
    public var schema = "outerline.packets/1"
    public var caseID: String
    /// Null for the joint form of the case.
    @OrNull public var permit: String?
    /// In order of name; the archive alone where one was asked for.
    public var files: [String]

    private enum CodingKeys: String, CodingKey {
        case schema, permit, files
        case caseID = "case"
    }
}

extension Project {
    /// Writes a folder, or an archive, for every permit of a case, and one for the joint form (并联审批申请表).
    ///
    /// All is made before the first is written; each appears whole or not at all.
    ///
    /// - Throws: ``Problem`` `CLI-111` if the case has no such permit or none to apply for, `PRJ-1xx` if something
    ///   cannot be written.
    public func writePackets(_ request: PacketRequest, _ templates: PaperTemplates) throws -> [PacketDocument]
    {
        let state = try existing(request.caseID)
        let day = desk.today
        let context = try paperContext(state, on: day, templates)
        let permits = try request.permit.map { [try permit($0, of: state)] } ?? openPermits(state)
        let pack = try pack()
        let packets = permits.map { permit in
            PermitPacket(
                context, permit,
                materials: pack.materials(for: .permit(permit.id.kind), on: day, onFile: state.documents))
        }
        let sheets = try PermitSheets(self, state, templates.letterhead, request.language)
        var all = try packets.map { try files(of: $0, sheets, request, templates) }
        if request.permit == nil {
            var joint = PacketFiles(
                "\(state.id)-\(JointForm.file)", caseID: state.id.rawValue, permit: nil, on: day)
            try joint.add(
                JointForm.file, JointForm(context, packets).document(templates, request.language))
            all.append(joint)
        }
        try OutputFolder.make(request.folder)
        return try all.map { packet in
            let files =
                try request.isArchived
                ? packet.writeArchive(into: request.folder) : packet.write(into: request.folder)
            return PacketDocument(caseID: state.id.rawValue, permit: packet.index.permit, files: files)
        }
    }

    private func files(
        of packet: PermitPacket, _ sheets: PermitSheets?, _ request: PacketRequest,
        _ templates: PaperTemplates
    ) throws -> PacketFiles {
        var files = PacketFiles(
            packet.name, caseID: request.caseID, permit: packet.name, on: packet.context.on)
        let sheet = try sheets?.pdf(for: packet)
        let name = sheet.map { _ in "\(PermitPacket.drawing).pdf" }
        for (name, document) in packet.papers(templates, request.language, drawing: name) {
            try files.add(name, document)
        }
        files.add("\(PermitPacket.form).json", try JSONText.document(PermitFormDocument(packet)))
        if let sheet, let name { files.add(name, sheet) }
        return files
    }

    /// Those an application is handed in for: neither granted nor closed nor waived.
    private func openPermits(_ state: CaseState) throws -> [PermitState] {
        let open = state.permits.filter { $0.isOpen && $0.requirement.verdict != .exempt }
        guard !open.isEmpty else {
            throw Problem(
                .noPermitsGiven, "case '\(state.id)' has no permit to apply for", at: .init(file: path),
                help: "'outerline permit list --case \(state.id)' shows what was granted or waived")
        }
        return open
    }
}
