import CityFiles
import CityModel
import Configuration
import Coordinator
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Reports
import RoutePlanner
import RouteSurvey
import SampleCity
import Vocabulary
import WorkCalendar

extension ErrorCode {
    public static let sourceAttributeUnknown = ErrorCode(
        "RTE-301", exit: .findings, "an attribute of the connection point is unknown",
        "A main or stub whose pressure, capacity or state is unknown qualifies, but a designer must confirm it."
    )
    public static let buildingInTheWay = ErrorCode(
        "RTE-302", exit: .findings, "the straight branch runs through a building",
        "A straight branch ignores obstacles. 'route plan' finds a way around.")
    public static let plotNotFound = ErrorCode(
        "RTE-304", exit: .notFound, "no such plot",
        "Plots are named by their id in layer plots; 'layer list' shows how many there are.")
    public static let layerMissing = ErrorCode(
        "RTE-305", exit: .badInput, "a layer the command needs is empty",
        "Import the layer first; 'layer list' shows what the project holds.")
    public static let lineInvalid = ErrorCode(
        "RTE-306", exit: .badInput, "the line to survey cannot be used",
        "Give a GeoJSON file with one LineString of at least two points, in the project's coordinate system (metres, "
            + "east first), or in longitude and latitude with --wgs84.")
    public static let flatCrossing = ErrorCode(
        "RTE-307", exit: .findings, "a crossing is flatter than the angle to keep",
        "Crossings of roads are best near 90°; below the angle of the rates file (60° by default) an authority "
            + "usually asks why.")
    public static let caseUnreachable = ErrorCode(
        "RTE-308", exit: .findings, "a case was filed, but no route reaches its plot",
        "The case stands without a route. The message names the reason; mend the data or decide by hand.")
    public static let districtUnknown = ErrorCode(
        "CLI-120", exit: .findings, "a district is not known to the policy pack",
        "The 14 areas of Yantai are data of the pack (authorities.yaml): code, names, former codes and names. The case "
            + "is filed; statistics show its district apart. Mend the application or the layer districts, or add a name "
            + "to the pack.")
    public static let planRequestInvalid = ErrorCode(
        "RTE-309", exit: .badInput, "a line of 'route plan --stdin' is no request",
        "A request is one JSON object a line with plot and utility; dn, regimes and id may stand beside them. The other "
            + "lines are answered all the same.")
    public static let planFileOther = ErrorCode(
        "RTE-310", exit: .badInput, "the file to resume was begun by another run",
        "'--resume' goes on where a file ends. Its answers must be the first ones of this project and these options."
    )
    public static let lineOffRedLine = ErrorCode(
        "RTE-311", exit: .badInput, "a drawn route does not reach the red line",
        "A route runs from a main or stub to the plot and ends where it first meets the red line; draw it on to there."
    )
    public static let lineOffSource = ErrorCode(
        "RTE-312", exit: .badInput, "a drawn route starts at no qualifying main or stub",
        "A route starts on a main or stub of its utility that is in service, has capacity and is not taken; the start "
            + "is snapped to it within half a metre.")
    public static let noSuchRoute = ErrorCode(
        "RTE-313", exit: .notFound, "no such route",
        "Routes are named by their regime, as 'route list' shows them: cheapest, no_road_digging, "
            + "within_threshold:ROAD_LENGTH. A regime that found nothing better than another route has none; the "
            + "message tells why.")
    public static let routeChanged = ErrorCode(
        "RTE-314", exit: .failed, "the route is not the one that was listed",
        "With --expect a route is only chosen if its line is still the one that was listed. Layers, rules or taken "
            + "stubs have changed since; list the routes again.")
    public static let shortStraight = ErrorCode(
        "RTE-315", exit: .findings, "a straight between two bends is short",
        "Fittings, joints and thrust blocks need room. The least straight by diameter stands in 'bends' of "
            + "clearances.yaml with its source; where it is an assumption the route stands and a designer should look."
    )
    public static let stubNotFound = ErrorCode(
        "CLI-113", exit: .notFound, "no such stub",
        "Stubs are named by their id in layer stubs; 'stub list' shows them.")
    public static let noteUnwritable = ErrorCode(
        "CLI-114", exit: .cannotCreate, "a note cannot be written",
        "The note is kept in the project all the same; write it again to a place that can be written.")
    public static let documentsMissing = ErrorCode(
        "CLI-115", exit: .failed, "documents are missing for acceptance",
        "What may follow can be accepted as pending with --pending; without core documents nothing is accepted."
    )
    public static let fileNotFound = ErrorCode(
        "CLI-101", exit: .notFound, "a file named on the command line does not exist", "Check the path.")
    public static let fileUnreadable = ErrorCode(
        "CLI-102", exit: .inputOutput, "a file cannot be read", "Check the permissions and that it is a file."
    )
    public static let applicationsInvalid = ErrorCode(
        "CLI-103", exit: .badInput, "a file of applications cannot be read",
        "Applications come as CSV with a header line, or as a JSON array of objects; the columns are told in the "
            + "README under 'Applications'.")
    public static let noSuchCode = ErrorCode(
        "CLI-104", exit: .notFound, "no such error code", "'outerline explain --all' lists all codes.")
    public static let usage = ErrorCode(
        "CLI-105", exit: .usage, "the command line cannot be understood", "See 'outerline help'.")
    public static let presetUnknown = ErrorCode(
        "CLI-107", exit: .usage, "no such preset",
        "Presets are kept in the project; a YAML file of one's own can be given.")
    public static let ruleMissing = ErrorCode(
        "CLI-108", exit: .badInput, "the project lacks a file of its rules",
        "Catalogue, rates, presets, policy pack and calendar are copied into a project when it is created.")
    public static let representativesInvalid = ErrorCode(
        "CLI-109", exit: .badInput, "a table of customer representatives cannot be read",
        "The table is CSV with the columns name, company, district, utility; the last three may be empty and then "
            + "hold for all.")
    public static let caseHasNoRoute = ErrorCode(
        "CLI-110", exit: .failed, "the case has no route to report",
        "A route report shows the chosen route of a case. Where no outer line is needed or no way was found, "
            + "'case show' tells the reason.")
    public static let noPermitsGiven = ErrorCode(
        "CLI-111", exit: .notFound, "no such permit",
        "Permits are named as 'permit list' shows them, such as A1-W-ROAD_DIG.")
    public static let whatIfInvalid = ErrorCode(
        "CLI-112", exit: .usage, "a what-if cannot be understood",
        "Write PERMIT=2026-12-01, or PERMIT=+4 for the fourth working day after the authority accepted it; PERMIT is a "
            + "permit's id or kind.")
    public static let unexpected = ErrorCode(
        "CLI-106", exit: .internalError, "an unexpected error",
        "This is a bug of Outerline; please report it.")
}

/// The codes of the whole program, for `outerline explain` and Documentation/Errors.md.
public enum OuterlineCodes {
    public static let own: [ErrorCode] = [
        .sourceAttributeUnknown, .buildingInTheWay, .plotNotFound, .layerMissing, .lineInvalid,
        .flatCrossing, .caseUnreachable, .districtUnknown, .planRequestInvalid, .planFileOther,
        .lineOffRedLine, .lineOffSource, .noSuchRoute, .routeChanged, .shortStraight,
        .documentsMissing, .stubNotFound, .noteUnwritable, .fileNotFound, .fileUnreadable,
        .applicationsInvalid, .noSuchCode,
        .usage, .presetUnknown,
        .ruleMissing, .representativesInvalid, .caseHasNoRoute, .noPermitsGiven, .whatIfInvalid, .unexpected,
    ]

    /// All codes in the order of their ids.
    public static let all: [ErrorCode] = [
        own, map, GeometryCodes.all, CityModelCodes.all, RouteSurveyCodes.all, RoutePlannerCodes.all,
        WorkCalendarCodes.all,
        PermitPolicyCodes.all, CoordinatorCodes.all, ConfigurationCodes.all, ProjectFileCodes.all,
        CityFilesCodes.all,
        LedgerCodes.all, SampleCityCodes.all, ReportsCodes.all, DeskCodes.all, APICodes.all,
    ].flatMap(\.self).sorted { $0.id < $1.id }
}
