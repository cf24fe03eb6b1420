import Protection

/// How often each contactor has been told to close, ever or since it was replaced.
public struct ContactorCycles: Sendable, Equatable {
    public var negative: UInt64
    public var precharge: UInt64
    public var positive: UInt64

    public init(negative: UInt64 = 0, precharge: UInt64 = 0, positive: UInt64 = 0) {
        self.negative = negative
        self.precharge = precharge
        self.positive = positive
    }

    /// That of the contactor that closed most often.
    public var highest: UInt64 { max(negative, max(precharge, positive)) }

    /// Forgets those of contactors that are new.
    mutating func reset(_ replaced: ContactorSet) {
        if replaced.contains(.negative) { negative = 0 }
        if replaced.contains(.precharge) { precharge = 0 }
        if replaced.contains(.positive) { positive = 0 }
    }

    /// Counts contactors that were off and are told to close.
    mutating func count(_ closing: ContactorSet) {
        if closing.contains(.negative) { negative &+= 1 }
        if closing.contains(.precharge) { precharge &+= 1 }
        if closing.contains(.positive) { positive &+= 1 }
    }
}
