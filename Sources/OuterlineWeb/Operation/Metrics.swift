import Vocabulary

/// Requests counted and timed, for the machine that watches the desk.
final class Metrics: Sendable {
    /// Upper bounds of the histogram in seconds.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private struct Request: Hashable {
        var endpoint: String
        var method: String
        var status: Int
    }

    private struct Times {
        var counts = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
    }

    private struct State {
        var underWay = 0
        var requests: [Request: Int] = [:]
        var times: [String: Times] = [:]
    }

    private let state = Guarded(State())

    func begin() { state.withLock { $0.underWay += 1 } }

    /// - Parameter duration: until the answer began; a stream goes on after it.
    func end(endpoint: String, method: String, status: Int, _ duration: Duration) {
        let parts = duration.components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        // Methods nobody knows would be labels without end.
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(method)
        let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.underWay -= 1
            state.requests[
                Request(endpoint: endpoint, method: known ? method : "other", status: status), default: 0] +=
                1
            state.times[endpoint, default: Times()].counts[place] += 1
            state.times[endpoint, default: Times()].seconds += seconds
        }
    }

    /// In the text format of Prometheus, version 0.0.4.
    var text: String {
        let state = state.withLock { $0 }
        var text = MetricsText()
        text.head("outerline_http_requests_total", "counter", "Requests by endpoint, method and status.")
        let order = state.requests.sorted {
            ($0.key.endpoint, $0.key.method, $0.key.status) < ($1.key.endpoint, $1.key.method, $1.key.status)
        }
        for (request, count) in order {
            text.line(
                "outerline_http_requests_total",
                [
                    ("endpoint", request.endpoint), ("method", request.method),
                    ("status", "\(request.status)"),
                ], "\(count)")
        }
        let name = "outerline_http_request_duration_seconds"
        text.head(name, "histogram", "Time until an answer began, by endpoint.")
        for (endpoint, times) in state.times.sorted(by: { $0.key < $1.key }) {
            var sum = 0
            for (place, bound) in Self.bounds.enumerated() {
                sum += times.counts[place]
                text.line("\(name)_bucket", [("endpoint", endpoint), ("le", "\(bound)")], "\(sum)")
            }
            sum += times.counts[Self.bounds.count]
            text.line("\(name)_bucket", [("endpoint", endpoint), ("le", "+Inf")], "\(sum)")
            text.line("\(name)_sum", [("endpoint", endpoint)], "\(times.seconds)")
            text.line("\(name)_count", [("endpoint", endpoint)], "\(sum)")
        }
        text.gauge("outerline_http_requests_under_way", "Requests being answered.", Double(state.underWay))
        return text.text
    }
}

/// Lines of the text format.
struct MetricsText {
    private(set) var text = ""

    mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        let list = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        head(name, "gauge", help)
        line(name, [], value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)")
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { out, character in
            switch character {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.append(character)
            }
        }
    }
}
