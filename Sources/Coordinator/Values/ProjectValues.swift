import Vocabulary

/// One import of a layer: what a report names as the data it rests on.
public struct LayerImport: Codable, Sendable, Hashable {
    public var layer: String
    /// The source's file name without its folder.
    public var file: String
    /// SHA-256 of the source, lower-case hexadecimal.
    public var sha256: String
    /// The source's CRS as written, such as `EPSG:4326`.
    public var crs: String
    public var count: Int
    public var preset: String?
    /// What was mended or left out, in words; empty if nothing was.
    public var repairs: [String]

    public init(
        layer: String, file: String, sha256: String, crs: String, count: Int, preset: String? = nil,
        repairs: [String] = []
    ) {
        self.layer = layer
        self.file = file
        self.sha256 = sha256
        self.crs = crs
        self.count = count
        self.preset = preset
        self.repairs = repairs
    }
}

/// A file of rules a project works by: its name, version and hash.
public struct RuleSource: Codable, Sendable, Hashable {
    public var name: String
    public var version: String
    /// SHA-256 of the source, lower-case hexadecimal.
    public var sha256: String

    public init(name: String, version: String, sha256: String) {
        self.name = name
        self.version = version
        self.sha256 = sha256
    }
}

/// A franchise territory that holds the plot: a candidate for assignment.
public struct TerritoryCandidate: Codable, Sendable, Hashable, Comparable {
    /// The id of the feature in layer `territories`.
    public var territory: String
    public var company: String

    public init(territory: String, company: String) {
        self.territory = territory
        self.company = company
    }

    public static func < (a: Self, b: Self) -> Bool {
        a.territory != b.territory ? inOrder(a.territory, b.territory) : inOrder(a.company, b.company)
    }
}

/// A row of the table of customer representatives: who serves which company and district.
public struct Representative: Codable, Sendable, Hashable, Comparable {
    public var name: String
    /// The franchise utility; nil serves every company.
    public var company: String?
    /// The district; nil serves every district.
    public var district: String?
    /// The utility; nil serves every utility.
    public var utility: Utility?

    public init(name: String, company: String? = nil, district: String? = nil, utility: Utility? = nil) {
        self.name = name
        self.company = company
        self.district = district
        self.utility = utility
    }

    public static func < (a: Self, b: Self) -> Bool { inOrder(a.name, b.name) }
}
