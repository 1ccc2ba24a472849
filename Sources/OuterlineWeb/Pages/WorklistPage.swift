import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Mustache
import Outerline
import PermitPolicy
import Vocabulary

/// The works: what is due, who holds the ball, the cases in pages, on the map, and one of them in detail.
///
/// The address is the whole state.
struct WorklistPage: PageModel {
    static let template = "works"
    var title: String
    var filter: WorklistFilterModel
    var holders: [HolderTile]
    var overdue: Int
    var dueToday: [DueLine]
    var dueTodayCount: Int
    var hasDueToday: Bool
    var rows: [WorklistRow]
    var isEmpty: Bool
    var isFiltered: Bool
    /// Nil on the last page, and on the first.
    var nextAddress: String?
    var firstAddress: String?
    var layout: WorksLayout
    /// The case that is looked at; nil where none is, or where the list stands alone.
    var detail: CasePage?
    var detailAddress: String?
    /// The case that is asked for cannot be shown.
    var missing: ShownProblem?
    var hasDetail: Bool

    struct HolderTile: Sendable, Hashable {
        var holder: String
        var items: Int
        var red: Int
        var hasRed: Bool
    }

    struct DueLine: Sendable, Hashable {
        var caseID: String
        var address: String
        var action: String
        var holder: String
        var with: String?
        var lamp: ShownLamp
    }

    // MARK: - Handlers

    @Sendable static func home(_ desk: DeskRequest) async throws -> Response { .seeOther("/works") }

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let request = try WorklistRequest(desk.query, person: desk.session?.account.person ?? "")
        let (scope, phrases, host) = (desk.scope, desk.phrases, desk.site.host)
        let state = "\(desk.position.hash) \(desk.today)"
        let minute = "\(Int(host.project.moment.timeIntervalSince1970 / 60))"
        let layout = WorksLayout(request, desk)
        let mayWork = desk.session.map { $0.account.role != .supervisor } ?? false
        let model = try await desk.project { project in
            let within = try project.knownScope(scope)
            let page = try project.caseLines(try request.query(project, within))
            let narrowed = try request.summaryFilter(project, within)
            let summary = try host.memory.value(state, "summary \(narrowed)") {
                try project.deskSummary(narrowed, items: 8)
            }
            let choices = try host.offers.value(minute, "choices \(within)") {
                WorklistChoices(
                    representatives: try project.listed(.representative, in: within),
                    districts: try WorklistChoices.districts(project, within))
            }
            var model = WorklistPage(page, summary, choices, request, within, layout, phrases)
            try model.look(at: request.shownCase, project, within, phrases, mayWork: mayWork)
            return model
        }
        return desk.page(model)
    }

    /// Adds the case that is looked at beside the list; one that cannot be seen does not keep the list from being shown.
    private mutating func look(
        at id: String?, _ project: Project, _ scope: ViewScope, _ phrases: Phrases, mayWork: Bool
    ) throws {
        guard let id else { return }
        do {
            let place = try project.whereabouts(id)
            guard scope.admits(place.utility, district: place.district) else { throw Gate.outsideScope }
            detail = CasePage(try project.dossier(id), phrases, mayWork: mayWork)
            (hasDetail, detailAddress) = (true, Links.caseAddress(id))
        } catch let problem as Problem
            where [ErrorCode.noSuchCase.id, ErrorCode.scopeRefused.id].contains(problem.code)
        {
            missing = ShownProblem(problem)
        }
    }

    init(
        _ page: (lines: [CaseLine], next: CasePageCursor?), _ summary: DeskSummary,
        _ choices: WorklistChoices, _ request: WorklistRequest, _ scope: ViewScope, _ layout: WorksLayout,
        _ phrases: Phrases
    ) {
        title = phrases["works"]
        filter = WorklistFilterModel(request, choices, scope, phrases)
        holders = summary.holders.map {
            HolderTile(
                holder: phrases.say($0.holder.spoken), items: $0.items, red: $0.red, hasRed: $0.red > 0)
        }
        overdue = summary.overdueCount
        dueToday = summary.dueToday.map { item in
            DueLine(
                caseID: item.caseID.rawValue, address: request.address(of: item.caseID.rawValue),
                action: phrases.say(item.action.wording), holder: phrases.say(item.holder.spoken),
                with: item.counterpart(phrases), lamp: ShownLamp(item.light, phrases))
        }
        dueTodayCount = summary.dueTodayCount
        hasDueToday = dueTodayCount > 0
        rows = page.lines.map { WorklistRow($0, request, choices, phrases) }
        isEmpty = rows.isEmpty
        isFiltered = request.isFiltered
        nextAddress = page.next.map { "/works?" + request.values.with("after", $0.text).encoded }
        firstAddress =
            request.values["after"] == nil ? nil : "/works?" + request.values.with("after", nil).encoded
        self.layout = layout
        hasDetail = false
    }
}

/// A row of the list; looked up by name and not by reflection, since a page has many.
struct WorklistRow: Sendable, Hashable, MustacheParent {
    var caseID: String
    var address: String
    var lamp: ShownLamp
    var applicant: String?
    var plot: String?
    var utility: String
    var utilityName: String
    var stage: String
    var due: String?
    var isProvisional: Bool
    var next: String?
    var holder: String?
    var with: String?
    var representative: String?
    var district: String?
    var permits: String
    var isSelected: Bool

    init(
        _ line: CaseLine, _ request: WorklistRequest, _ choices: WorklistChoices, _ phrases: Phrases
    ) {
        let row = line.listed.row
        caseID = row.caseID.rawValue
        address = request.address(of: caseID)
        isSelected = caseID == request.shownCase
        lamp = ShownLamp(line.listed.light, phrases)
        applicant = row.applicant
        plot = row.plot
        utility = row.utility.rawValue
        utilityName = phrases.say(row.utility.spoken)
        stage = phrases.say(row.stage.wording)
        due = row.due?.description
        isProvisional = row.dueProvisional
        next = line.next.map { phrases.say($0.action.wording) }
        holder = line.next.map { phrases.say($0.holder.spoken) }
        with = line.next?.counterpart(phrases)
        representative = row.representative
        district = row.district.map { choices.title(of: $0, phrases) }
        permits = row.permits == 0 ? "" : "\(row.permitsOpen)/\(row.permits)"
    }

    func child(named name: String) -> Any? {
        switch name {
        case "caseID": caseID
        case "address": address
        case "lamp": ["name": lamp.name, "shape": lamp.shape, "word": lamp.word]
        case "applicant": applicant
        case "plot": plot
        case "utility": utility
        case "utilityName": utilityName
        case "stage": stage
        case "due": due
        case "isProvisional": isProvisional
        case "next": next
        case "holder": holder
        case "with": with
        case "representative": representative
        case "district": district
        case "permits": permits
        case "isSelected": isSelected
        default: nil
        }
    }
}

extension WorkItem {
    /// Whom or what it waits for; conditions of the valve opening in words.
    func counterpart(_ phrases: Phrases) -> String? {
        guard action == .meetConditions else { return with }
        return with?.components(separatedBy: ", ").map { name in
            ValveCondition(rawValue: name).map { phrases.say($0.spoken) } ?? name
        }.joined(separator: phrases["list_comma"])
    }
}

/// Addresses of the desk, made in one place.
enum Links {
    static func caseAddress(_ id: String) -> String { "/cases/\(FormValues.encoded(id))" }

    static func step(_ name: String, of id: String, permit: String?) -> String {
        let query = permit.map { "?permit=\(FormValues.encoded($0))" } ?? ""
        return "\(caseAddress(id))/steps/\(name)\(query)"
    }
}

extension Project {
    /// The scope of an account with all names of its districts.
    func knownScope(_ scope: Scope) throws -> ViewScope {
        try viewScope(utilities: scope.utilities, districts: scope.districts)
    }
}
