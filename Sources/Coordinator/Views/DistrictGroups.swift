import PermitPolicy
import Vocabulary

/// Things of one district.
public struct DistrictGroup<Member> {
    /// The area's code, or the name as it was given where the pack does not know it; nil for things without one.
    public var code: String?
    public var title: Wording?
    /// A district is named that the pack does not list.
    public var unknown: Bool
    public var members: [Member]
}

extension AuthorityRules {
    /// Groups things by service area: each area of the pack in its order, also without members; then districts it does
    /// not know, by name; then what has no district, if there is any.
    public func grouped<Member>(
        _ members: some Sequence<Member>, by district: (Member) -> String?
    ) -> [DistrictGroup<Member>] {
        let groups = Dictionary(grouping: members) { member in
            district(member).map { area($0)?.code ?? $0 }
        }
        let known = areas.map(\.code)
        let others = groups.keys.compactMap(\.self).filter { !known.contains($0) }.sorted()
        let listed = (known + others).map { code in
            DistrictGroup(
                code: code, title: area(code)?.title, unknown: !known.contains(code),
                members: groups[code] ?? [])
        }
        guard let unnamed = groups[nil] else { return listed }
        return listed + [DistrictGroup(code: nil, title: nil, unknown: false, members: unnamed)]
    }

    /// All texts under which data know an area: its code, its names, its former codes and names; the text itself for
    /// an area the pack does not know.
    public func names(ofDistrict district: String) -> [String] {
        guard let area = area(district) else { return [district] }
        return ([area.code, area.title.zh] + area.aliases).reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }
    }
}
