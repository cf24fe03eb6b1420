/// Which way current flows, or may flow: a set, because an unmeasured current may flow any way.
@frozen
public struct CurrentDirections: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let charging = CurrentDirections(rawValue: 1 << 0)
    public static let discharging = CurrentDirections(rawValue: 1 << 1)
    public static let resting = CurrentDirections(rawValue: 1 << 2)
    /// Every direction: a rule that always applies, or a current nobody could measure.
    public static let all: CurrentDirections = [.charging, .discharging, .resting]
}
