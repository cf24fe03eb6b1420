import Protection
import Quantities

/// What was found wrong with what should have survived, when the program started.
public struct StartFindings: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A copy was damaged.
    public static let stateDamaged = StartFindings(rawValue: 1 << 0)
    /// Both copies were damaged: whatever they held is unknown now.
    public static let stateLost = StartFindings(rawValue: 1 << 1)
    /// The configuration is not that of the run before.
    public static let configurationChanged = StartFindings(rawValue: 1 << 2)

    /// How long a loop shows them to the rules, from its first step: a finding is an event, and
    /// its flag may be acknowledged afterwards.
    static let showTime = Duration.seconds(1)

    /// Writes each finding to its signal, 1 for yes and 0 for no.
    func write(to table: inout SignalTable) {
        table.set(.storedStateDamaged, 0, contains(.stateDamaged))
        table.set(.storedStateLost, 0, contains(.stateLost))
        table.set(.configurationChanged, 0, contains(.configurationChanged))
    }
}
