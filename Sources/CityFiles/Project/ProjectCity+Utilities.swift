import CityModel
import GRDB
import ProjectFile
import Vocabulary

extension ProjectCity {
    /// The utilities that have at least one main or stub in the project, in their order.
    public func utilities() throws -> [Utility] {
        let present = try layers()
        let tables = [LayerName.mains, .stubs].filter(present.contains).map(\.rawValue)
        guard !tables.isEmpty else { return [] }
        let sql = tables.map { "SELECT DISTINCT utility FROM \($0.quoted)" }.joined(separator: " UNION ")
        return try project.read { try String.fetchAll($0, sql: sql) }.compactMap(Utility.init).sorted()
    }
}
