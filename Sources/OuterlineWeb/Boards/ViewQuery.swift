import Coordinator
import Foundation
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// Whose and which works a view is about, as its address says it.
struct ViewQuery: Sendable {
    /// The fields of the address that say something.
    let values: FormValues
    let utility: Utility?
    let holder: BallHolder?
    let isMine: Bool
    private let person: String

    static let fields = ["utility", "district", "representative", "holder", "mine"]

    /// - Parameter more: fields of this view alone, which its address keeps.
    /// - Throws: ``Problems`` `WEB-614` for every value that is none of its field's.
    init(_ query: FormValues, person: String, more: [String] = []) throws {
        var problems = Problems()
        func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String) -> Word? {
            guard let text = query.text(name) else { return nil }
            if let word = Word(rawValue: text) { return word }
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add(
                Problem(
                    .formInvalid, "'\(text.prefix(40))' is no \(name)", at: .init(field: name),
                    help: "one of: \(known)"))
            return nil
        }
        utility = word("utility")
        holder = word("holder")
        try problems.throwIfAny()
        isMine = query["mine"] == "1"
        self.person = person
        values = FormValues((Self.fields + more).compactMap { name in query.text(name).map { (name, $0) } })
    }

    init(_ desk: DeskRequest, more: [String] = []) throws {
        try self.init(desk.query, person: desk.session?.account.person ?? "", more: more)
    }

    var district: String? { values["district"] }
    var representative: String? { isMine ? person : values["representative"] }
    var isFiltered: Bool { Self.fields.contains { values[$0] != nil } }

    /// - Parameter scope: what the account may see at all.
    func request(_ scope: ViewScope) -> ViewRequest {
        var request = ViewRequest()
        request.utility = utility
        request.district = district
        request.representative = representative
        request.holder = holder
        request.within = scope
        return request
    }

    func filter(_ project: Project, _ scope: ViewScope) throws -> ViewFilter {
        var filter = ViewFilter()
        filter.utility = utility
        filter.districts = try district.map { try project.districtNames($0) }
        filter.representative = representative
        filter.holder = holder
        filter.within = scope
        return filter
    }

    /// An address of a view with the same works.
    func address(_ path: String, _ more: [(String, String)] = []) -> String {
        var values = FormValues(self.values.pairs.filter { Self.fields.contains($0.name) }.map { ($0, $1) })
        for (name, value) in more { values = values.with(name, value) }
        return values.pairs.isEmpty ? path : "\(path)?\(values.encoded)"
    }
}

/// The form above a view.
struct ViewFilterModel: Sendable, Hashable {
    var action: String
    var isMine: Bool
    var utilities: [ShownChoice]
    var districts: [ShownChoice]
    var representatives: [ShownChoice]
    /// Empty in views that are not about open items.
    var holders: [ShownChoice]
    var hasHolders: Bool
    /// Fields of this view alone.
    var kept: [Kept]
    var isFiltered: Bool
    var reset: String

    struct Kept: Sendable, Hashable {
        var name: String
        var value: String
    }

    init(
        _ query: ViewQuery, _ choices: WorklistChoices, _ scope: ViewScope, _ phrases: Phrases,
        action: String, withHolders: Bool = false
    ) {
        self.action = action
        isMine = query.isMine
        utilities = Utility.allCases.filter { scope.utilities?.contains($0) ?? true }.map {
            ShownChoice(value: $0.rawValue, text: phrases.say($0.spoken), isChosen: $0 == query.utility)
        }
        districts = choices.districts.map {
            ShownChoice(
                value: $0.value, text: $0.title.map(phrases.say) ?? $0.value,
                isChosen: $0.value == query.district)
        }
        representatives = choices.representatives.map {
            ShownChoice(value: $0, text: $0, isChosen: !query.isMine && $0 == query.representative)
        }
        holders =
            withHolders
            ? BallHolder.allCases.map {
                ShownChoice(value: $0.rawValue, text: phrases.say($0.spoken), isChosen: $0 == query.holder)
            } : []
        hasHolders = withHolders
        kept = query.values.pairs.filter { !ViewQuery.fields.contains($0.name) }
            .map { Kept(name: $0.name, value: $0.value) }
        isFiltered = query.isFiltered
        reset = action
    }
}

extension DeskRequest {
    /// The log, the day and the account's scope: what a view that is kept depends on besides its address.
    var viewState: String { "\(position.hash) \(today)" }

    /// What the filters of views offer, renewed every minute.
    func choices(_ project: Project, _ scope: ViewScope) throws -> WorklistChoices {
        let host = site.host
        let minute = "\(Int(host.project.moment.timeIntervalSince1970 / 60))"
        return try host.offers.value(minute, "choices \(scope)") {
            WorklistChoices(
                representatives: try project.listed(.representative, in: scope),
                districts: try WorklistChoices.districts(project, scope))
        }
    }
}

/// One thing that is to be done, as lists show it.
struct ItemLine: Sendable, Hashable {
    var caseID: String
    var address: String
    var action: String
    var holder: String
    var with: String?
    var due: String?
    var isProvisional: Bool
    var lamp: ShownLamp

    init(_ item: WorkItem, _ phrases: Phrases) {
        caseID = item.caseID.rawValue
        address = Links.caseAddress(caseID) + (item.permit.map { "#\($0)" } ?? "")
        action = phrases.say(item.action.wording)
        holder = phrases.say(item.holder.spoken)
        with = item.counterpart(phrases)
        due = item.due?.description
        isProvisional = item.dueProvisional
        lamp = ShownLamp(item.light, phrases)
    }
}
