import CityModel
import Vocabulary

/// A layer of an opened source with the recipe that reads it.
struct SourceRecipe {
    let layer: SourceLayer
    let recipe: LayerRecipe
    let tagsField: String?
    /// Features of another kind are left out without being a problem: drawings and tag data mix kinds in a layer.
    let toleratesOtherKinds: Bool

    /// The fields that are decoded.
    let needed: [SourceField]
    /// Their names.
    let columns: SourceColumns
    /// The names of those that are not.
    let ignored: [String]

    private init(_ layer: SourceLayer, _ recipe: LayerRecipe, _ request: ImportRequest) {
        self.layer = layer
        self.recipe = recipe
        tagsField = request.preset?.tagsField
        toleratesOtherKinds = layer.isCAD || !recipe.anyOf.isEmpty
        let wanted = SourceRecipe.fields(of: recipe, request.layer, tagsField)
        needed = layer.fields.filter { wanted.contains($0.name.lowercased()) }
        columns = SourceColumns(needed.map(\.name))
        let technical: Set<String> = [
            "paperspace", "subclasses", "linetype", "entityhandle", "layer", "text",
        ]
        ignored = layer.fields.map(\.name).filter {
            !wanted.contains($0.lowercased()) && !(layer.isCAD && technical.contains($0.lowercased()))
        }
    }

    /// The names, in lower case, of all source fields the recipe looks at.
    private static func fields(of recipe: LayerRecipe, _ layer: LayerDefinition, _ tagsField: String?) -> Set<
        String
    > {
        let mapped = layer.fields.flatMap { field in
            recipe.fields.first { $0.target == field.name }?.sources ?? [field.name]
        }
        let tested = (recipe.anyOf + recipe.noneOf).flatMap { $0.tests.map(\.field) }
        var widths: [String] = []
        if case .area(let rule) = recipe.geometry {
            widths = rule.widthFields + [rule.classField].compactMap(\.self)
        }
        let all = mapped + tested + widths + recipe.idFields.map(\.field) + [tagsField].compactMap(\.self)
        return Set(all.map { $0.lowercased() })
    }

    /// Decides which layers of a source are read and how.
    ///
    /// - Throws: ``Problem`` `LYR-105`, `LYR-106` or ``Problems`` of `LYR-109`.
    static func choose(_ request: ImportRequest, in dataset: SourceDataset) throws -> [SourceRecipe] {
        let layers = try dataset.layers()
        guard !layers.isEmpty else {
            throw Problem(
                .sourceUnreadable, "the source holds no layer", at: .init(file: dataset.file.path),
                help: "export it again")
        }
        let recipes = (request.preset?.recipes[request.layer.name] ?? [LayerRecipe()])
        let chosen = try recipes.compactMap { recipe -> SourceRecipe? in
            let mapped = recipe.mapping(request.fieldMap)
            return try layer(for: mapped, request, among: layers, dataset, alone: recipes.count == 1).map {
                SourceRecipe($0, mapped, request)
            }
        }
        guard !chosen.isEmpty else { throw severalLayers(request, layers, dataset) }
        try checkMap(request, chosen, dataset)
        return chosen
    }

    private static func layer(
        for recipe: LayerRecipe, _ request: ImportRequest, among layers: [SourceLayer],
        _ dataset: SourceDataset,
        alone: Bool
    ) throws -> SourceLayer? {
        if let name = request.sourceLayer {
            if let exact = layers.first(where: { $0.name == name }) { return exact }
            let names = layers.map(\.name)
            throw Problem(
                .sourceLayerUnknown, "the source has no layer '\(name)'", at: .init(file: dataset.file.path),
                help: (nearestWord(to: name, among: names).map { "did you mean '\($0)'? " } ?? "")
                    + "it has: \(names.joined(separator: ", "))")
        }
        if layers.count == 1 { return layers[0] }
        for name in recipe.sourceLayers {
            if let found = layers.first(where: { $0.name == name }) { return found }
        }
        if alone { throw severalLayers(request, layers, dataset) }
        return nil
    }

    private static func severalLayers(
        _ request: ImportRequest, _ layers: [SourceLayer], _ dataset: SourceDataset
    )
        -> Problem
    {
        let names = layers.map(\.name)
        let near = nearestWord(to: request.layer.name.rawValue, among: names)
        return Problem(
            .sourceLayerNeeded, "the source has \(names.count) layers: \(names.joined(separator: ", "))",
            at: .init(file: dataset.file.path), help: "add --source-layer \(near ?? "NAME")")
    }

    private static func checkMap(_ request: ImportRequest, _ chosen: [SourceRecipe], _ dataset: SourceDataset)
        throws
    {
        if request.preset?.tagsField != nil { return }
        let names = Set(chosen.flatMap { $0.layer.fields.map(\.name) })
        let folded = Set(names.map { $0.lowercased() })
        var problems = Problems()
        for (target, source) in request.fieldMap.sorted(by: { $0.key < $1.key })
        where !source.isEmpty && !folded.contains(source.lowercased()) {
            problems.add(
                Problem(
                    .mapSourceUnknown, "the source has no field '\(source)' to map to \(target)",
                    at: .init(file: dataset.file.path, layer: chosen.first?.layer.name),
                    help: nearestWord(to: source, among: names.sorted()).map { "did you mean '\($0)'?" }
                        ?? "it has: \(names.sorted().joined(separator: ", "))"))
        }
        try problems.throwIfAny()
    }
}
