import Foundation
import Outerline
import Vocabulary

/// What the forms of accounts have in common.
enum AccountForm {
    /// What a person can mend on the page.
    static func isShownOnPage(_ error: any Error) -> Bool {
        switch error {
        case is Problems: true
        case let problem as Problem:
            [.badInput, .cannotCreate, .busy].contains(problem.exit)
                || [ErrorCode.signInFailed.id, ErrorCode.lastAdministrator.id].contains(problem.code)
        default: false
        }
    }

    static func labels(_ phrases: Phrases) -> [String: String] {
        [
            "name": phrases["account_name"], "person": phrases["account_person"],
            "password": phrases["password"], "again": phrases["password_again"],
            "scope": phrases["account_scope"], "days": phrases["link_days"], "role": phrases["account_role"],
        ]
    }

    /// The role of a form.
    ///
    /// - Throws: ``Problem`` `WEB-614`.
    static func role(_ form: FormValues) throws -> Role {
        if let role = form.text("role").flatMap(Role.init) { return role }
        throw Problem(
            .formInvalid, "no role is chosen", at: .init(field: "role"),
            help: "one of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// The scope of a form: nothing ticked and nothing written is everything.
    ///
    /// - Throws: ``Problem`` `WEB-614` for a utility there is none of.
    static func scope(_ form: FormValues) throws -> Scope {
        let utilities = try form.all("utilities").map { name in
            if let utility = Utility(rawValue: name) { return utility }
            throw Problem(.formInvalid, "'\(name.prefix(40))' is no utility", at: .init(field: "utilities"))
        }
        let districts = (form["districts"] ?? "").split { $0.isNewline || ",，、;；".contains($0) }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return Scope(
            utilities: utilities.isEmpty ? nil : Set(utilities),
            districts: districts.isEmpty ? nil : districts)
    }

    /// A scope in words.
    static func scope(_ scope: Scope, _ phrases: Phrases) -> String {
        let utilities = scope.utilities.map { all in
            all.sorted().map { phrases.say($0.spoken) }.joined(separator: phrases["list_comma"])
        }
        let districts = scope.districts?.joined(separator: phrases["list_comma"])
        return "\(utilities ?? phrases["all_utilities"]) · \(districts ?? phrases["all_districts"])"
    }

    static func roles(_ chosen: Role?, _ phrases: Phrases) -> [ShownChoice] {
        Role.allCases.map {
            ShownChoice(value: $0.rawValue, text: phrases["role_\($0.rawValue)"], isChosen: $0 == chosen)
        }
    }

    static func utilities(_ chosen: Set<Utility>, _ phrases: Phrases) -> [ShownChoice] {
        Utility.allCases.map {
            ShownChoice(value: $0.rawValue, text: phrases.say($0.spoken), isChosen: chosen.contains($0))
        }
    }
}
