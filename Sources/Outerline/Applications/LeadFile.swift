import Coordinator
import Foundation
import PermitPolicy
import Vocabulary

/// Reads files of project records and advance notices (告知备案), CSV or JSON: what is known before anybody applies.
public enum LeadFile {
    /// The columns, the required ones first.
    ///
    /// `origin` is `project_record` (the default), `advance_notice` or `own_initiative`.
    static let columns = [
        "number", "received_on", "applicant", "user_type", "plot", "utilities", "origin", "district",
        "project", "contractor", "planning_permit_on", "construction_permit_on",
    ]

    /// Reads and checks a whole file before anything is written.
    ///
    /// - Returns: the records in the order of the file, with the place of each.
    /// - Throws: ``Problem`` `CLI-101`, `CLI-102`; ``Problems`` `CLI-103` with file, line and field of everything wrong.
    public static func read(_ path: String) throws -> [(record: ProjectRecord, place: Problem.Place)] {
        var problems = Problems()
        var result: [(ProjectRecord, Problem.Place)] = []
        let records = try ApplicationFile.records(path, columns, &problems)
        ApplicationFile.checkNumbers(records, &problems)
        for words in records {
            guard let record = words.projectRecord(&problems) else { continue }
            result.append((record, words.place))
        }
        try problems.throwIfAny()
        return result
    }
}

extension ApplicationRecord {
    /// The project record, or nil with what is wrong added to `problems`.
    fileprivate func projectRecord(_ problems: inout Problems) -> ProjectRecord? {
        var found: [Problem] = []
        func parsed<T>(_ column: String, _ help: String, _ parse: (String) -> T?) -> T? {
            guard let text = value(column) else { return nil }
            if let result = parse(text) { return result }
            var at = place
            at.field = column
            found.append(
                Problem(.applicationsInvalid, "'\(text)' cannot be \(column)", at: at, help: help))
            return nil
        }
        for column in LeadFile.columns.prefix(Self.required.count) where value(column) == nil {
            var at = place
            at.field = column
            found.append(Problem(.applicationsInvalid, "\(column) is missing", at: at))
        }
        let date = "write it as 2026-11-22"
        let number = parsed("number", "letters, digits, '-', '_' and '.', at most 64 characters") {
            IntakeID($0)
        }
        let received = parsed("received_on", date) { Day($0) }
        let userType = parsed("user_type", "resident (居民) or non_resident (非居民)") {
            Self.userTypes[$0.lowercased()]
        }
        let utilities = parsed("utilities", "water, gas or heat; several with ';'") { _ -> [Utility]? in
            let known = words("utilities").map { Self.utilities[$0.lowercased()] }
            return known.contains(nil) ? nil : known.compactMap(\.self)
        }
        let origins = LeadOrigin.allCases.map(\.rawValue).joined(separator: ", ")
        let origin = parsed("origin", origins) { LeadOrigin(rawValue: $0) } ?? .projectRecord
        let planning = parsed("planning_permit_on", date) { Day($0) }
        let construction = parsed("construction_permit_on", date) { Day($0) }
        for problem in found { problems.add(problem) }
        guard found.isEmpty, let number, let received, let userType, let utilities,
            let plot = value("plot"), let applicant = value("applicant")
        else { return nil }
        return ProjectRecord(
            number: number, origin: origin, receivedOn: received, applicant: applicant, userType: userType,
            plot: plot, utilities: utilities, district: value("district"), project: value("project"),
            contractor: value("contractor"), planningPermitOn: planning, constructionPermitOn: construction)
    }
}
