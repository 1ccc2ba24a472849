import ArgumentParser
import Foundation
import Outerline
import OuterlineWeb
import Vocabulary

/// Who may use the desk.
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Make and change the accounts of a desk.",
        subcommands: [Add.self, List.self, Change.self, Disable.self, Enable.self, Password.self, Token.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account; the password is asked for, or read from the first line of the input.",
            discussion: """
                Roles: \(Role.allCases.map(\.rawValue).joined(separator: ", ")). Without --utility and --district \
                the account sees everything.

                Example: outerline-desk account add city.gpkg li --person 李代表 --role liaison_officer --utility water
                """)
        @OptionGroup var store: AccountOptions
        @Argument(help: "The name to sign in with.") var name: String
        @Option(help: "The person's name, as events and representatives carry it (default: the name).")
        var person: String?
        @Option(help: "What the account is for.") var role: Role
        @OptionGroup var scope: ScopeOptions

        func run() throws {
            let account = Account(name: name, person: person ?? name, role: role, scope: scope.scope)
            let accounts = try store.store()
            try accounts.add(account, password: try PasswordInput.read(), by: Operator.name)
            Notes.write("account '\(name)' made in \(store.path)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")
        @OptionGroup var store: AccountOptions

        func run() throws {
            for account in try store.store().accounts() {
                let utilities = account.scope.utilities.map {
                    $0.sorted().map(\.rawValue).joined(separator: ",")
                }
                let districts = account.scope.districts.map { $0.joined(separator: ",") }
                print(
                    [
                        account.name, account.person, account.role.rawValue, utilities ?? "all",
                        districts ?? "all", account.disabled ? "disabled" : "enabled",
                    ].joined(separator: "\t"))
            }
        }
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change role or scope of an account.")
        @OptionGroup var store: AccountOptions
        @Argument(help: "The account.") var name: String
        @Option(help: "Its new role.") var role: Role?
        @OptionGroup var scope: ScopeOptions
        @Flag(help: "It sees all utilities and districts.") var all = false

        func run() throws {
            let new = all ? Scope.all : scope.isEmpty ? nil : scope.scope
            try store.store().change(name, role: role, scope: new, by: Operator.name)
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep an account from signing in; its sessions end.")
        @OptionGroup var store: AccountOptions
        @Argument(help: "The account.") var name: String
        func run() throws { try store.store().change(name, disabled: true, by: Operator.name) }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account sign in again.")
        @OptionGroup var store: AccountOptions
        @Argument(help: "The account.") var name: String
        func run() throws { try store.store().change(name, disabled: false, by: Operator.name) }
    }

    struct Password: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a new password; it is asked for, or read from the first line of the input.")
        @OptionGroup var store: AccountOptions
        @Argument(help: "The account.") var name: String

        func run() throws {
            let accounts = try store.store()
            _ = try accounts.account(name)
            try accounts.setPassword(try PasswordInput.read(), of: name, by: Operator.name)
        }
    }

    struct Token: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keys by which programs use the desk in the name of an account.",
            subcommands: [Add.self, List.self, Revoke.self])

        struct Add: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make a token; its secret is shown this once, on the output.")
            @OptionGroup var store: AccountOptions
            @Argument(help: "The account.") var name: String
            @Option(help: "What it is for.") var title: String
            @Option(help: "How many days it holds.") var days = 90
            @OptionGroup var scope: ScopeOptions

            func run() throws {
                let token = try store.store().addToken(
                    for: name, title: title, scope: scope.scope, days: days, by: Operator.name)
                Notes.write("token \(token.id), shown this once:")
                print(token.secret)
            }
        }

        struct List: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "List the tokens, without their secrets.")
            @OptionGroup var store: AccountOptions

            func run() throws {
                for token in try store.store().tokens() {
                    let end = Date(timeIntervalSince1970: Double(token.expiresAt)).formatted(.iso8601)
                    print(
                        [token.id, token.account, token.title, end, token.revoked ? "revoked" : "valid"]
                            .joined(separator: "\t"))
                }
            }
        }

        struct Revoke: ParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Make a token useless at once.")
            @OptionGroup var store: AccountOptions
            @Argument(help: "The token's id.") var id: String
            func run() throws { try store.store().revokeToken(id, by: Operator.name) }
        }
    }
}

/// What an account or token may see.
struct ScopeOptions: ParsableArguments {
    @Option(help: "A utility it may see (water, gas, heat); repeat for several.") var utility: [Utility] = []
    @Option(help: "A district it may see, by code or name; repeat for several.") var district: [String] = []

    var isEmpty: Bool { utility.isEmpty && district.isEmpty }

    var scope: Scope {
        Scope(
            utilities: utility.isEmpty ? nil : Set(utility), districts: district.isEmpty ? nil : district)
    }
}

/// Whoever runs the command, for the audit.
enum Operator {
    static var name: String { "\(NSUserName()) (command line)" }
}

enum Notes {
    static func write(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// A password from the terminal without showing it, or from the first line of the input; never an argument, which
/// everybody on the machine could read.
enum PasswordInput {
    static func read() throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return readLine(strippingNewline: true) ?? "" }
        let first = ask("Password: ")
        let second = ask("Again: ")
        guard first == second else {
            throw Problem(.accountInvalid, "the two passwords differ", help: "type the same one twice")
        }
        return first
    }

    private static func ask(_ prompt: String) -> String {
        FileHandle.standardError.write(Data(prompt.utf8))
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return readLine(strippingNewline: true) ?? "" }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine(strippingNewline: true) ?? ""
    }
}

extension Role: ExpressibleByArgument {}
extension Utility: ExpressibleByArgument {}
