/// How a simulated cell gets rid of its heat during a step.
public enum HeatExchange: Sendable, Equatable {
    /// Heat carried away, W; what a thermal network gives. Zero is adiabatic.
    case power(Double)
    /// A chamber at this temperature, K, through the cell's own conductance: solved exactly, so a
    /// long rest may be one step.
    case chamber(Double)
    /// A thermostat that carries away whatever is produced: temperature stays.
    case thermostat
}
