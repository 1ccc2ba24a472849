import Vocabulary

extension ErrorCode {
    public static let sourceNotFound = ErrorCode(
        "LYR-101", exit: .notFound, "there is no such source file", "Check the path of the file to import.")
    public static let sourceUnreadable = ErrorCode(
        "LYR-102", exit: .badInput, "the source cannot be read",
        "Layers are read from GeoPackage, GeoJSON, Shapefile, DXF, OpenStreetMap (.osm, .pbf), FlatGeobuf, File "
            + "Geodatabase and MapInfo files. The message says what the reader found; often the file is of another kind "
            + "than its name says.")
    public static let sourceEmpty = ErrorCode(
        "LYR-103", exit: .badInput, "the source file is empty",
        "The file has no bytes: an export or a copy that failed. Make it again.")
    public static let sourceTruncated = ErrorCode(
        "LYR-104", exit: .badInput, "the source is cut short or damaged",
        "Reading broke off before the end, so part of the features would be missing. Copy or export the file again."
    )
    public static let sourceLayerNeeded = ErrorCode(
        "LYR-105", exit: .badInput, "the source has several layers",
        "Say with --source-layer which of them to read; for a DXF drawing these are the CAD layers.")
    public static let sourceLayerUnknown = ErrorCode(
        "LYR-106", exit: .badInput, "the source has no layer of that name",
        "The message lists the layers there are.")
    public static let presetLacksLayer = ErrorCode(
        "LYR-107", exit: .badInput, "the preset does not feed this layer",
        "Choose another preset, or none and map the fields with --map.")
    public static let mapFieldUnknown = ErrorCode(
        "LYR-108", exit: .badInput, "the layer has no field of that name",
        "The left side of --map field=source_field names a field of layers.yaml, or id.")
    public static let mapSourceUnknown = ErrorCode(
        "LYR-109", exit: .badInput, "the source has no field of that name",
        "The right side of --map field=source_field names a field of the source file.")
    public static let geometryMissing = ErrorCode(
        "LYR-110", exit: .badInput, "a feature has no geometry",
        "Remove the feature from the source, or import with --skip-invalid; what was left out is recorded.")
    public static let duplicateID = ErrorCode(
        "LYR-111", exit: .badInput, "two features have the same id",
        "Ids are unique within a layer, over all its sources. Mend the source, or take the id from another field with "
            + "--map id=FIELD.")
    public static let idMissing = ErrorCode(
        "LYR-112", exit: .badInput, "a feature has no id",
        "Others of the source have one. Give it an id in the source, or take the id from another field with --map "
            + "id=FIELD.")
    public static let severalPoints = ErrorCode(
        "LYR-113", exit: .badInput, "one feature holds several points",
        "Each point of this layer is a thing of its own. Split them first: `ogr2ogr -explodecollections out.gpkg in`."
    )
    public static let textUndecodable = ErrorCode(
        "LYR-114", exit: .badInput, "a text is not in the encoding the source declares",
        "Write the true encoding into the .cpg file beside the Shapefile (GBK or UTF-8), or export the file again."
    )
    public static let importOptions = ErrorCode(
        "LYR-115", exit: .usage, "these import options do not go together", "The message says which and why.")
    public static let layerAbsent = ErrorCode(
        "LYR-116", exit: .notFound, "the project does not hold this layer",
        "Import it with `layer import PROJECT LAYER SOURCE`.")
    public static let exportFailed = ErrorCode(
        "LYR-117", exit: .inputOutput, "a layer or archive could not be written",
        "The message says what the writer of the format reported. Nothing was left under the name asked for.")
    public static let widenedEmpty = ErrorCode(
        "LYR-118", exit: .badInput, "the widened line is no area",
        "A line of no length, or one that folds back onto itself, has no area. Mend it in the source, or import with "
            + "--skip-invalid.")
}

/// Notes an import may leave: what was done, never what stopped it.
extension ErrorCode {
    public static let geometryRepaired = ErrorCode(
        "LYR-201", exit: .done, "invalid geometry was repaired",
        "Asked for with --repair; the features are named.")
    public static let featureSkipped = ErrorCode(
        "LYR-202", exit: .done, "invalid features were left out",
        "Asked for with --skip-invalid; they are named.")
    public static let idsMade = ErrorCode(
        "LYR-203", exit: .done, "ids were made from the source's row numbers",
        "They stay the same as long as the source keeps its rows. Name a field with stable ids: --map id=FIELD."
    )
    public static let fieldsIgnored = ErrorCode(
        "LYR-204", exit: .done, "fields of the source were not used",
        "The catalogue has no field for them. Map what matters with --map field=source_field.")
    public static let encodingGuessed = ErrorCode(
        "LYR-205", exit: .done, "the text encoding was found by looking at the bytes",
        "The source does not declare its encoding, or declares a wrong one. Add a .cpg file to make it certain."
    )
    public static let otherKindsLeftOut = ErrorCode(
        "LYR-206", exit: .done, "drawing entities of another kind were left out",
        "A CAD layer may hold labels beside the lines wanted.")
    public static let linesClosed = ErrorCode(
        "LYR-207", exit: .done, "closed lines were taken as areas", "Drawings keep areas as closed polylines."
    )
    public static let linesWidened = ErrorCode(
        "LYR-208", exit: .done, "lines were widened to areas", "With the widths of --width or of the preset.")
    public static let crsOverridden = ErrorCode(
        "LYR-209", exit: .done, "the declared coordinate system was overridden",
        "--src-crs went before what the source itself declares.")
    public static let namesCut = ErrorCode(
        "LYR-210", exit: .done, "field names were shortened",
        "A Shapefile keeps ten bytes of a name: five Chinese characters.")
    public static let featuresFiltered = ErrorCode(
        "LYR-211", exit: .done, "features were left out by the preset",
        "The preset names which features of the source belong to the layer.")
    public static let readerWarning = ErrorCode(
        "LYR-212", exit: .done, "the reader of the format had a remark",
        "It is given as the library wrote it.")
    public static let valuesUnknown = ErrorCode(
        "LYR-213", exit: .done, "values that do not fit their field were left unknown",
        "With --repair every misfitting value of an optional field; without it only words the catalogue does not know "
            + "in fields that merely have the same name. An unknown value is never taken for no or zero; map the source's "
            + "words with a preset to keep them.")
}

/// The codes of this target, for the catalogue.
public enum CityFilesCodes {
    public static let all: [ErrorCode] = [
        .sourceNotFound, .sourceUnreadable, .sourceEmpty, .sourceTruncated, .sourceLayerNeeded,
        .sourceLayerUnknown,
        .presetLacksLayer, .mapFieldUnknown, .mapSourceUnknown, .geometryMissing, .duplicateID, .idMissing,
        .severalPoints, .textUndecodable, .importOptions, .layerAbsent, .exportFailed, .widenedEmpty,
        .geometryRepaired, .featureSkipped, .idsMade, .fieldsIgnored, .encodingGuessed, .otherKindsLeftOut,
        .linesClosed, .linesWidened, .crsOverridden, .namesCut, .featuresFiltered, .readerWarning,
        .valuesUnknown,
    ]
}
