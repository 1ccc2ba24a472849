import Coordinator
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// What the address of the list of works asks for.
struct WorklistRequest: Sendable {
    /// The fields of the address that say something.
    let values: FormValues
    private let person: String
    let standing: CasePageQuery.Standing
    let order: CasePageQuery.Order
    let stage: CaseStage?
    let utility: Utility?
    let light: TrafficLight?
    let words: [String]
    let isMine: Bool
    let view: WorksView
    /// What a screen shows that has no room for all.
    let pane: WorksPane
    /// The case that is looked at beside the list.
    let caseID: String?
    private let after: CasePageCursor?

    static let fields = [
        "q", "standing", "stage", "utility", "light", "representative", "district", "mine", "order", "after",
        "view", "case",
    ]

    /// - Throws: ``Problems`` `WEB-614` for every value that is none of its field's.
    init(_ query: FormValues, person: String) throws {
        var problems = Problems()
        func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String) -> Word? {
            guard let text = query.text(name) else { return nil }
            if let word = Word(rawValue: text) { return word }
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add(
                Problem(
                    .formInvalid, "'\(text)' is no \(name)", at: .init(field: name), help: "one of: \(known)")
            )
            return nil
        }
        stage = word("stage")
        // A stage with nothing left to do is looked for among what is done.
        standing = word("standing") ?? (stage.map { $0.isOpen ? .open : .done } ?? .open)
        order = word("order") ?? .due
        utility = word("utility")
        light = word("light")
        words = (query.text("q") ?? "").split(whereSeparator: \.isWhitespace).prefix(5).map(String.init)
        isMine = query["mine"] == "1"
        view = word("view") ?? .split
        caseID = query.text("case")
        pane = word("pane") ?? (caseID != nil ? .detail : view == .map ? .map : .list)
        after = query.text("after").flatMap { CasePageCursor(text: $0) }
        if after == nil, let text = query.text("after") {
            problems.add(
                Problem(
                    .formInvalid, "'\(text.prefix(40))' is no place in the list", at: .init(field: "after"),
                    help: "begin with the first page"))
        }
        try problems.throwIfAny()
        self.person = person
        values = FormValues(Self.fields.compactMap { name in query.text(name).map { (name, $0) } })
    }

    var representative: String? { isMine ? person : values["representative"] }
    var district: String? { values["district"] }
    var isFiltered: Bool {
        !words.isEmpty || stage != nil || utility != nil || light != nil || representative != nil
            || district != nil || standing != .open
    }

    func query(_ project: Project, _ scope: ViewScope) throws -> CasePageQuery {
        var query = CasePageQuery()
        query.standing = standing
        query.order = order
        query.after = after
        query.words = words
        query.filter = try summaryFilter(project, scope)
        query.filter.stage = stage
        query.filter.light = light
        return query
    }

    /// What the head of the page counts: whose and where, whatever the stage and the lamp.
    func summaryFilter(_ project: Project, _ scope: ViewScope) throws -> ViewFilter {
        var filter = ViewFilter()
        filter.within = scope
        filter.utility = utility
        filter.representative = representative
        filter.districts = try district.map { try project.districtNames($0) }
        return filter
    }
}

/// How the works are laid out on a wide screen.
enum WorksView: String, Sendable, CaseIterable {
    /// List, map and detail side by side.
    case split
    /// The list alone, with all columns.
    case table
    /// The map, and the detail of a case.
    case map
}

/// A part of the works, where they do not fit side by side.
enum WorksPane: String, Sendable, CaseIterable { case list, map, detail }

/// What the filter offers besides what never changes.
struct WorklistChoices: Sendable {
    struct District: Sendable, Hashable {
        var value: String
        var title: Wording?
    }

    var representatives: [String]
    var districts: [District]

    static func districts(_ project: Project, _ scope: ViewScope) throws -> [District] {
        try project.listed(.district, in: scope).map {
            District(value: $0, title: try project.areaTitle($0))
        }
    }

    func title(of district: String, _ phrases: Phrases) -> String {
        districts.first { $0.value == district }?.title.map(phrases.say) ?? district
    }
}

/// The form above the list.
struct WorklistFilterModel: Sendable, Hashable {
    var search: String
    var isMine: Bool
    var standings: [ShownChoice]
    var stages: [ShownChoice]
    var utilities: [ShownChoice]
    var lights: [ShownChoice]
    var representatives: [ShownChoice]
    var districts: [ShownChoice]
    var orders: [ShownChoice]

    init(
        _ request: WorklistRequest, _ choices: WorklistChoices, _ scope: ViewScope, _ phrases: Phrases
    ) {
        search = request.words.joined(separator: " ")
        isMine = request.isMine
        standings = CasePageQuery.Standing.allCases.map {
            ShownChoice(
                value: $0.rawValue, text: phrases["standing_\($0.rawValue)"],
                isChosen: $0 == request.standing)
        }
        orders = CasePageQuery.Order.allCases.map {
            ShownChoice(
                value: $0.rawValue, text: phrases["order_\($0.rawValue)"], isChosen: $0 == request.order)
        }
        stages = CaseStage.allCases.map {
            ShownChoice(
                value: $0.rawValue, text: phrases.say($0.wording), isChosen: $0 == request.stage)
        }
        utilities = Utility.allCases.filter { scope.utilities?.contains($0) ?? true }.map {
            ShownChoice(value: $0.rawValue, text: phrases.say($0.spoken), isChosen: $0 == request.utility)
        }
        lights = TrafficLight.allCases.map {
            ShownChoice(value: $0.rawValue, text: phrases.say($0.spoken), isChosen: $0 == request.light)
        }
        representatives = choices.representatives.map {
            ShownChoice(
                value: $0, text: $0, isChosen: !request.isMine && $0 == request.representative)
        }
        districts = choices.districts.map {
            ShownChoice(
                value: $0.value, text: $0.title.map(phrases.say) ?? $0.value,
                isChosen: $0.value == request.district)
        }
    }
}
