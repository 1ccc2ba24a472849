import Vocabulary

extension ErrorCode {
    public static let signInNeeded = ErrorCode(
        "WEB-601", exit: .failed, "nobody is signed in",
        "The desk shows works to people with an account only. Sign in; a session ends after a while without use."
    )
    public static let roleRefused = ErrorCode(
        "WEB-602", exit: .failed, "the role of the account does not allow this",
        "Roles are engineer, liaison officer, supervisor, administrator. An administrator changes them with "
            + "'outerline-desk account'.")
    public static let scopeRefused = ErrorCode(
        "WEB-603", exit: .failed, "the case lies outside the account's utilities or districts",
        "An account sees and works on the utilities and districts an administrator gave it.")
    public static let formForged = ErrorCode(
        "WEB-604", exit: .failed, "the form did not come from a page of this session",
        "Every form carries a token of the session it was made for. The page is old, or another site sent the form. "
            + "Load the page again and send it once more.")
    public static let bodyTooLarge = ErrorCode(
        "WEB-605", exit: .badInput, "what was sent is too large", "Send less, or split it.")
    public static let noSuchPage = ErrorCode(
        "WEB-606", exit: .notFound, "there is no such page", "The list of works leads to every case.")
    public static let caseChanged = ErrorCode(
        "WEB-607", exit: .busy, "the case changed while the form was being filled in",
        "Somebody else recorded something on the same case after the page was made. Nothing was lost: the page shows "
            + "what changed and keeps what was entered; send it again if it still holds.")
    public static let signInFailed = ErrorCode(
        "WEB-608", exit: .failed, "name or password is wrong",
        "Which of the two is not told. After several failures in a row each further attempt has to wait longer."
    )
    public static let signInLocked = ErrorCode(
        "WEB-609", exit: .busy, "too many failed attempts to sign in",
        "The waiting time doubles with every failure. It ends by itself.")
    public static let accountExists = ErrorCode(
        "WEB-610", exit: .cannotCreate, "an account or person of that name exists already",
        "Names of accounts and of the people behind them are unique, since events carry them.")
    public static let noSuchAccount = ErrorCode(
        "WEB-611", exit: .notFound, "no such account", "'outerline-desk account list' shows all accounts.")
    public static let accountInvalid = ErrorCode(
        "WEB-612", exit: .badInput, "an account cannot be made like that",
        "A name has 1 to 64 letters, digits, '.', '-' or '_'; a password at least 10 characters and at most 1024 bytes."
    )
    public static let deskFileInvalid = ErrorCode(
        "WEB-613", exit: .inputOutput, "the file of accounts cannot be used",
        "Accounts and sessions live in desk.sqlite beside the project, or where --accounts says.")
    public static let formInvalid = ErrorCode(
        "WEB-614", exit: .badInput, "a form cannot be understood",
        "A value is missing or is not of the kind the field asks for.")
    public static let methodRefused = ErrorCode(
        "WEB-615", exit: .usage, "the page does not take this method",
        "Pages are read with GET; forms are sent with POST.")
    public static let deskMissing = ErrorCode(
        "WEB-616", exit: .unavailable, "the program of the desk is not built",
        "'outerline serve' runs outerline-desk, a program of its own, so that nobody else waits for a server to be "
            + "built. Build it with 'make desk' or 'swift build -c release --product outerline-desk'.")
    public static let listenFailed = ErrorCode(
        "WEB-617", exit: .inputOutput, "the desk cannot listen there",
        "Another program may use the port, or the address is not this machine's. Choose another with --port.")
    public static let fileRefused = ErrorCode(
        "WEB-641", exit: .badInput, "the file cannot be kept",
        "Documents have a largest size and certain kinds, which the desk is started with; the content has to be of the "
            + "kind the name says. A kept file is never changed: one that differs from its hash is not handed out."
    )
    public static let lastAdministrator = ErrorCode(
        "WEB-642", exit: .failed, "nobody would be left to change accounts",
        "A desk has at least one administrator who may sign in. Make another one first.")
}

/// Codes of the web desk.
///
/// They stand here and not with it, so that `outerline explain` knows them without a server.
public enum DeskCodes {
    public static let all: [ErrorCode] = [
        .signInNeeded, .roleRefused, .scopeRefused, .formForged, .bodyTooLarge, .noSuchPage, .caseChanged,
        .signInFailed, .signInLocked, .accountExists, .noSuchAccount, .accountInvalid, .deskFileInvalid,
        .formInvalid, .methodRefused, .deskMissing, .listenFailed, .fileRefused,
        .lastAdministrator,
    ]
}
