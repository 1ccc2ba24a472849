import Foundation
import Reports

extension Project {
    /// The drawing for one permit: the plan with what concerns that permit; nil where there is no route to draw.
    func permitSheet(_ packet: PermitPacket, _ language: ReportLanguage) throws -> Data? { nil }
}
