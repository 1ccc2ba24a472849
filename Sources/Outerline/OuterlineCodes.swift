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
        "A main or stub whose pressure, capacity or state is unknown qualifies, but a designer must confirm it.")
    public static let buildingInTheWay = ErrorCode(
        "RTE-302", exit: .findings, "the straight branch runs through a building",
        "A straight branch ignores obstacles. 'route plan' finds a way around.")
    public static let noSourceInReach = ErrorCode(
        "RTE-303", exit: .findings, "no main or stub of the utility in the project qualifies",
        "The project holds no main or free stub of this utility that is in service with capacity to spare. Import "
            + "the utility's mains, or check their fields.")
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
    public static let fileNotFound = ErrorCode(
        "CLI-101", exit: .notFound, "a file named on the command line does not exist", "Check the path.")
    public static let fileUnreadable = ErrorCode(
        "CLI-102", exit: .inputOutput, "a file cannot be read", "Check the permissions and that it is a file.")
    public static let applicationsInvalid = ErrorCode(
        "CLI-103", exit: .badInput, "a file of applications cannot be read",
        "Applications come as CSV with a header line, or as a JSON array of objects; the columns are told in the "
            + "README under 'Applications'.")
    public static let noSuchCode = ErrorCode(
        "CLI-104", exit: .notFound, "no such error code", "'outerline explain --all' lists all codes.")
    public static let usage = ErrorCode(
        "CLI-105", exit: .usage, "the command line cannot be understood", "See 'outerline help'.")
    public static let unexpected = ErrorCode(
        "CLI-106", exit: .internalError, "an unexpected error", "This is a bug of Outerline; please report it.")
}

/// The codes of the whole program, for `outerline explain` and Documentation/Errors.md.
public enum OuterlineCodes {
    public static let own: [ErrorCode] = [
        .sourceAttributeUnknown, .buildingInTheWay, .noSourceInReach, .plotNotFound, .layerMissing, .lineInvalid,
        .flatCrossing, .fileNotFound, .fileUnreadable, .applicationsInvalid, .noSuchCode, .usage, .unexpected,
    ]

    /// All codes in the order of their ids.
    public static let all: [ErrorCode] = [
        own, GeometryCodes.all, CityModelCodes.all, RouteSurveyCodes.all, RoutePlannerCodes.all, WorkCalendarCodes.all,
        PermitPolicyCodes.all, CoordinatorCodes.all, ConfigurationCodes.all, ProjectFileCodes.all, CityFilesCodes.all,
        LedgerCodes.all, SampleCityCodes.all, ReportsCodes.all,
    ].flatMap(\.self).sorted { $0.id < $1.id }
}
