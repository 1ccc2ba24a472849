import Vocabulary

/// The codes of this target, for the catalogue.
public enum CoordinatorCodes {
    public static let all: [ErrorCode] = [
        .noSuchCase, .dateInFuture, .dateBeforeStep, .stepRepeated, .stepNotOpen, .outOfScope, .intakeInvalid,
        .intakeFiledBefore, .leadRefused, .valveBlocked, .taskOutOfOrder, .clockRefused, .stubNotFree,
        .textMissing, .valueRefused, .eventUnwritable, .eventUnreadable,
        .utilityUnassigned, .representativeUnassigned, .secondNotice, .pendingOverdue, .promiseOverdue,
        .leadWithoutDue, .emergencyLate, .leadLate, .leadConflict, .commitmentOverdue, .commitmentBroken,
        .noSuchPermit, .interfaceNotTold, .prerequisiteMissing, .permitStepRefused, .permitDateBeforeStep,
        .assigneeRefused, .validityRefused, .permitKindInvalid,
        .permitOverdue, .permitExpired, .prerequisiteCycle, .permitLapses, .permitLimitUnknown,
        .permitCorridorLeft,
    ]
}

extension ErrorCode {
    public static let noSuchCase = ErrorCode(
        "CAS-101", exit: .notFound, "no such case",
        "A case is named by its intake number and -W (water), -G (gas) or -H (heat), such as A1-W. "
            + "'case list' shows all of them.")
    public static let dateInFuture = ErrorCode(
        "CAS-102", exit: .badInput, "a date lies after today",
        "The log records what has happened. Give the day on which it happened, or --today if the desk is dated."
    )
    public static let dateBeforeStep = ErrorCode(
        "CAS-103", exit: .badInput, "a date lies before an earlier step",
        "The steps of a case follow one another in time. Give a day not before the step named.")
    public static let stepRepeated = ErrorCode(
        "CAS-104", exit: .failed, "a step was already done",
        "Each step of a case is recorded once; the log is not rewritten.")
    public static let stepNotOpen = ErrorCode(
        "CAS-105", exit: .failed, "a step is not open in this state",
        "The state of the case does not allow this step; the help names the step that would make it legal.")
    public static let outOfScope = ErrorCode(
        "CAS-106", exit: .badInput, "an application is out of scope",
        "The policy covers new installations of water, gas and heat for residents and non-residents, "
            + "without commercial supporting facilities (preamble of the policy).")
    public static let intakeInvalid = ErrorCode(
        "CAS-107", exit: .badInput, "an intake is invalid",
        "One intake names an applicant, a plot and one to three different utilities.")
    public static let intakeFiledBefore = ErrorCode(
        "CAS-108", exit: .badInput, "an intake number was filed before",
        "Numbers come from the one window and are unique; the same number is not filed twice.")
    public static let leadRefused = ErrorCode(
        "CAS-109", exit: .badInput, "a project record opens no lead",
        "Leads come from records of non-resident projects (policy 二(二)2); residents apply themselves.")
    public static let valveBlocked = ErrorCode(
        "CAS-110", exit: .failed, "the valve may not be opened yet",
        "In-plot works must be accepted and the user's equipment installed (attachment of the policy).")
    public static let taskOutOfOrder = ErrorCode(
        "CAS-111", exit: .failed, "an early works task is out of order",
        "Early works go: contacted, need known, design, permits, built. Record the earlier task first.")
    public static let clockRefused = ErrorCode(
        "CAS-112", exit: .failed, "the clock cannot be stopped or resumed",
        "A clock runs from acceptance to valve opening; one holder stops it for one cause once at a time.")
    public static let stubNotFree = ErrorCode(
        "CAS-113", exit: .failed, "a reserved stub is not free",
        "A stub serves one case. Plan again: the next plan leaves out stubs that are reserved or used.")
    public static let textMissing = ErrorCode(
        "CAS-114", exit: .badInput, "a text is missing",
        "A name, reason or list that others will read must not be empty.")
    public static let valueRefused = ErrorCode(
        "CAS-115", exit: .badInput, "a value is not possible",
        "A length or cost is a finite number and not negative; a fact is stated once in one command.")
    public static let eventUnwritable = ErrorCode(
        "CAS-190", exit: .internalError, "an event cannot be written",
        "An event holds a value that JSON cannot carry, such as an infinite number.")
    public static let eventUnreadable = ErrorCode(
        "CAS-191", exit: .badInput, "an event cannot be read",
        "Its type or payload is not one of this version. Run 'project verify'.")

    public static let utilityUnassigned = ErrorCode(
        "CAS-201", exit: .findings, "no franchise utility is assigned",
        "None or several territories hold the plot; nothing is guessed. Assign the utility by hand.")
    public static let representativeUnassigned = ErrorCode(
        "CAS-202", exit: .findings, "no customer representative is assigned",
        "Each case has exactly one named customer representative (policy 二(二)7).")
    public static let secondNotice = ErrorCode(
        "CAS-203", exit: .findings, "a second notice for the same stage",
        "All missing items are to be told at once (一次性告知, policy 二(一)3).")
    public static let pendingOverdue = ErrorCode(
        "CAS-204", exit: .findings, "a document accepted as pending is overdue",
        "Acceptance with documents pending ends when the day promised for the document has passed.")
    public static let promiseOverdue = ErrorCode(
        "CAS-205", exit: .findings, "the promise is overdue",
        "The working days promised are used up and the valve is not open.")
    public static let leadWithoutDue = ErrorCode(
        "CAS-206", exit: .findings, "a lead has no due day",
        "Leads are due at the planning-permit stage (policy 二(二)5); the record gives no date for it.")

    public static let emergencyLate = ErrorCode(
        "CAS-207", exit: .findings, "an emergency repair was reported late",
        "Digging may begin at once, but it is reported and applied for within 24 hours (城市道路管理条例 art. 34).")
    public static let leadLate = ErrorCode(
        "CAS-208", exit: .findings, "a project record came late",
        "It came after its planning-permit date, after a newer version of itself, or after the user had applied."
    )
    public static let leadConflict = ErrorCode(
        "CAS-209", exit: .findings, "a project record conflicts with one received before",
        "The same number came with another applicant, plot or list of utilities. The record received first stands; "
            + "settle it with the project-approval system.")
    public static let commitmentOverdue = ErrorCode(
        "CAS-210", exit: .findings, "the check of a commitment is overdue",
        "A commitment (承诺) is checked on the day set when it was made (policy 二(一)2).")
    public static let commitmentBroken = ErrorCode(
        "CAS-211", exit: .findings, "a commitment was not kept",
        "The later check found the commitment broken; the credit record of the applicant is concerned.")

    public static let noSuchPermit = ErrorCode(
        "PRM-101", exit: .notFound, "no such permit",
        "A permit is named by its case and kind, such as A1-W-PLAN. 'permit list' shows all of them.")
    public static let interfaceNotTold = ErrorCode(
        "PRM-102", exit: .failed, "the interface position was not told to the user",
        "Permits are applied for after the user was told the interface position (policy 二(二)3).")
    public static let prerequisiteMissing = ErrorCode(
        "PRM-103", exit: .failed, "a prerequisite permit is not granted",
        "Permits build on one another: in serial approval a permit is submitted after its prerequisites are "
            + "granted; in parallel approval it is granted with or after them, or with evidence.")
    public static let permitStepRefused = ErrorCode(
        "PRM-104", exit: .failed, "a permit step does not follow from its state",
        "A permit goes: required, preparing, submitted, accepted, supplement requested, granted or refused.")
    public static let permitDateBeforeStep = ErrorCode(
        "PRM-105", exit: .badInput, "a permit step is dated before an earlier one",
        "The steps of one permit follow one another in time. Give a day not before the last step.")
    public static let assigneeRefused = ErrorCode(
        "PRM-106", exit: .failed, "a permit may not be assigned to this party",
        "Permits are handled by the franchise utility; applicant and contractor co-operate (policy 二(二)3).")
    public static let validityRefused = ErrorCode(
        "PRM-107", exit: .badInput, "a validity date is not possible",
        "A permit is valid until a day not before it was granted; an extension ends later than what it extends."
    )

    public static let permitKindInvalid = ErrorCode(
        "PRM-108", exit: .badInput, "a permit kind cannot name a permit",
        "The kind becomes part of the permit's id: capitals, digits and '_', starting with a capital.")

    public static let permitOverdue = ErrorCode(
        "PRM-201", exit: .findings, "a permit is overdue at its authority",
        "The limit of the authority has passed without a decision.")
    public static let permitExpired = ErrorCode(
        "PRM-202", exit: .findings, "a granted permit has expired",
        "Its validity has ended before the works were done; apply for an extension or again.")
    public static let permitLapses = ErrorCode(
        "PRM-204", exit: .findings, "a granted permit lapses before the works may start",
        "Its validity ends before the forecast day of the dig. Apply for an extension in time.")
    public static let permitCorridorLeft = ErrorCode(
        "PRM-206", exit: .findings, "a line leaves the corridor of a permit",
        "The route, or the line as built, lies farther from the line the permit was applied for than the policy pack "
            + "allows (measuring: corridor_m). The permit needs a change (城市道路管理条例 art. 36).")
    public static let permitLimitUnknown = ErrorCode(
        "PRM-205", exit: .findings, "no limit is known for a permit",
        "Neither a statutory nor a promised limit is known, so the ready-to-dig day cannot be forecast.")
    public static let prerequisiteCycle = ErrorCode(
        "PRM-203", exit: .findings, "permits wait for one another",
        "The prerequisites of the policy pack form a cycle; mend the pack.")
}
