import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

/// Where a permit stands; `expired` is derived from a day and never stored.
public enum PermitStage: String, Codable, Sendable, CaseIterable {
    case required, preparing, submitted, accepted
    case supplementRequested = "supplement_requested"
    case granted, refused, expired
    case changeRequired = "change_required"
    case closed

    /// The authority has it and a decision is awaited.
    public var isWithAuthority: Bool { self == .submitted || self == .accepted }
}

/// One permit of a case, folded from the case's events.
public struct PermitState: Sendable, Hashable {
    public let id: PermitID
    /// What the policy requires: kind, authority, basis, limits, prerequisites.
    public internal(set) var requirement: PermitRequirement
    /// The stage by events; see ``stage(on:)`` for expiry.
    public internal(set) var stage = PermitStage.required
    public internal(set) var requiredOn: Day
    public internal(set) var submittedOn: Day?
    public internal(set) var acceptedOn: Day?
    /// The day of the grant or refusal.
    public internal(set) var decidedOn: Day?
    /// The authority's number of the application.
    public internal(set) var number: String?
    public internal(set) var certificate: String?
    public internal(set) var validUntil: Day?
    /// Nobody gave the end: it follows from the validity the policy knows.
    public internal(set) var validUntilDerived = false
    /// What documents a grant before its prerequisites.
    public internal(set) var evidence: String?
    public internal(set) var refusal: RefusalReason?
    public internal(set) var refusalNote: String?
    public internal(set) var changeReason: String?
    /// How far the line leaves the permit's corridor, where a change is required for that.
    public internal(set) var departure: CorridorDeparture?
    /// WKB of the route it was submitted with; nil before, and for works without a chosen route.
    public internal(set) var line: Data?
    public internal(set) var closingReason: ClosingReason?
    /// A franchise utility other than the case's, given by hand.
    public internal(set) var company: String?
    public internal(set) var supplements: [Supplement] = []
    /// After-permit duties that were done, in the order they were recorded.
    public internal(set) var duties: [DoneDuty] = []
    /// Every step taken, in order; being required is not a step.
    public internal(set) var steps: [Step] = []

    /// A step with its day.
    public struct Step: Sendable, Hashable, Codable {
        public var stage: PermitStage
        public var on: Day
    }

    /// An after-permit duty that was done.
    public struct DoneDuty: Sendable, Hashable, Codable {
        public var duty: String
        public var on: Day
        public var note: String?
    }

    /// A request for supplements: all items at once, and when they were supplied.
    public struct Supplement: Sendable, Hashable, Codable {
        public var items: [String]
        public var requestedOn: Day
        public var suppliedOn: Day?
    }

    init(id: PermitID, requirement: PermitRequirement, requiredOn: Day) {
        self.id = id
        self.requirement = requirement
        self.requiredOn = requiredOn
    }

    public var lastStepOn: Day? { steps.map(\.on).max() }

    /// The stage on `today`: a grant whose validity ended before it has expired.
    public func stage(on today: Day) -> PermitStage {
        guard stage == .granted, let validUntil, validUntil < today else { return stage }
        return .expired
    }

    /// Still to be obtained, or to be changed: it keeps the works from starting.
    public var isOpen: Bool { stage != .granted && stage != .closed }

    // MARK: - Folding

    mutating func apply(_ event: Event, on day: Day) {
        switch event {
        case .permitRequired(_, let requirement):
            self.requirement = requirement
            if stage == .closed {
                stage = .required
                closingReason = nil
            }
        case .permitAssigned(_, let company): self.company = company
        case .permitPreparationStarted: step(.preparing, day)
        case .permitSubmitted(_, let number): submit(number, day)
        case .permitAccepted:
            acceptedOn = day
            step(.accepted, day)
        case .supplementRequested(_, let items):
            supplements.append(Supplement(items: items, requestedOn: day))
            step(.supplementRequested, day)
        case .supplementSupplied:
            if let last = supplements.indices.last { supplements[last].suppliedOn = day }
            step(acceptedOn == nil ? .submitted : .accepted, day)
        case .permitGranted(_, let certificate, let until, let evidence, let derived):
            self.certificate = certificate
            validUntil = until
            validUntilDerived = derived ?? false
            self.evidence = evidence
            decidedOn = day
            step(.granted, day)
        case .permitRefused(_, let reason, let note):
            refusal = reason
            refusalNote = note
            decidedOn = day
            step(.refused, day)
        case .permitDutyDone(_, let duty, let note):
            duties.append(DoneDuty(duty: duty, on: day, note: note))
        case .permitExtended(_, let until):
            validUntil = until
            validUntilDerived = false
        case .permitChangeRequired(_, let reason, let departure):
            changeReason = reason
            self.departure = departure
            step(.changeRequired, day)
        case .permitClosed(_, let reason):
            closingReason = reason
            step(.closed, day)
        default: break
        }
    }

    private mutating func step(_ stage: PermitStage, _ day: Day) {
        self.stage = stage
        steps.append(Step(stage: stage, on: day))
    }

    /// A new submission starts a new round: what the last one brought is in `steps`.
    private mutating func submit(_ number: String?, _ day: Day) {
        self.number = number
        submittedOn = day
        acceptedOn = nil
        decidedOn = nil
        certificate = nil
        validUntil = nil
        validUntilDerived = false
        evidence = nil
        refusal = nil
        refusalNote = nil
        changeReason = nil
        departure = nil
        supplements = []
        duties = []
        step(.submitted, day)
    }
}
