import Vocabulary

extension ErrorCode {
    public static let tileUnknown = ErrorCode(
        "MAP-101", exit: .notFound, "there is no such tile",
        "Levels, columns and rows are those of the map's description; a group of layers is one of its style.")
    public static let mapWindowInvalid = ErrorCode(
        "MAP-102", exit: .badInput, "a window of the map cannot be used",
        "A window is west, south, east and north in metres of the project's coordinate system, or in degrees of WGS 84 "
            + "where that is asked for, with west below east and south below north; its layers are those of the map."
    )
    public static let mapStyleWithoutTiles = ErrorCode(
        "MAP-103", exit: .badInput, "a style draws no tiles",
        "The file of styles lacks the section 'tiles'; see GIS/styles/map.yaml.")
}

extension OuterlineCodes {
    static let map: [ErrorCode] = [.tileUnknown, .mapWindowInvalid, .mapStyleWithoutTiles]
}
