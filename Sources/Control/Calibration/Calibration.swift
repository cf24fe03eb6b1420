/// What was learnt about the sensors at the rig itself, and survives a restart.
public struct Calibration: Sendable, Equatable {
    /// One per stack, in stack order; `nil` where the tare of the pack file counts.
    public var stacks: [StackTare?]

    /// Nothing learnt.
    public init(stackCount: Int) { stacks = Array(repeating: nil, count: stackCount) }
}

/// What a load cell reads without force, taken in service.
public struct StackTare: Sendable, Equatable {
    /// Bridge ratio without force, V/V.
    public var zeroRatio: Double
    /// When it was taken, seconds since 1970; `nil` when that is not known any more.
    public var takenUnixSeconds: Int64?

    public init(zeroRatio: Double, takenUnixSeconds: Int64?) {
        self.zeroRatio = zeroRatio
        self.takenUnixSeconds = takenUnixSeconds
    }
}
