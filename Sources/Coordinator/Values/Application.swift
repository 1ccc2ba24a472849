import PermitPolicy
import Vocabulary
import WorkCalendar

/// One intake at the one window: one form for one to three utilities of a plot (R37).
public struct Application: Codable, Sendable, Hashable {
    public var number: IntakeID
    public var filedOn: Day
    /// The time of day, by which the policy's cut-off decides the day; nil means within the day.
    public var filedAt: TimeOfDay?
    public var applicant: String
    public var userType: UserType
    /// The id of the plot in layer `plots`.
    public var plot: String
    /// Each utility once; order is of no matter.
    public var utilities: [Utility]
    /// `new_installation`; other kinds of business are refused with a reason (R01).
    public var installation: String
    /// Commercial supporting facilities are out of scope (R02).
    public var commercialFacility: Bool
    /// The service area statistics are grouped by (R40).
    public var district: String?
    public var project: String?
    public var address: String?
    public var contact: String?
    public var contractor: String?
    /// The project record or advance notice whose pre-construction cases this application takes up (R23).
    public var preconstruction: IntakeID?
    /// What the applicant still owes at filing (容缺受理, R15).
    public var documentsPending: [PendingDocument]
    /// Which conditions of the valve opening hold already at filing (R44).
    public var conditionsMet: [ValveCondition]

    public init(
        number: IntakeID, filedOn: Day, filedAt: TimeOfDay? = nil, applicant: String, userType: UserType,
        plot: String, utilities: [Utility], installation: String = "new_installation",
        commercialFacility: Bool = false,
        district: String? = nil, project: String? = nil, address: String? = nil, contact: String? = nil,
        contractor: String? = nil, preconstruction: IntakeID? = nil,
        documentsPending: [PendingDocument] = [], conditionsMet: [ValveCondition] = []
    ) {
        self.number = number
        self.filedOn = filedOn
        self.filedAt = filedAt
        self.applicant = applicant
        self.userType = userType
        self.plot = plot
        self.utilities = utilities
        self.installation = installation
        self.commercialFacility = commercialFacility
        self.district = district
        self.project = project
        self.address = address
        self.contact = contact
        self.contractor = contractor
        self.preconstruction = preconstruction
        self.documentsPending = documentsPending
        self.conditionsMet = conditionsMet
    }

    /// The day filing takes effect: acceptance falls on it, so counting begins the day after.
    public func effectiveOn(_ cutOff: CutOff) -> Day { cutOff.effectiveDay(of: filedOn, at: filedAt) }

    enum CodingKeys: String, CodingKey {
        case number, applicant, plot, utilities, installation, district, project, address, contact,
            contractor, preconstruction
        case filedOn = "filed_on"
        case filedAt = "filed_at"
        case userType = "user_type"
        case commercialFacility = "commercial_facility"
        case documentsPending = "documents_pending"
        case conditionsMet = "conditions_met"
    }
}

/// A document accepted as pending: what, until when it is owed, and what follows if it is late (R15).
public struct PendingDocument: Codable, Sendable, Hashable {
    public var document: String
    /// Nil means "at the site survey".
    public var dueOn: Day?
    /// It is still in time at the site survey, if that is later than ``dueOn``.
    public var orAtSurvey: Bool?
    /// What follows if it is late; nil if nobody said so.
    public var consequence: PendingRules.Consequence?

    public init(
        document: String, dueOn: Day?, orAtSurvey: Bool? = nil, consequence: PendingRules.Consequence? = nil
    ) {
        self.document = document
        self.dueOn = dueOn
        self.orAtSurvey = orAtSurvey
        self.consequence = consequence
    }

    /// The last day it is in time; nil while it hangs on a survey that has not been held.
    public func lastDay(surveyedOn: Day?) -> Day? {
        guard let dueOn else { return surveyedOn }
        return orAtSurvey == true ? max(dueOn, surveyedOn ?? dueOn) : dueOn
    }

    enum CodingKeys: String, CodingKey {
        case document, consequence
        case dueOn = "due_on"
        case orAtSurvey = "or_at_survey"
    }
}

/// How a case comes to exist before anybody applies.
public enum LeadOrigin: String, Codable, Sendable, CaseIterable {
    /// A non-resident project in the project-approval system (R26).
    case projectRecord = "project_record"
    /// The user's advance notice filing 告知备案 (R35).
    case advanceNotice = "advance_notice"
    /// The utility builds ahead of demand (R23).
    case ownInitiative = "own_initiative"
}

/// A project known before its user applies: from it comes one pre-construction case per utility.
public struct ProjectRecord: Codable, Sendable, Hashable {
    public var number: IntakeID
    public var origin: LeadOrigin
    /// The day the record was received, or the notice was filed.
    public var receivedOn: Day
    public var applicant: String
    public var userType: UserType
    public var plot: String
    public var utilities: [Utility]
    public var district: String?
    public var project: String?
    public var contractor: String?
    /// Leads are due at this stage (R34), not at the construction permit.
    public var planningPermitOn: Day?
    public var constructionPermitOn: Day?

    public init(
        number: IntakeID, origin: LeadOrigin, receivedOn: Day, applicant: String, userType: UserType,
        plot: String, utilities: [Utility], district: String? = nil, project: String? = nil,
        contractor: String? = nil, planningPermitOn: Day? = nil, constructionPermitOn: Day? = nil
    ) {
        self.number = number
        self.origin = origin
        self.receivedOn = receivedOn
        self.applicant = applicant
        self.userType = userType
        self.plot = plot
        self.utilities = utilities
        self.district = district
        self.project = project
        self.contractor = contractor
        self.planningPermitOn = planningPermitOn
        self.constructionPermitOn = constructionPermitOn
    }

    enum CodingKeys: String, CodingKey {
        case number, origin, applicant, plot, utilities, district, project, contractor
        case receivedOn = "received_on"
        case userType = "user_type"
        case planningPermitOn = "planning_permit_on"
        case constructionPermitOn = "construction_permit_on"
    }
}
