import Coordinator

/// The wording of one paper, by the name of its file.
public enum PaperTemplate: String, Sendable, CaseIterable {
    case oneTime = "one_time"
    case acceptance, interface, commitment, completion
    /// Goes with a permit's packet: 送审函, 申请表, 材料清单.
    case covering
    case permitForm = "permit_form"
    case materials
    /// 并联审批申请表.
    case jointForm = "joint_form"
    /// What stands around the tables of a route report: title, introduction, closing, boxes to sign.
    case routeReport = "route_report"

    public init(_ kind: PaperKind) {
        switch kind {
        case .oneTime: self = .oneTime
        case .acceptance: self = .acceptance
        case .interface: self = .interface
        case .commitment: self = .commitment
        case .completion: self = .completion
        }
    }

    /// Wordings that others include: who issues the paper, and what the case is.
    static let partials: Set<String> = ["closing", "case_facts"]

    /// The names every paper knows.
    private static let common = PaperShape(
        texts: [
            "date", "organisation", "window", "address", "phone", "hours", "case", "application", "applicant",
            "contact", "user_type", "utility", "supply", "project", "plot", "site", "district", "company",
            "representative", "contractor", "class", "steps", "limit", "filed_on", "accepted_on", "due",
            "policy",
            "length", "from",
        ], flags: ["outer_line", "provisional", "promised"])

    private static let permit: Set<String> = [
        "no", "permit", "kind", "permit_title", "authority", "state", "basis", "statutory", "promised_limit",
        "prerequisites", "verdict", "reasons", "triggers_text", "validity", "assignee",
    ]
    private static let place: Set<String> = [
        "no", "layer", "name", "features", "from_chainage", "to_chainage", "length_m", "area_m2", "angle",
        "method", "note",
    ]
    private static let material: Set<String> = [
        "no", "permit", "title", "tick", "answer", "rule", "reason", "evidence", "basis", "prepared_by",
    ]

    /// The names a template of this paper may use.
    var shape: PaperShape { Self.common + own }

    private var own: PaperShape {
        switch self {
        case .oneTime:
            PaperShape(
                texts: ["number", "stage", "count", "prior", "told_on"], flags: ["second"],
                lists: ["items": ["no", "title", "basis", "deadline", "document", "condition"]])
        case .acceptance:
            PaperShape(
                texts: ["number", "consequence"], flags: ["pending", "owing", "clock_runs"],
                lists: [
                    "documents": ["no", "title", "basis", "deadline", "consequence"],
                    "conditions": ["no", "title", "basis"],
                ])
        case .interface:
            PaperShape(
                texts: [
                    "number", "position", "told_on", "north", "east", "start_north", "start_east", "crs",
                    "source_kind", "diameter", "supersedes",
                ], flags: ["route", "superseding", "described"],
                lists: ["permits": ["no", "permit_title", "authority"]])
        case .commitment:
            PaperShape(
                texts: ["number"], flags: ["pending"],
                lists: [
                    "commitments": ["no", "text", "made_on", "check_on"],
                    "documents": ["no", "title", "basis", "deadline", "consequence"],
                ])
        case .completion:
            PaperShape(
                texts: ["number", "supplied_on", "net_days", "gross_days", "visits", "fees"],
                flags: ["late", "measured"], lists: ["charges": ["no", "title", "tariff", "amount"]])
        case .covering:
            PaperShape(
                texts: Self.permit, flags: ["review", "changed"],
                lists: ["enclosures": ["no", "name", "file"]])
        case .permitForm:
            PaperShape(
                texts: Self.permit, flags: ["review"],
                lists: ["places": Self.place, "duties": ["no", "title", "when"], "missing": ["name"]])
        case .materials:
            PaperShape(
                texts: Self.permit, flags: ["review"],
                lists: ["materials": Self.material, "applicant_materials": Self.material])
        case .jointForm:
            PaperShape(
                texts: ["crossings_count", "permits_count"], flags: ["route", "parallel"],
                lists: [
                    "permits": Self.permit, "crossings": Self.place, "materials": Self.material,
                    "applicant_materials": Self.material,
                    "commitments": ["no", "text", "made_on", "check_on"],
                ])
        case .routeReport:
            PaperShape(
                texts: [
                    "subject", "number", "ready", "crossings_count", "permits_count", "crs", "route_hash",
                ])
        }
    }

    /// What a wording must say, itself or in what it includes: a notice without its items is none.
    var required: Set<String> {
        switch self {
        case .oneTime: ["number", "items", "title", "basis", "document", "deadline", "organisation", "date"]
        case .acceptance: ["number", "organisation", "date", "documents", "deadline"]
        case .interface: ["number", "organisation", "date", "position"]
        case .commitment: ["number", "applicant", "date", "commitments", "documents"]
        case .completion: ["number", "organisation", "date", "supplied_on"]
        case .covering: ["authority", "permit_title", "enclosures", "date"]
        case .permitForm: ["permit_title", "applicant", "assignee"]
        case .materials: ["materials", "rule", "evidence"]
        case .jointForm: ["permits", "crossings", "materials", "commitments", "applicant", "company"]
        case .routeReport: ["number"]
        }
    }
}
