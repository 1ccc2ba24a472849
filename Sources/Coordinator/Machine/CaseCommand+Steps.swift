extension CaseCommand {
    /// The step of the case's machine this command takes.
    public var step: ConnectionStep {
        switch self {
        case .assignUtility, .assignUtilityByHand: .assignUtility
        case .assignRepresentative, .assignRepresentativeByHand: .assignRepresentative
        case .nameContractor: .nameContractor
        case .fileNotice, .recordTask, .tellInterface: .earlyWorks
        case .informUser: .inform
        case .chooseRoute, .adoptDecision: .decide
        case .stateFacts: .stateFacts
        case .withdrawRoute: .withdrawRoute
        case .recordAsBuilt: .recordAsBuilt
        case .assignPermit, .preparePermit, .submitPermit, .acceptPermit, .requestSupplement, .grantPermit,
            .refusePermit, .requireChange:
            .permitStep
        case .extendPermit, .closePermit, .recordDuty: .permitUpkeep
        case .recordOuterDuty: .recordDuty
        case .accept: .accept
        case .stopClock: .stopClock
        case .resumeClock: .resumeClock
        case .correctStop: .correctStop
        case .issueNotice: .issueNotice
        case .issuePaper: .issuePaper
        case .recordSurvey: .surveySite
        case .supplyDocument: .supplyDocument
        case .fileDocument: .fileDocument
        case .confirmScheme: .confirmScheme
        case .recordCondition: .recordCondition
        case .openValve: .openValve
        case .withdraw: .withdraw
        case .recordExtension, .logActivity, .recordVisit: .serve
        case .makeCommitment: .commit
        case .checkCommitment: .checkCommitment
        case .chargeFee: .chargeFee
        case .reportEmergency: .reportEmergency
        case .finishRepair: .finishRepair
        }
    }

    /// The step of the early works this command takes; nil if it takes none.
    public var earlyStep: EarlyStep? {
        switch self {
        case .fileNotice: .fileNotice
        case .recordTask(let task, _): EarlyStep(task)
        case .tellInterface: .tellInterface
        default: nil
        }
    }

    /// The permit this command is about, and the step it takes with it; nil if it is about none.
    public var permitStep: (permit: PermitID, step: PermitStep)? {
        switch self {
        case .assignPermit(let id, _, _): (id, .assign)
        case .preparePermit(let id): (id, .prepare)
        case .submitPermit(let id, _): (id, .submit)
        case .acceptPermit(let id): (id, .accept)
        case .requestSupplement(let id, _): (id, .requestSupplement)
        case .grantPermit(let id, _, _, _): (id, .grant)
        case .refusePermit(let id, _, _): (id, .refuse)
        case .extendPermit(let id, _): (id, .extend)
        case .requireChange(let id, _): (id, .requireChange)
        case .closePermit(let id, _): (id, .close)
        case .recordDuty(let id, _, _): (id, .recordDuty)
        default: nil
        }
    }
}
