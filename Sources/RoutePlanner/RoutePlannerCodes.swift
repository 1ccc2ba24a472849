import Vocabulary

extension ErrorCode {
    public static let noSourceInReach = ErrorCode(
        "RTE-101", exit: .done, "no qualifying source in reach",
        "Within the search limit around the plot there is no main and no free stub of the utility that qualifies. "
            + "Raise the limit, or check the mains layer and its fields (utility, state, pressure, spare capacity)."
    )
    public static let walledIn = ErrorCode(
        "RTE-102", exit: .done, "no legal way to the plot",
        "Everything around the plot is barred: buildings with their keep-off, other plots, barred features. The "
            + "message names what encloses it. Allow crossing of plots, lower the keep-off, or lift a bar.")
    public static let sourcesWalledIn = ErrorCode(
        "RTE-103", exit: .done, "no legal way from any source",
        "The plot can be left, but every source in reach lies in barred ground or is enclosed by it. The message "
            + "names what encloses the sources.")
    public static let nodeBudgetSpent = ErrorCode(
        "RTE-104", exit: .done, "node budget spent before a route was found",
        "The search settled as many nodes as it may. Raise the node budget or lower the search limit.")
    public static let windowIncomplete = ErrorCode(
        "RTE-105", exit: .done, "no route within the search limit",
        "Within the search limit around the plot no legal way leads to a source, but beyond it there may be one. "
            + "Raise the limit.")
    public static let targetInvalid = ErrorCode(
        "RTE-110", exit: .badInput, "plot has no red line",
        "The plot's geometry has no area, so there is nothing a route could end at. Mend the plot.")
    public static let rateInvalid = ErrorCode(
        "RTE-111", exit: .badInput, "rate, charge or limit is no usable number",
        "A rate per metre must be a finite number above zero, a charge, a distance to keep off and a limit finite "
            + "and not negative.")
    public static let windowTooLarge = ErrorCode(
        "RTE-112", exit: .badInput, "window is too large",
        "A window of the planner may measure 30 km at most. Lower the search limit or check the coordinates.")
    public static let partitionFailed = ErrorCode(
        "RTE-120", exit: .internalError, "surfaces could not be noded",
        "The lines of the window could not be brought onto the 1 mm grid. Please report it with the data.")
    public static let routeNotLegal = ErrorCode(
        "RTE-121", exit: .internalError, "planned route fails its own check",
        "The route that was found enters barred ground when checked on unsnapped coordinates. Please report it with "
            + "the data.")
}

/// The codes of this target, for the catalogue.
public enum RoutePlannerCodes {
    public static let all: [ErrorCode] = [
        .noSourceInReach, .walledIn, .sourcesWalledIn, .nodeBudgetSpent, .windowIncomplete, .targetInvalid,
        .rateInvalid, .windowTooLarge, .partitionFailed, .routeNotLegal,
    ]
}
