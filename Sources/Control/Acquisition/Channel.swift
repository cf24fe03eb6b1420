import HAL
import Quantities

/// One measured quantity between its driver and its ``Reading``: keeps the last sample with its
/// time, notices age and freezing.
struct Channel<Value: Sendable & Equatable>: Sendable {
    private var last: Value?
    private var sampledAt: Instant = .start
    private var rawCode: Int64 = .min
    private var unchangedSince: Instant = .start
    private var failure: MissingReason? = .notYetMeasured

    init() {}

    /// Takes a new sample.
    mutating func accept(_ sample: Sample<Value>, at now: Instant) {
        if sample.rawCode != rawCode || last == nil { unchangedSince = now }
        rawCode = sample.rawCode
        last = sample.value
        sampledAt = now
        failure = nil
    }

    /// Takes a failed measurement. "No fresh data" is no failure by itself: age decides.
    mutating func reject(_ error: DeviceError) {
        if case .noFreshData = error, last != nil, failure == nil { return }
        failure = MissingReason(error)
    }

    /// Forgets the sample: the device starts anew.
    mutating func reset(_ reason: MissingReason) {
        failure = reason
        last = nil
        rawCode = .min
    }

    /// What the rest of the loop may use.
    ///
    /// - Parameters:
    ///   - ageLimit: An older sample is stale.
    ///   - frozenLimit: A raw code that stays the same for longer means a frozen converter; zero
    ///     switches the check off.
    func reading(now: Instant, ageLimit: Duration, frozenLimit: Duration) -> Reading<Value> {
        if let failure { return .missing(failure) }
        guard let last else { return .missing(.notYetMeasured) }
        let age = now - sampledAt
        if age > ageLimit { return .missing(.stale) }
        if frozenLimit > .zero, sampledAt - unchangedSince > frozenLimit {
            return .missing(.frozen)
        }
        return .valid(last, age: age)
    }
}

extension Channel where Value: Comparable {
    /// As above, and missing when the value is outside what the quantity can be.
    func reading(
        now: Instant, ageLimit: Duration, frozenLimit: Duration, within range: ClosedRange<Value>
    ) -> Reading<Value> {
        let reading = reading(now: now, ageLimit: ageLimit, frozenLimit: frozenLimit)
        // Not a number compares as inside every range, but differs from itself.
        if let value = reading.value, !range.contains(value) || value != value {
            return .missing(.implausible)
        }
        return reading
    }
}

extension Channel where Value: Comparable {
    /// The nearest value that the quantity can have, when the last sample is beyond it: what limits
    /// compare, since something far out is no less dangerous for being hard to believe.
    func bound(of range: ClosedRange<Value>) -> Value? {
        guard failure == nil, let last, !range.contains(last) else { return nil }
        if last > range.upperBound { return range.upperBound }
        return last < range.lowerBound ? range.lowerBound : nil
    }
}

extension MissingReason {
    /// The reason a driver's error stands for.
    init(_ error: DeviceError) {
        switch error {
        case .bus(.addressNotAcknowledged), .bus(.dataNotAcknowledged): self = .noResponse
        case .bus(.timeout): self = .timeout
        case .bus, .line: self = .busFault
        case .checksum: self = .corrupt
        case .noFreshData: self = .notYetMeasured
        case .notReady: self = .timeout
        case .saturated: self = .saturated
        case .configurationLost, .readBack: self = .notConfigured
        case .wrongIdentity, .deviceFault: self = .deviceFault
        }
    }
}
