import CityModel
import ProjectFile

extension LayerDefinition {
    /// The table that holds the layer in a project.
    public var table: FeatureTable {
        FeatureTable(
            name.rawValue, geometry: geometry,
            columns: fields.map { TableColumn($0.name, $0.kind.column, isRequired: $0.isRequired) },
            identifier: zh,
            description: en)
    }
}

extension FieldDefinition.Kind {
    var column: TableColumn.Kind {
        switch self {
        case .text: .text
        case .integer: .integer
        case .real: .real
        case .boolean: .boolean
        case .date: .date
        }
    }
}
