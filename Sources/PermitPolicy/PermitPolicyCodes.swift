import Vocabulary

/// The codes of this target, for the catalogue.
public enum PermitPolicyCodes {
    public static let all: [ErrorCode] = [
        .outOfScope, .commercialSupporting, .permitNotForUser, .materialNotRequired, .feeForbidden,
        .feeUnfounded, .noticeFiling, .digPlan,
        .layerMissing, .attributeMissing, .roadBarred,
        .packOutOfForce, .districtUnknown, .nearLimit, .unverifiedRule, .packMissing, .packFolder,
        .packReference,
        .packTooManyDocuments, .packUnfinished, .packCycle, .packMaterialWithoutBasis, .packFee,
    ]
}

extension ErrorCode {
    public static let outOfScope = ErrorCode(
        "POL-101", exit: .badInput, "the application is outside the policy's scope",
        "The pack's scope names the user types, utilities and kinds of business it covers. Others cannot be filed under it."
    )
    public static let commercialSupporting = ErrorCode(
        "POL-102", exit: .badInput, "a commercial supporting facility is outside the policy's scope",
        "The policy covers outer-line works without commercial supporting facilities (经营性配套设施).")
    public static let permitNotForUser = ErrorCode(
        "POL-103", exit: .badInput, "a permit can only be assigned to the franchise utility",
        "The franchise utility applies for the permits of an outer line; the applicant and the contractor co-operate."
    )

    public static let materialNotRequired = ErrorCode(
        "POL-104", exit: .badInput, "the material must not be asked for",
        "Nobody is asked for a document that no law asks for, that is on file and valid, or that a department has."
    )
    public static let feeForbidden = ErrorCode(
        "POL-105", exit: .badInput, "the applicant is not charged this fee",
        "Application fees, handling fees and others without a service given are forbidden.")
    public static let feeUnfounded = ErrorCode(
        "POL-106", exit: .badInput, "a fee without tariff or formula",
        "Every line of a bill names the charging standard it follows and how it is worked out.")

    public static let noticeFiling = ErrorCode(
        "POL-107", exit: .badInput, "the advance notice does not open the early works",
        "An advance notice has a number and a date; no decision on it is waited for.")

    public static let layerMissing = ErrorCode(
        "POL-201", exit: .findings, "a layer a rule reads is missing",
        "Without the layer it cannot be told whether the permit is needed. Import the layer and decide again."
    )
    public static let attributeMissing = ErrorCode(
        "POL-202", exit: .findings, "an attribute a rule reads is missing",
        "The rule answers UNKNOWN or takes the pack's stated reading. Fill the attribute and decide again. What no map can "
            + "tell (works.night_work, works.temporary_land, works.investment, the yearly plan) is stated with "
            + "'outerline case state'; 'yes', 'no' or the number then decides.")
    public static let roadBarred = ErrorCode(
        "POL-203", exit: .findings, "a road to be dug is inside its no-dig period",
        "Digging needs the government's approval. Other ways: pass it trenchless, choose another route, wait."
    )
    public static let packOutOfForce = ErrorCode(
        "POL-204", exit: .findings, "the policy pack is not in force on the day",
        "The decision was made all the same; check whether another pack applies.")
    public static let districtUnknown = ErrorCode(
        "POL-205", exit: .findings, "the pack has no authority for the district",
        "The authority is named by its legal role only. Add the district to the pack's areas.")
    public static let nearLimit = ErrorCode(
        "POL-206", exit: .findings, "a value lies within its survey accuracy of a limit",
        "The answer follows the unrounded value. A more accurate survey could turn it.")
    public static let unverifiedRule = ErrorCode(
        "POL-207", exit: .findings, "a rule rests on an unverified source",
        "It is shown for review and never enforced.")

    public static let digPlan = ErrorCode(
        "POL-208", exit: .findings, "digging that has to stand in the yearly plan",
        "The city plans road digging by the year. State whether this digging is planned, or report it in time."
    )

    public static let packMissing = ErrorCode(
        "POL-301", exit: .notFound, "there is no such policy pack",
        "Name a shipped pack or the folder of a pack of your own.")
    public static let packFolder = ErrorCode(
        "POL-302", exit: .badInput, "the folder is no readable policy pack",
        "A pack is a folder with at least one .yaml file; each section stands in one file.")
    public static let packReference = ErrorCode(
        "POL-303", exit: .badInput, "a pack refers to something it does not define",
        "Sources, classes, authority roles, areas and permit kinds must be defined in the pack or in its base."
    )
    public static let packTooManyDocuments = ErrorCode(
        "POL-304", exit: .badInput, "the pack asks the applicant for more documents than the policy allows",
        "The policy allows at most one document for the connection application. Take the others off the list."
    )
    public static let packMaterialWithoutBasis = ErrorCode(
        "POL-307", exit: .badInput, "a material is set required without a legal basis",
        "Only a law, regulation or published policy that was read can oblige somebody to hand in a document.")
    public static let packFee = ErrorCode(
        "POL-308", exit: .badInput, "a fee of the pack is not allowed",
        "The applicant is charged no application or handling fee; every other fee names its tariff and formula."
    )
    public static let packUnfinished = ErrorCode(
        "POL-305", exit: .badInput, "the pack lacks a section",
        "A pack without a base must hold every section; a pack with one inherits what it does not hold.")
    public static let packCycle = ErrorCode(
        "POL-306", exit: .badInput, "packs inherit from each other in a circle",
        "Follow `inherits` from pack to pack and break the circle.")
}
