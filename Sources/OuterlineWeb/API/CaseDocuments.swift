import Coordinator
import Outerline
import PermitPolicy
import Vocabulary

/// The permits of a case.
struct PermitsDocument: Encodable, Sendable {
    var schema = "outerline.permits/1"
    var caseID: String
    var permits: [PermitDocument]

    private enum CodingKeys: String, CodingKey {
        case schema, permits
        case caseID = "case"
    }
}

/// What is asked of the user, what is on file, and what is still to come.
struct DocumentsDocument: Encodable, Sendable {
    var schema = "outerline.documents/1"
    var caseID: String
    var materials: [MaterialStatus]
    var documents: [DocumentOnFile]
    var documentsPending: [PendingDocument]

    private enum CodingKeys: String, CodingKey {
        case schema, materials, documents
        case caseID = "case"
        case documentsPending = "documents_pending"
    }

    init(_ detail: CaseDetailDocument) {
        caseID = detail.summary.caseID
        materials = detail.service.materials
        documents = detail.service.documents
        documentsPending = detail.service.documentsPending
    }
}

/// What the user was told.
struct NoticesDocument: Encodable, Sendable {
    var schema = "outerline.notices/1"
    var caseID: String
    var notices: [CaseState.Notice]
    var informationNotes: [CaseState.InformationNote]

    private enum CodingKeys: String, CodingKey {
        case schema, notices
        case caseID = "case"
        case informationNotes = "information_notes"
    }

    init(_ detail: CaseDetailDocument) {
        caseID = detail.summary.caseID
        notices = detail.service.notices
        informationNotes = detail.service.informationNotes
    }
}

/// The events of a case, the oldest first.
struct HistoryDocument: Encodable, Sendable {
    var schema = "outerline.history/1"
    var caseID: String
    var version: Int
    var history: [CaseDetailDocument.HistoryEntry]

    private enum CodingKeys: String, CodingKey {
        case schema, version, history
        case caseID = "case"
    }

    init(_ detail: CaseDetailDocument) {
        caseID = detail.summary.caseID
        version = detail.summary.version
        history = detail.history
    }
}
