import Coordinator
import PermitPolicy
import Vocabulary

/// The data of an application form for one permit, for systems that take it in: `02-application-form.json`.
public struct PermitFormDocument: Encodable, Sendable {
    public var schema = "outerline.permit-form/1"
    public var permit: String
    public var kind: String
    public var title: Wording
    public var authority: Authority
    public var basis: [Citation]
    public var verdict: String
    public var review: Bool
    public var caseID: String
    public var application: String
    public var date: Day
    /// Who applies for the permit: the franchise utility, never the user (R32).
    public var agent: String?
    public var applicant: String?
    public var contractor: String?
    public var representative: String?
    public var project: String?
    public var plot: String?
    public var district: String?
    public var utility: Utility
    public var line: Line?
    public var places: [PermitPlace]
    public var prerequisites: [String]
    public var statutoryDays: DayLimit?
    public var promisedDays: DayLimit?
    public var materials: [MaterialStatus]
    public var duties: [Duty]
    public var missing: [String]

    /// The route in figures, unrounded; ground lengths decide.
    public struct Line: Encodable, Sendable {
        public var groundLength: Double
        public var gridLength: Double
        public var diameter: Double?
        public var from: String
        public var crs: String
        public var sha256: String

        private enum CodingKeys: String, CodingKey {
            case from, crs
            case groundLength = "ground_length_m"
            case gridLength = "grid_length_m"
            case diameter = "diameter_mm"
            case sha256 = "line_sha256"
        }
    }

    public init(_ packet: PermitPacket) {
        let (state, requirement) = (packet.context.state, packet.permit.requirement)
        permit = packet.permit.id.rawValue
        kind = requirement.kind.rawValue
        title = requirement.title
        authority = requirement.authority
        basis = requirement.basis
        verdict = requirement.verdict.rawValue
        review = requirement.review
        caseID = state.id.rawValue
        application = state.parent.rawValue
        date = packet.context.on
        agent = state.assignee(of: packet.permit)
        applicant = state.applicant
        contractor = state.contractor
        representative = state.representative
        project = state.project
        plot = state.plot
        district = state.district
        utility = state.utility
        line = state.route.map {
            Line(
                groundLength: $0.groundLengthM, gridLength: $0.gridLengthM, diameter: $0.facts.diameterMm,
                from: "\($0.fromLayer)/\($0.fromFeature)", crs: packet.context.crs, sha256: $0.sha256)
        }
        places = PermitPlace.all(of: packet.permit, state)
        prerequisites = requirement.prerequisites.map(\.rawValue)
        statutoryDays = requirement.statutoryDays
        promisedDays = requirement.promisedDays
        materials = packet.materials
        duties = requirement.duties
        missing = requirement.missing
    }

    private enum CodingKeys: String, CodingKey {
        case schema, permit, kind, title, authority, basis, verdict, review, application, date, agent,
            applicant, contractor, representative, project, plot, district, utility, line, places,
            prerequisites, materials, duties, missing
        case caseID = "case"
        case statutoryDays = "statutory_days"
        case promisedDays = "promised_days"
    }
}
