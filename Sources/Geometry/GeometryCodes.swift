import Vocabulary

extension ErrorCode {
    public static let geometryUnreadable = ErrorCode(
        "GEO-101", exit: .badInput, "geometry cannot be read",
        "The bytes or the text are no well-formed geometry of a type Outerline stores (points, lines or polygons, "
            + "also several of one kind). Collections of mixed kinds, curves and surfaces are refused: split or "
            + "linearise them first, for example with `ogr2ogr -nlt CONVERT_TO_LINEAR -explodecollections`.")
    public static let coordinateNotFinite = ErrorCode(
        "GEO-102", exit: .badInput, "coordinate is not a finite number",
        "A coordinate is NaN or infinite. Remove the vertex or mend the number in the source.")
    public static let geometryInvalid = ErrorCode(
        "GEO-103", exit: .badInput, "geometry is invalid",
        "A ring crosses or touches itself, a hole lies outside its shell, or a ring or line has too few points. "
            + "The message names the place. Mend the source, or import with --repair (what was done is recorded) "
            + "or --skip-invalid.")
    public static let overlayFailed = ErrorCode(
        "GEO-104", exit: .internalError, "geometry operation failed",
        "The geometry library could not compute the operation on this input. Please report it with the data.")
    public static let crsUnknown = ErrorCode(
        "CRS-101", exit: .badInput, "coordinate system is not known",
        "The text names no coordinate reference system of the PROJ database. Write it as EPSG:4549, as a PROJ "
            + "string (+proj=tmerc …) or as WKT.")
    public static let crsNotProjected = ErrorCode(
        "CRS-102", exit: .badInput, "coordinate system is not projected in metres",
        "Lengths are never measured in degrees or feet. Choose the city's projected metric system, for example "
            + "EPSG:4549 (CGCS2000, 3-degree Gauss-Kruger, central meridian 120°E), or enter a Transverse Mercator "
            + "of your own: '+proj=tmerc +lat_0=0 +lon_0=121.4 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m'."
    )
    public static let crsWebMercator = ErrorCode(
        "CRS-103", exit: .badInput, "Web Mercator cannot carry measurements",
        "In Web Mercator 20 m at Yantai's latitude measure 25.25 m. Choose the city's projected system; data that "
            + "come in Web Mercator can be imported into such a project and are transformed.")
    public static let crsMixed = ErrorCode(
        "CRS-104", exit: .badInput, "the data are in another projected zone than the project",
        "A length or an intersection must never mix two zones (EPSG:4549 with 4550, or one with and one without "
            + "zone prefix). Transform the data knowingly first, for example `ogr2ogr -t_srs EPSG:4549 out.gpkg "
            + "in.gpkg`, or create the project in the zone of the data.")
    public static let crsBallpark = ErrorCode(
        "CRS-105", exit: .badInput, "no exact transformation between these datums is known",
        "Between Beijing 1954 or Xian 1980 and CGCS2000 only a 'ballpark' exists that changes nothing and is wrong "
            + "by tens of metres. Transform with the local parameters first and declare the result's system.")
    public static let transformFailed = ErrorCode(
        "CRS-106", exit: .badInput, "coordinate cannot be transformed",
        "The coordinate lies outside the area of the coordinate system. Often the axes are swapped (latitude before "
            + "longitude, or north before east) or the declared system is wrong.")
    public static let crsMissing = ErrorCode(
        "CRS-107", exit: .badInput, "the source declares no coordinate system",
        "Outerline never guesses a coordinate system. Say which one it is with --src-crs EPSG:….")
    public static let axesSwapped = ErrorCode(
        "CRS-108", exit: .badInput, "coordinates lie outside the area of their coordinate system",
        "The data lie outside the area for which their declared system is made; usually the axes are swapped "
            + "(Chinese drawings write X = north, Y = east) or the declared system is wrong. Mend the source or "
            + "declare the system with --src-crs.")
    public static let gridDegenerate = ErrorCode(
        "CRS-109", exit: .badInput, "parameters of a coordinate system are degenerate",
        "A scale of zero, a shift beyond any zone or an angle beyond a half turn describe no plane a city could be "
            + "drawn in. Often a unit is wrong: rotation is in seconds of arc, scale is a factor near 1 (not parts "
            + "per million), shifts are in metres, east and north.")
}

/// The codes of this target, for the catalogue.
public enum GeometryCodes {
    public static let all: [ErrorCode] = [
        .geometryUnreadable, .coordinateNotFinite, .geometryInvalid, .overlayFailed, .crsUnknown,
        .crsNotProjected,
        .crsWebMercator, .crsMixed, .crsBallpark, .transformFailed, .crsMissing, .axesSwapped,
        .gridDegenerate,
    ]
}
