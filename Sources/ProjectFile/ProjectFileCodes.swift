import Vocabulary

extension ErrorCode {
    public static let fileExists = ErrorCode(
        "PRJ-101", exit: .cannotCreate, "file exists already",
        "Outerline never overwrites a project, a backup or a packed copy. Choose another name or move the file away."
    )
    public static let cannotCreateFile = ErrorCode(
        "PRJ-102", exit: .cannotCreate, "file cannot be created here",
        "The folder does not exist, is not writable, or the name is taken by a folder. Check it with `ls -ld FOLDER`."
    )
    public static let networkFileSystem = ErrorCode(
        "PRJ-103", exit: .cannotCreate, "project lies on a network file system",
        "A project locks and logs through shared memory, which network file systems (NFS, SMB, sshfs …) do not give "
            + "reliably; two machines would damage the file. Keep the project on a local disk and hand over copies "
            + "made with `project pack` or `project backup`.")
    public static let projectNotFound = ErrorCode(
        "PRJ-104", exit: .notFound, "there is no such project file",
        "Check the path, or create a project with `project new FILE --crs EPSG:…`.")
    public static let projectIsFolder = ErrorCode(
        "PRJ-105", exit: .badInput, "a folder is no project file",
        "A project is one GeoPackage file (*.gpkg). Name the file, not the folder that holds it.")
    public static let projectEmpty = ErrorCode(
        "PRJ-106", exit: .badInput, "the project file is empty",
        "The file has no bytes: a copy that failed, or a name made by another program. Fetch it again or restore a "
            + "backup.")
    public static let notDatabase = ErrorCode(
        "PRJ-107", exit: .badInput, "the file is no GeoPackage",
        "The file does not begin as an SQLite database, whatever its name says. A project is made with `project new`; "
            + "data in other formats are read with `layer import`.")
    public static let projectTruncated = ErrorCode(
        "PRJ-108", exit: .badInput, "the project file is cut short",
        "The file is shorter than its own header says: a copy or download broke off. Fetch it again or restore a "
            + "backup.")
    public static let notProject = ErrorCode(
        "PRJ-109", exit: .badInput, "the GeoPackage is no Outerline project",
        "The file is a database but was not made by `project new`. Create a project and bring the file's layers in "
            + "with `layer import PROJECT LAYER FILE`.")
    public static let projectTooNew = ErrorCode(
        "PRJ-110", exit: .badInput, "the project was written by a newer Outerline",
        "Its tables have a version this program does not know; reading them could show wrong facts. Update Outerline."
    )
    public static let projectTooOld = ErrorCode(
        "PRJ-111", exit: .badInput, "the project's tables are older than this program",
        "They are brought up to date when the project is next opened for writing. Make it writable and run any "
            + "command that writes; a backup beforehand does no harm.")
    public static let projectBusy = ErrorCode(
        "PRJ-112", exit: .busy, "another program is writing to the project",
        "One writer at a time. Retry in a moment; nothing was changed.")
    public static let diskFull = ErrorCode(
        "PRJ-113", exit: .inputOutput, "the disk is full",
        "The change was rolled back. Make room and repeat the command.")
    public static let readWriteFailed = ErrorCode(
        "PRJ-114", exit: .inputOutput, "reading or writing the file failed",
        "The operating system reported an error of the disk or of the file system. Nothing was changed by the command "
            + "that failed. Check the disk.")
    public static let projectDamaged = ErrorCode(
        "PRJ-115", exit: .badInput, "the project file is damaged",
        "The database finds its own pages inconsistent. Restore a backup; `project verify FILE` tells how far the "
            + "damage goes.")
    public static let projectNotWritable = ErrorCode(
        "PRJ-116", exit: .cannotCreate, "the project cannot be written",
        "The file or its folder is read-only for you. Reading commands still work.")
    public static let importRunning = ErrorCode(
        "PRJ-117", exit: .busy, "another import into this project is running",
        "Imports are staged one at a time. Retry when it has ended; nothing was changed.")
    public static let databaseFailed = ErrorCode(
        "PRJ-118", exit: .internalError, "a statement on the project failed",
        "This should not happen; please report it with the command and the message.")
    public static let configurationMissing = ErrorCode(
        "PRJ-119", exit: .badInput, "the project lacks a part it needs",
        "A row that every project has is missing; someone changed the file with another program. Restore a backup."
    )
    public static let integrityBroken = ErrorCode(
        "PRJ-121", exit: .badInput, "the database fails its integrity check",
        "Restore a backup. What can still be read may be saved with `project export`.")
    public static let tableMissing = ErrorCode(
        "PRJ-122", exit: .badInput, "a required table is missing",
        "Another program removed it. Restore a backup.")
    public static let registrationBroken = ErrorCode(
        "PRJ-123", exit: .badInput, "a layer's registration does not fit its table",
        "The GeoPackage tables name a layer, column or coordinate system that is not as stated, so other programs may "
            + "misread it. Import the layer again.")
    public static let extentStale = ErrorCode(
        "PRJ-124", exit: .badInput, "a layer's recorded extent is not that of its features",
        "Another program changed features without updating gpkg_contents. It is mended by the next import of the layer."
    )
    public static let indexBroken = ErrorCode(
        "PRJ-125", exit: .badInput, "a layer's spatial index does not hold its features",
        "Windows would miss features. Import the layer again.")
    public static let configurationChanged = ErrorCode(
        "PRJ-126", exit: .badInput, "a stored configuration file does not match its hash",
        "The copy inside the project was changed by hand, so results would rest on other rules than stated. Store it "
            + "again.")
}

/// The codes of this target, for the catalogue.
public enum ProjectFileCodes {
    public static let all: [ErrorCode] = [
        .fileExists, .cannotCreateFile, .networkFileSystem, .projectNotFound, .projectIsFolder, .projectEmpty,
        .notDatabase, .projectTruncated, .notProject, .projectTooNew, .projectTooOld, .projectBusy, .diskFull,
        .readWriteFailed, .projectDamaged, .projectNotWritable, .importRunning, .databaseFailed,
        .configurationMissing, .integrityBroken, .tableMissing, .registrationBroken, .extentStale,
        .indexBroken,
        .configurationChanged,
    ]
}
