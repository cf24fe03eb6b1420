import CellModel

/// One figure of a cell's health: a ratio to what the cell's file says.
public struct HealthFigure: Sendable, Equatable {
    /// Estimate over nominal value; 1 is as new.
    public var ratio: Double
    /// Its standard deviation.
    public var deviation: Double
    /// Whether readings have confirmed it. If not, the ratio is what was assumed at first, and no
    /// screen should show it as a result.
    public var isObserved: Bool

    public init(ratio: Double, deviation: Double, isObserved: Bool) {
        self.ratio = ratio
        self.deviation = deviation
        self.isObserved = isObserved
    }

    /// As new, as far as anyone knows; also where a cell has no such value.
    public static let unknown = HealthFigure(ratio: 1, deviation: 1, isObserved: false)
}

/// What has become of a cell, each against its nominal value in the same state.
public struct CellHealth: Sendable, Equatable {
    /// Capacity over the capacity of the file.
    public var capacity = HealthFigure.unknown
    /// R₀ over that of a new cell in full contact at the same charge, temperature and pressure.
    public var resistance = HealthFigure.unknown
    /// Resistance of the interface over that of a new cell, likewise: lost contact and interphase.
    public var interface = HealthFigure.unknown

    public init() {}

    /// Compares an estimate with a new cell.
    ///
    /// - Parameters:
    ///   - temperature: K.
    ///   - pressure: Of the stack, Pa; also the highest a new cell would have seen.
    init(
        _ estimate: CellEstimate, temperature: Double, pressure: Double,
        parameters: CellParameters, settings: PredictionSettings
    ) {
        let new = EquivalentCircuit<Double>(
            parameters: parameters, stateOfCharge: estimate.stateOfCharge, contactFraction: 1,
            interphaseResistance: 0, temperature: temperature, pressure: pressure,
            highestPressure: pressure)
        let hasCapacity = estimate.capacity > 0
        capacity = HealthFigure(
            ratio: (hasCapacity ? estimate.capacity : parameters.capacity) / parameters.capacity,
            deviation: hasCapacity
                ? estimate.capacityDeviation / parameters.capacity : settings.capacityPrior,
            isObserved: hasCapacity && estimate.observed.contains(.capacity))
        let seesResistance = estimate.observed.contains(.resistance)
        let deviation =
            estimate.seriesResistanceDeviation > 0
            ? estimate.seriesResistanceDeviation
            : settings.resistancePrior * estimate.seriesResistance
        resistance = Self.figure(
            estimate.seriesResistance, deviation, over: new.seriesResistance,
            isObserved: seesResistance)
        interface = Self.figure(
            estimate.interfaceResistance, estimate.interfaceResistanceDeviation,
            over: new.interfaceResistance, isObserved: seesResistance)
    }

    private static func figure(
        _ value: Double, _ deviation: Double, over nominal: Double, isObserved: Bool
    ) -> HealthFigure {
        guard nominal > 0, value.isFinite, deviation.isFinite else { return .unknown }
        return HealthFigure(
            ratio: value / nominal, deviation: deviation / nominal, isObserved: isObserved)
    }
}
