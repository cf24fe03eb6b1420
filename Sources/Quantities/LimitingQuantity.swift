/// What a predicted limit of current is set by. Raw values are stable: they are stored in logs.
@frozen
public enum LimitingQuantity: UInt8, Sendable, CaseIterable {
    /// The largest current that anything may command; nothing else binds.
    case rating = 0
    /// Terminal voltage of a cell, volts.
    case voltage = 1
    /// State of charge of a cell, 0 to 1.
    case stateOfCharge = 2
    /// Part of a cell's interface in contact, 0 to 1, that stripping would take away.
    case contactFraction = 3
    /// Local current density at which plating drives lithium through the electrolyte, A/m².
    case criticalCurrent = 4
    /// Charge plated in one go, C/m².
    case platedCharge = 5
    /// Pressure of a stack, pascals.
    case pressure = 6
    /// Temperature of a cell, kelvins.
    case temperature = 7
    /// Nothing: what would be needed to say is missing or is not a number. The limit is zero.
    case unknownState = 8
}
