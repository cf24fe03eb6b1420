public import Configuration

/// What a cycler shows after each step. SI units, of one cell.
public struct CyclerSample: Sendable, Equatable {
    public var time: Double
    public var purpose: CyclePurpose
    /// As in ``CycleResult``.
    public var cycle: Int
    public var phase: CyclerPhase
    /// Positive charges.
    public var current: Double
    public var voltage: Double
    public var stateOfCharge: Double
    public var temperature: Double
    public var pressure: Double
    public var contactFraction: Double
    /// R₀ of the cell, Ω.
    public var seriesResistance: Double
}

/// What a cycler is doing.
public enum CyclerPhase: String, Sendable, CaseIterable {
    case charge
    /// At the upper voltage.
    case hold
    case restCharged = "rest charged"
    case discharge
    case restDischarged = "rest discharged"
}

/// Why a cycler stopped before its last cycle.
public enum CyclerStop: String, Sendable, CaseIterable {
    /// Twice the capacity went in, or the cell emptied while charging: a hard short.
    case chargeDoesNotEnd = "charging does not end: the charge leaks away inside"
    /// Less than a hundredth of the capacity came out.
    case nothingLeft = "no capacity left"
}
