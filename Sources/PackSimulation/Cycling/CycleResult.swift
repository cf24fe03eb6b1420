public import Configuration

/// What one cycle of one cell came to. SI units; charges, energies and voltages are those of one
/// cell, resistances of one layer's area.
public struct CycleResult: Sendable, Equatable {
    public let purpose: CyclePurpose
    /// Counted cycles from 1; formation cycles count by themselves, and a check-up has the number
    /// of the counted cycle before it, or 0.
    public let number: Int
    /// Charge through the terminals, C, both positive.
    public internal(set) var chargeCapacity = 0.0
    public internal(set) var dischargeCapacity = 0.0
    /// Energy in and out at the terminals, J. A symmetric cell takes energy in both directions, so
    /// what comes out of it is negative.
    public internal(set) var chargeEnergy = 0.0
    public internal(set) var dischargeEnergy = 0.0
    /// R₀ of a layer while discharging at half charge, Ω m², and its part at the interface.
    public internal(set) var seriesResistance = Double.nan
    public internal(set) var interfaceResistance = Double.nan
    /// At the end of the cycle, Ω m².
    public internal(set) var interphaseResistance = 0.0
    /// The smallest contact fraction.
    public internal(set) var contactFractionMinimum = Double.infinity
    /// Pa.
    public internal(set) var pressureMinimum = Double.infinity
    public internal(set) var pressureMaximum = -Double.infinity
    /// K.
    public internal(set) var temperatureMaximum = -Double.infinity
    /// Internal shorts that began.
    public internal(set) var shortCount = 0
    /// Discharge capacity over that of the first cycle of the same purpose.
    public internal(set) var capacityRetention = 1.0
    /// When the cycle ended, s from the start.
    public internal(set) var endTime = 0.0

    init(purpose: CyclePurpose, number: Int) {
        self.purpose = purpose
        self.number = number
    }

    /// Energy over charge, V.
    public var meanChargeVoltage: Double { chargeEnergy / chargeCapacity }
    public var meanDischargeVoltage: Double { dischargeEnergy / dischargeCapacity }
    /// Discharged over charged; not-a-number where nothing was charged.
    public var coulombicEfficiency: Double { dischargeCapacity / chargeCapacity }
    public var energyEfficiency: Double { dischargeEnergy / chargeEnergy }
    /// Half the distance between the mean voltages of charge and discharge, V; of a symmetric cell
    /// the amplitude of its voltage.
    public var polarisation: Double { (meanChargeVoltage - meanDischargeVoltage) / 2 }
    /// Highest less lowest pressure, Pa.
    public var pressureSwing: Double { pressureMaximum - pressureMinimum }
}
