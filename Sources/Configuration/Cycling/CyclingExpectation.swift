/// A published figure that a cycling run is held against.
public struct CyclingExpectation: Sendable, Equatable {
    /// When a figure counts as met; values in SI units.
    public enum Criterion: Sendable, Equatable {
        /// Not farther than `tolerance` from `value`.
        case near(value: Double, tolerance: Double)
        case atLeast(Double)
        case atMost(Double)
    }

    public var quantity: CyclingQuantity
    public var criterion: Criterion
    /// The counted cycle the figure belongs to, or the check-up after it; nil is the last.
    public var cycle: Int?
    /// Which cycles are looked at.
    public var purpose: CyclePurpose
    /// Mass of the active material that a specific capacity refers to, kg; nil for other
    /// quantities.
    public var activeMass: Double?
    public var source: String

    public init(
        quantity: CyclingQuantity, criterion: Criterion, cycle: Int? = nil,
        purpose: CyclePurpose = .cycling, activeMass: Double? = nil, source: String
    ) {
        self.quantity = quantity
        self.criterion = criterion
        self.cycle = cycle
        self.purpose = purpose
        self.activeMass = activeMass
        self.source = source
    }
}

/// What can be expected of cycles.
public enum CyclingQuantity: String, Sendable, CaseIterable {
    /// Of one cycle.
    case dischargeCapacity = "discharge_capacity"
    case arealCapacity = "areal_capacity"
    case specificCapacity = "specific_capacity"
    /// Discharge capacity over that of the first cycle of the same purpose.
    case capacityRetention = "capacity_retention"
    case coulombicEfficiency = "coulombic_efficiency"
    case energyEfficiency = "energy_efficiency"
    case meanChargeVoltage = "mean_charge_voltage"
    case meanDischargeVoltage = "mean_discharge_voltage"
    /// At half charge while discharging.
    case seriesResistance = "series_resistance"
    case interfaceResistance = "interface_resistance"
    /// The smallest within the cycle.
    case contactFraction = "contact_fraction"
    /// Highest less lowest pressure of the cycle.
    case pressureSwing = "pressure_swing"
    /// Half the distance between the mean voltages of charge and discharge; of a symmetric cell the
    /// amplitude of its voltage.
    case polarisation
    /// Of all cycles so far.
    case highestPressure = "highest_pressure"
    case highestTemperature = "highest_temperature"
    case shortCount = "short_count"
    case cyclesCompleted = "cycles_completed"
    /// Time until the first short, or of the whole run without one.
    case lifeWithoutShort = "life_without_short"
}
