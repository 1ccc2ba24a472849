import Coordinator
import Vocabulary

/// The table of customer representatives: CSV with name, company, district, utility; an empty cell holds for all.
enum RepresentativeTable {
    static func read(_ text: String, file: String) throws -> [Representative] {
        let table = try CSVTable(text, file: file)
        var problems = Problems()
        guard let name = table.header.firstIndex(of: "name") else {
            throw Problem(
                .representativesInvalid, "column 'name' is missing", at: .init(file: file, line: 1),
                help: "columns: name, company, district, utility")
        }
        let rows = table.records.compactMap { record -> Representative? in
            func cell(_ column: String) -> String? {
                guard let index = table.header.firstIndex(of: column), index < record.fields.count else { return nil }
                return record.fields[index].isEmpty ? nil : record.fields[index]
            }
            guard name < record.fields.count, !record.fields[name].isEmpty else {
                problems.add(
                    Problem(.representativesInvalid, "the name is missing", at: .init(file: file, line: record.line, field: "name")))
                return nil
            }
            let word = cell("utility")
            let utility = word.flatMap(Utility.init)
            if let word, utility == nil {
                problems.add(
                    Problem(
                        .representativesInvalid, "'\(word)' is no utility",
                        at: .init(file: file, line: record.line, field: "utility"), help: "water, gas or heat"))
            }
            return Representative(
                name: record.fields[name], company: cell("company"), district: cell("district"), utility: utility)
        }
        try problems.throwIfAny()
        return rows
    }
}
