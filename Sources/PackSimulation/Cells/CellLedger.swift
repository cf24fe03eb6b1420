/// Where the charge and the energy of a simulated cell came from and went, since it was made.
///
/// Charge: chargeIn = Δ(charge stored) + chargeLeaked + chargeLost. Energy, the first law with the
/// cell and what it sits in as the system:
///
///     electricalEnergyIn + heatIn = Δ(energy stored) + Δ(heat stored)
///                                   + heatOut + mechanicalWork + energyLost
///
/// Both hold to rounding; SimulatedCellLedgerTests checks them over a thousand cycles.
public struct CellLedger: Sendable, Equatable {
    var charge = CompensatedSum()
    var leaked = CompensatedSum()
    var lost = CompensatedSum()
    var electrical = CompensatedSum()
    var warmed = CompensatedSum()
    var cooled = CompensatedSum()
    var work = CompensatedSum()
    var buried = CompensatedSum()

    /// ∫ I dt through the terminals, C, positive charges.
    public var chargeIn: Double { charge.value }
    /// Charge that went through internal shorts, C, ≥ 0.
    public var chargeLeaked: Double { leaked.value }
    /// Charge that went with lost capacity, C.
    public var chargeLost: Double { lost.value }
    /// ∫ V I dt at the terminals, J, by the trapezoidal rule over each step.
    public var electricalEnergyIn: Double { electrical.value }
    /// Heat put in from outside, J.
    public var heatIn: Double { warmed.value }
    /// Heat carried away, J.
    public var heatOut: Double { cooled.value }
    /// Work done against the press, J: ∫ κ (p − p_ref) I dt.
    public var mechanicalWork: Double { work.value }
    /// Chemical energy that went with lost capacity, J; above that of the empty cell.
    public var energyLost: Double { buried.value }
}
