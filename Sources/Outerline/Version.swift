import Geometry

/// What program this is.
public enum Version {
    public static let number = "0.1.0"

    /// The version with those of the libraries whose results it rests on.
    public static var text: String { "outerline \(number) (GEOS \(GeometryEngine.version))" }
}
