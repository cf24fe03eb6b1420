public import Protection
public import Quantities

/// Passive balancing: when, which cells, and through what.
public struct BalancingDescription: Sendable, Equatable {
    /// What the program decides by.
    public var settings: BalancingSettings
    /// After how long without a new command the cell monitor stops by itself; whole seconds.
    public var timeOut: Duration
    /// What the board adds to the cell monitor's switch in the path of the bleed current of one
    /// cell: the resistors at both of its inputs.
    public var seriesResistance: Resistance

    public init(settings: BalancingSettings, timeOut: Duration, seriesResistance: Resistance) {
        self.settings = settings
        self.timeOut = timeOut
        self.seriesResistance = seriesResistance
    }
}
