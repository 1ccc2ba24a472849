import Geometry
import Vocabulary

/// A feature read as what its layer says it is.
///
/// Views hold the feature and read its fields; nil is always "unknown".
public protocol FeatureView: Hashable, Sendable, Identifiable {
    static var layer: LayerName { get }
    var feature: Feature { get }
    /// Nil if a field the layer requires is missing or not of its type.
    init?(_ feature: Feature)
}

extension FeatureView {
    public var id: String { feature.id }
    public var shape: Shape { feature.shape }
    public var name: String? { feature.text("name") }
    public var owner: String? { feature.text("owner") }
}

extension CitySource {
    /// The features of a view's layer whose box overlaps `box`; all of them for nil.
    ///
    /// Features the view cannot read are left out; importing has refused them.
    public func all<View: FeatureView>(_ type: View.Type = View.self, in box: Box? = nil) throws -> [View] {
        try features(of: View.layer, in: box).compactMap(View.init)
    }

    public func one<View: FeatureView>(_ id: String, as type: View.Type = View.self) throws -> View? {
        try feature(id, of: View.layer).flatMap(View.init)
    }
}
