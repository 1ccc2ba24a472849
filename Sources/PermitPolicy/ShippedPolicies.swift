import Foundation

/// The policy packs and the calendar that come with the program.
public enum ShippedPolicies {
    /// The folder with one folder per pack and `calendar.yaml`; nil if the installation is incomplete.
    public static var root: URL? { Bundle.module.resourceURL?.appendingPathComponent("Policies") }
}
