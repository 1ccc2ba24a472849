import HTTPTypes

extension RouteTable {
    /// What belongs to one case beside its page: pictures, documents, papers, history, links for the applicant.
    static let caseParts: [Endpoint] = [
        Endpoint(
            "permit graph", .get, "/cases/:case/permits.svg", .drawing, .readers(.caseInPath),
            followsLog: true, CasePage.permitGraph),
        Endpoint(
            "history", .get, "/cases/:case/history", .page, .readers(.caseInPath), followsLog: true,
            HistoryPage.show),
        Endpoint(
            "paper", .get, "/cases/:case/papers/:paper", .drawing, .readers(.caseInPath), followsLog: true,
            PaperFiles.show),
        Endpoint(
            "documents", .get, "/cases/:case/documents", .page, .readers(.caseInPath), DocumentsPage.show),
        Endpoint(
            "hand in document", .post, "/cases/:case/documents", .form, .workers(.caseInPath),
            takesFiles: true, DocumentsPage.hand),
        Endpoint(
            "document", .get, "/cases/:case/documents/:document", .drawing, .readers(.caseInPath),
            DocumentsPage.download),
        Endpoint(
            "status links", .get, "/cases/:case/status-links", .page, .workers(.caseInPath),
            StatusLinksPage.show),
        Endpoint(
            "make status link", .post, "/cases/:case/status-links", .form, .workers(.caseInPath),
            StatusLinksPage.make),
        Endpoint(
            "revoke status link", .post, "/cases/:case/status-links/:link", .form, .workers(.caseInPath),
            StatusLinksPage.revoke),
        Endpoint("status", .get, "/status/:secret", .page, .everyone, StatusPage.show),
    ]
}
