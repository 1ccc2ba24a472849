import Configuration
import Foundation
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

/// A pack with materials of every kind: one of the applicant, the others of departments or without basis.
private let documents = """
    documents:
      applicant_documents:
        - {id: form, zh: 申请表, en: form, core: false, source: city, article: art. 1}
        - {id: photo, zh: 照片, en: photograph}
        - {id: rumoured, zh: 听说, en: rumoured, source: rumour}
        - {id: guessed, zh: 猜测, en: guessed, source: guess}
        - {id: licence, zh: 营业执照, en: licence, available_by: data_sharing, source: city}
        - {id: permit, zh: 规划许可证, en: planning permit, prepared_by: department, source: city}
    permits:
      - kind: PLAN
        materials:
          - {id: scheme, zh: 设计方案, en: design scheme, source: city}
          - {id: drawing, zh: 图纸, en: drawing, core: false, source: city}
    """

@Suite("Materials and the four exemptions")
struct MaterialTests {
    private let folder = CityFolder()

    private func file(
        _ material: String, _ origin: DocumentOnFile.Origin, until: String? = nil, on: String = "2026-01-05"
    ) throws -> DocumentOnFile {
        DocumentOnFile(
            material: material, origin: origin, filedOn: try day(on), validUntil: try until.map(day),
            reference: "A7-W")
    }

    private func status(
        _ id: String, _ onFile: [DocumentOnFile] = [], on date: String = "2026-06-30"
    ) throws -> MaterialStatus {
        let pack = try folder.load(documents)
        let all = pack.materials(for: .connection, on: try day(date), onFile: onFile)
        return try #require(all.first { $0.material.id == id })
    }

    @Test("R12 a material without a legal basis is waived; an assumption or a rumour is none")
    func noBasis() throws {
        for id in ["photo", "rumoured", "guessed"] {
            let found = try status(id)
            #expect(found.verdict == .waived && found.exemption == .noLegalBasis && !found.isMissing, "\(id)")
        }
        #expect(try status("rumoured").review && !status("photo").review)
        let form = try status("form")
        #expect(form.verdict == .required && form.isMissing && form.reason.en == "asked for by 湖城规定 art. 1")
    }

    @Test(
        "R13 filed with other business: waived while valid, the last day included, required from the next",
        arguments: [
            ("2026-06-29", "WAIVED"), ("2026-06-30", "WAIVED"), ("2026-07-01", "REQUIRED"),
            ("2026-01-05", "WAIVED"),
            // On the day before it was filed nobody had it.
            ("2026-01-04", "REQUIRED"),
        ])
    func onFile(date: String, verdict: String) throws {
        let document = try file("form", .anotherCase, until: "2026-06-30")
        let found = try status("form", [document], on: date)
        #expect(found.verdict.rawValue == verdict)
        if verdict == "WAIVED" {
            #expect(found.exemption == .alreadyFiled && found.evidence == document)
            #expect(found.reason.en == "filed with other business: A7-W (2026-01-05, valid until 2026-06-30)")
        } else {
            #expect(found.isMissing && found.lapsed == (date > "2026-06-30" ? document : nil))
        }
    }

    @Test("R13 of several documents the one that lasts longest counts, in any order; another's does not")
    func several() throws {
        var all = [
            try file("form", .anotherCase, until: "2026-03-01"), try file("photo", .anotherCase),
            try file("form", .anotherCase, until: "2027-01-01", on: "2026-01-02"),
            try file("form", .anotherCase, until: "2026-12-31", on: "2026-05-01"),
        ]
        let expected = try status("form", all)
        #expect(expected.evidence?.validUntil == (try day("2027-01-01")))
        all.reverse()
        #expect(try status("form", all) == expected)
        #expect(try status("form", [file("photo", .anotherCase)]).isMissing)
    }

    @Test(
        "R14 what a department pushed, or data sharing gives, is waived, also after its date",
        arguments: [DocumentOnFile.Origin.departmentPush, .dataSharing])
    func pushed(origin: DocumentOnFile.Origin) throws {
        let found = try status("form", [file("form", origin, until: "2026-02-01")])
        #expect(found.verdict == .waived && found.exemption == .fromDepartment && found.evidence != nil)
    }

    @Test("R14 what a department draws up or shares is never asked of the applicant, on file or not")
    func fromDepartments() throws {
        for id in ["licence", "permit"] {
            #expect(try status(id).exemption == .fromDepartment, "\(id)")
        }
    }

    @Test("R11 handed in by the user for this application it is required, and there")
    func handedIn() throws {
        let found = try status("form", [file("form", .user)])
        #expect(found.verdict == .required && !found.isMissing && found.evidence?.origin == .user)
        #expect(try status("form", [file("form", .user, until: "2026-06-29")]).isMissing)
    }

    @Test("permits have materials of their own, prepared by the utility")
    func permits() throws {
        let pack = try folder.load(documents)
        let found = pack.materials(for: .permit(.plan), on: try day("2026-06-30"), onFile: [])
        #expect(found.map(\.material.id) == ["scheme", "drawing"])
        #expect(found.allSatisfy { $0.material.preparedBy == .utility && $0.isMissing })
        #expect(
            pack.materials(for: .permit(PermitKind("NONE")), on: try day("2026-06-30"), onFile: []).isEmpty)
    }

    @Test("R09 nobody is asked for a material without basis, waived, handed in or unknown to the pack")
    func refusals() throws {
        let pack = try folder.load(documents)
        let today = try day("2026-06-30")
        func refusal(_ id: String, _ onFile: [DocumentOnFile] = []) -> Problem? {
            pack.refusalToAsk(id, for: .connection, on: today, onFile: onFile)
        }
        #expect(refusal("form") == nil)
        #expect(refusal("photo")?.code == "POL-104" && refusal("photo")?.message.contains("R12") == true)
        #expect(refusal("licence")?.message.contains("R14") == true)
        #expect(refusal("bank statement")?.message.contains("R09") == true)
        #expect(refusal("form", [try file("form", .anotherCase)])?.message.contains("R13") == true)
        #expect(refusal("form", [try file("form", .user)])?.message.contains("handed in") == true)
    }

    @Test(
        "R09 a pack that sets a material required without a legal basis fails its check, with file and line")
    func requiredWithoutBasis() throws {
        func found(_ source: String) throws -> Problems {
            try folder.problems(
                """
                documents:
                  applicant_documents:
                    - {id: a, zh: 一, en: one, required: true\(source)}
                """)
        }
        for source in ["", ", source: guess", ", source: rumour"] {
            let problem = try #require(try found(source).kept.first)
            #expect(problem.code == "POL-307" && problem.place.line == 13)
            #expect(problem.place.file == "lakeside/pack.yaml")
        }
        let pack = try folder.load(
            """
            documents: {applicant_documents: [{id: a, zh: 一, en: one, required: true, source: city}]}
            """)
        #expect(pack.documents.applicantDocuments.count == 1)
    }

    @Test("R10 a pack that asks the applicant for two documents fails, wherever the second stands")
    func twoDocuments() throws {
        let two = try folder.problems(
            """
            documents:
              applicant_documents:
                - {id: a, zh: 一, en: one, source: city}
                - {id: b, zh: 二, en: two, source: city}
            """)
        #expect(two.kept.map(\.code) == ["POL-304"] && two.kept.first?.place.line == 13)
        #expect(two.kept.first?.message.contains("2 documents") == true)
        let hidden = try folder.problems(
            """
            documents:
              applicant_documents: [{id: a, zh: 一, en: one, source: city}]
            permits:
              - kind: PLAN
                materials: [{id: b, zh: 二, en: two, prepared_by: applicant, source: city}]
            """)
        #expect(hidden.kept.map(\.code) == ["POL-304"])
        // Of the utility's own documents, and of those a department has, there may be any number.
        #expect(try folder.load(documents).documents.applicantDocuments.count == 6)
    }

    @Test("R15 what is missing and not core may follow; what is core may not; the pack may allow neither")
    func pending() throws {
        let pack = try folder.load(documents)
        let today = try day("2026-06-30")
        let open = pack.acceptance(for: .connection, on: today, onFile: [])
        #expect(open.outcome == .pending && open.missing.map(\.material.id) == ["form"])
        #expect(open.terms == pack.documents.pending)
        let done = pack.acceptance(for: .connection, on: today, onFile: [try file("form", .user)])
        #expect(done.outcome == .complete && done.terms == nil && done.missing.isEmpty)
        let plan = pack.acceptance(for: .permit(.plan), on: today, onFile: [])
        #expect(plan.outcome == .incomplete && plan.missing.map(\.material.id) == ["scheme", "drawing"])
        let strict = try folder.load(
            """
            documents:
              applicant_documents: [{id: form, zh: 申请表, en: form, core: false, source: city}]
              pending: {allowed: {value: false, source: city}}
            """)
        #expect(strict.acceptance(for: .connection, on: today, onFile: []).outcome == .incomplete)
    }

    @Test(
        "R15 deadline by days, by the site survey, or the later of both; consequence and clock are settings")
    func deadlines() throws {
        let calendar = try WorkCalendar.shipped()
        func last(_ rule: String, survey: String?) throws -> Day? {
            let pack = try folder.load(
                """
                documents:
                  pending:
                    deadline: {value: \(rule), source: city}
                    days: {days: 3, unit: working, source: city}
                    consequence: {value: hold, source: city}
                    clock_runs: {value: false, source: city}
                """)
            #expect(pack.documents.pending.consequence.value == .hold)
            #expect(!pack.documents.pending.clockRuns.value)
            // The National Day week lies between.
            return pack.documents.pending.lastDay(
                acceptedOn: try day("2026-09-29"), surveyOn: try survey.map(day), calendar)
        }
        let counted = calendar.due(acceptedOn: try day("2026-09-29"), budget: 3).day
        #expect(try last("days", survey: "2026-12-01") == counted)
        #expect(try last("site_survey", survey: nil) == nil)
        #expect(try last("site_survey", survey: "2026-12-01") == day("2026-12-01"))
        #expect(try last("days_or_site_survey", survey: nil) == counted)
        #expect(try last("days_or_site_survey", survey: "2026-12-01") == day("2026-12-01"))
        #expect(try last("days_or_site_survey", survey: "2026-09-30") == counted)
    }

    @Test("Yantai: one form, which may follow within days or at the site survey, the clock running")
    func yantaiRules() throws {
        let pack = try yantai()
        let open = pack.acceptance(for: .connection, on: try day("2026-11-22"), onFile: [])
        #expect(open.outcome == .pending && open.missing.map(\.material.id) == ["application"])
        let terms = try #require(open.terms)
        #expect(terms.deadline.value == .daysOrSiteSurvey && terms.clockRuns.value)
        #expect(terms.days?.source.level == .assumption && terms.allowed.source.level == .policy)
    }

    @Test("a material of an older log is read with what it has")
    func olderLog() throws {
        let text = #"{"id":"a","title":{"zh":"一","en":"one"}}"#
        let material = try JSONDecoder().decode(Material.self, from: Data(text.utf8))
        #expect(material == Material(id: "a", title: Wording(zh: "一", en: "one"), basis: nil))
        let full = Material(
            id: "b", title: material.title, basis: Citation(law: "法", level: .law), isCore: false,
            preparedBy: .department, availableBy: .dataSharing)
        #expect(try JSONDecoder().decode(Material.self, from: JSONEncoder().encode(full)) == full)
    }
}
