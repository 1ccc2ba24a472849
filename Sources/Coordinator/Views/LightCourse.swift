import Vocabulary

/// How a lamp goes on if nothing else happens: what read tables keep in the place of a lamp.
///
/// A lamp only ever goes from green over yellow to red with the days, so three values give it for every day.
public struct LightCourse: Sendable, Hashable {
    /// The last day on which something happened; the course holds from it on.
    public var from: Day
    /// The lamp on that day.
    public var light: TrafficLight
    /// The first later day it is yellow; nil if it never is.
    public var yellowFrom: Day?
    /// The first later day it is red; nil if it never is.
    public var redFrom: Day?

    /// - Parameters:
    ///   - due: the day after which the lamp is red; nil if the lamp depends on no day.
    ///   - light: the lamp on a day, with what is known now.
    /// - Complexity: O(log(due − from)) calls of `light`.
    public init(from: Day, due: Day?, _ light: (Day) -> TrafficLight) {
        self.from = from
        self.light = light(from)
        guard let due, due >= from, [.green, .yellow].contains(self.light) else { return }
        let end = due.advanced(by: 1)
        let red = light(end) == .red ? Self.first(from, end) { light($0) == .red } : nil
        redFrom = red
        guard self.light == .green else { return }
        let last = red?.advanced(by: -1) ?? end
        if light(last) == .yellow { yellowFrom = Self.first(from, last) { light($0) != .green } }
    }

    /// The lamp on `day`; nil before the course begins.
    public func light(on day: Day) -> TrafficLight? {
        if day < from { return nil }
        if let redFrom, day >= redFrom { return .red }
        if let yellowFrom, day >= yellowFrom { return .yellow }
        return light
    }

    /// The first day in `(no, yes]` for which `holds`, which is false on `no` and true on `yes`.
    private static func first(_ no: Day, _ yes: Day, _ holds: (Day) -> Bool) -> Day {
        var (below, reached) = (no.number, yes.number)
        while reached - below > 1 {
            let middle = (below + reached) / 2
            if holds(Day(number: middle)) { reached = middle } else { below = middle }
        }
        return Day(number: reached)
    }
}
