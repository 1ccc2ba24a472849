import Foundation
import Outerline
import Vocabulary

/// Somebody sends faster than they may.
struct TooManyRequests: Error {
    /// Until the next request counts.
    var seconds: Int

    var problem: Problem {
        Problem(.tooManyRequests, "too many requests", help: "wait \(seconds) s and go on more slowly")
    }
}

/// A bucket of tokens for each account and each address: a request takes one, time puts them back.
final class RateLimiter: Sendable {
    /// How many seconds' worth of requests may come at once.
    static let burst = 10.0
    /// An address may stand for a whole office.
    static let peopleAtAnAddress = 10.0
    /// So many buckets are kept before the full ones are dropped.
    static let most = 10_000

    private struct Bucket {
        var tokens: Double
        var at: Date
    }

    private let rate: Double
    private let now: @Sendable () -> Date
    private let buckets = Guarded<[String: Bucket]>([:])

    /// - Parameter perSecond: requests of an account a second in the long run; 0 for any number.
    init(perSecond: Int, now: @escaping @Sendable () -> Date) {
        rate = Double(perSecond)
        self.now = now
    }

    /// Counts a request of somebody who signed in.
    func admit(account name: String) throws { try take("account \(name)", rate) }

    /// Counts a request from an address; the machine itself, where no proxy says who asks, is not counted.
    func admit(address: String) throws {
        if address == "127.0.0.1" || address == "::1" { return }
        try take("address \(address)", rate * Self.peopleAtAnAddress)
    }

    private func take(_ key: String, _ rate: Double) throws {
        guard rate > 0 else { return }
        let (moment, most) = (now(), rate * Self.burst)
        let missing = buckets.withLock { buckets -> Double in
            if buckets.count >= Self.most {
                // Who has not asked for long has a full bucket.
                buckets = buckets.filter { moment.timeIntervalSince($0.value.at) < Self.burst }
            }
            var bucket = buckets[key] ?? Bucket(tokens: most, at: moment)
            // A clock that was set back puts nothing in and takes nothing out.
            let passed = max(0, moment.timeIntervalSince(bucket.at))
            bucket.tokens = min(most, bucket.tokens + passed * rate)
            bucket.at = moment
            let missing = max(0, 1 - bucket.tokens)
            if missing == 0 { bucket.tokens -= 1 }
            buckets[key] = bucket
            return missing
        }
        if missing > 0 { throw TooManyRequests(seconds: max(1, Int((missing / rate).rounded(.up)))) }
    }
}
