import Foundation
import Reports
import Vocabulary

/// A format papers are written in.
public enum PaperFormat: String, Codable, Sendable, CaseIterable {
    case pdf, md

    func data(of document: ReportDocument, on day: Day) throws -> Data {
        switch self {
        case .pdf: try document.pdf(on: day)
        case .md: Data(document.markdown().utf8)
        }
    }
}
