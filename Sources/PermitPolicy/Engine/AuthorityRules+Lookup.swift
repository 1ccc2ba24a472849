extension AuthorityRules {
    /// The area of a district of the facts, by id, code, name or former name.
    func area(_ district: DistrictFact) -> Area? { area(district.id) ?? district.name.flatMap { area($0) } }

    /// The authority that holds a role in a district.
    ///
    /// A body of the pack's table where there is one; else district and legal
    /// role, which name no bureau. An unknown role gives its id as title.
    ///
    /// - Parameters:
    ///   - district: id, code or name as in the facts; nil if unknown.
    ///   - names: districts of the facts, for a district outside the pack's areas.
    public func authority(_ role: String, in district: String?, names: [DistrictFact] = []) -> Authority {
        let title = roles.first { $0.id == role }?.title ?? Wording(zh: role, en: role)
        guard let district else {
            return Authority(id: role, role: role, title: title, district: nil, assumption: false)
        }
        let fact = names.first { $0.id == district } ?? DistrictFact(id: district)
        let area = area(fact)
        let code = area?.code ?? district
        if let body = bodies.first(where: { $0.area == code && $0.role == role }) {
            return Authority(
                id: "\(code)/\(role)", role: role, title: body.title, district: code,
                assumption: body.source.level == .assumption || !body.source.level.isEnforceable)
        }
        let name = area?.title ?? Wording(zh: fact.name ?? district, en: fact.name ?? district)
        return Authority(
            id: "\(code)/\(role)", role: role,
            title: Wording(zh: name.zh + title.zh, en: "\(title.en), \(name.en)"),
            district: code, assumption: area.map { !$0.isCertain } ?? false)
    }
}

extension AuthorityRules.Area {
    /// Whether the legal roles are known to be held by the area's own bodies.
    fileprivate var isCertain: Bool { competenceKnown && source.level.isEnforceable }
}
