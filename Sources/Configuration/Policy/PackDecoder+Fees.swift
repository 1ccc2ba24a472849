import PermitPolicy
import Vocabulary

extension PackDecoder {
    /// Fees join the base's; one of the same id replaces it.
    func readFees(_ permits: [PermitRule]) -> FeeRules? {
        let base = base?.fees
        guard let node = files.sections["fees"] else {
            if base == nil {
                files.fail(
                    .packUnfinished, "section 'fees' is missing", help: "write it, or inherit it from a base")
            }
            return base
        }
        node.allow("forbidden_for_applicant", "list")
        let forbidden = cited(node, "forbidden_for_applicant", base?.forbiddenForApplicant) {
            $0.choices(FeeKind.self)
        }
        var fees = base?.fees ?? []
        for item in node.items("list") {
            guard let fee = fee(item, permits) else { continue }
            if fee.payer == .applicant, forbidden?.value.contains(fee.kind) ?? false {
                item.fail(
                    .packFee,
                    "fee '\(fee.id)': the applicant is not charged a fee for \(fee.kind.rawValue) (R17)")
            }
            fees.removeAll { $0.id == fee.id }
            fees.append(fee)
        }
        return forbidden.map { FeeRules(forbiddenForApplicant: $0, fees: fees) }
    }

    private func fee(_ node: YAMLNode, _ permits: [PermitRule]) -> FeeRule? {
        node.allow(
            "id", "title", "kind", "payer", "permit", "tariff", "formula", "measure", "layer", "rates")
        let id = node.required("id")?.text()
        let title = node.required("title").flatMap { wording($0) }
        let kind = node.required("kind")?.choice(FeeKind.self)
        let payer = node.required("payer")?.choice(FeePayer.self)
        let permit = node["permit"].flatMap { permitKind($0, in: permits) }
        let tariff = node["tariff"] == nil ? nil : cited(node, "tariff") { $0.text() }
        let formula = node["formula"].flatMap { wording($0) }
        let measure = node.required("measure")?.choice(FeeRule.Measure.self)
        let layer = node["layer"].flatMap(layerName)
        if tariff == nil { node.fail(.packFee, "'tariff' is missing: no fee without its standard (R18)") }
        if formula == nil { node.fail(.packFee, "'formula' is missing: no fee without its formula (R18)") }
        if let measure, measure != .fixed, layer == nil {
            node.fail(.yamlMissing, "'layer' is missing: \(measure.rawValue) of what?")
        }
        let rates = node.items("rates").compactMap(rate)
        guard let id, let title, let kind, let payer, let measure else { return nil }
        return FeeRule(
            id: id, title: title, kind: kind, payer: payer, permit: permit, tariff: tariff, formula: formula,
            measure: measure, layer: layer, rates: rates)
    }

    private func rate(_ node: YAMLNode) -> FeeRule.Rate? {
        node.allow(["surface", "yuan"] + citationKeys)
        let yuan = node.required("yuan")?.number(in: 0...10_000_000)
        let source = citation(node)
        guard let yuan, let source else { return nil }
        return FeeRule.Rate(surface: node.text("surface"), yuan: Cited(yuan, source: source))
    }
}
