public import CellModel

/// What tests told about a cell.
public struct IdentifiedCell: Sendable, Equatable {
    /// A quantity over state of charge and temperature with the deviation of each of its values.
    public struct Table: Sendable, Equatable {
        public var map: StateMap
        /// One standard deviation, as the rows of the map.
        public var deviations: [[Double]]
    }

    /// A pair of time constants that was tried.
    public struct TimeConstants: Sendable, Equatable {
        /// s.
        public var fast: Double
        public var slow: Double
        /// Root mean square of the weighted residual of the joint fit with this pair, V.
        public var residual: Double
    }

    public var capacity: CapacityEstimate
    /// U over state of charge in the row nearest to 25 °C, V, and one standard deviation of each
    /// value, V.
    public var openCircuit: UniformTable
    public var openCircuitDeviation: [Double]
    /// d, V: what the other rows add; nil with one temperature.
    public var temperatureShift: Table?
    /// R₀, R₁, R₂, Ω.
    public var series: Table
    public var fast: Table
    public var slow: Table
    /// τ₁ and τ₂, s.
    public var fastTimeConstant: Double
    public var slowTimeConstant: Double
    /// The gap between charge and discharge at every temperature that has both slow cycles,
    /// ascending.
    public var hysteresis: [HysteresisEstimate]
    /// What of it the cell file says; nil when nothing stands out of its uncertainty.
    public var hysteresisLaw: HysteresisLaw?
    /// What the circuit cannot say about direction and rate.
    public var steps: StepRatios
    /// Every pair that was tried.
    public var search: [TimeConstants]
    /// What the model leaves of each test, in the order of the tests.
    public var tests: [TestResidual]
    /// The slow cycles and the ends of rests as they were measured, for pictures.
    public var slowCycles: [SlowCycle]
    public var rests: [Rest]
    /// The time over which residuals stay alike, s: it widens every deviation above.
    public var correlationTime: Double
    /// The lowest and the highest voltage of all tests, V, unless they were given.
    public var voltageRange: ClosedRange<Double>
    /// Thickness over state of charge, where a gauge was on the cell.
    public var thickness: ThicknessCurve?
    /// K, of the rows, ascending.
    public var temperatures: [Double] { series.map.temperatures }

    /// The parameters the filter needs. A cell measured as a whole has no contact or swelling of
    /// its own, and its area is that of one layer of one square metre: nothing depends on it.
    ///
    /// - Parameter thermal: Not identified by these tests.
    public func parameters(
        thermal: CellThermal = CellThermal(heatCapacity: 45, conductanceToAmbient: 0.1)
    ) -> CellParameters {
        CellParameters(
            capacity: capacity.capacity, electrodeArea: 1, layerCount: 1,
            openCircuit: OpenCircuitVoltage(
                voltage: openCircuit, temperatureShift: temperatureShift?.map,
                hysteresisHalfGap: hysteresisLaw?.halfGap ?? UniformTable([0, 0]),
                hysteresis: hysteresisLaw.map { VoltageHysteresis(rate: $0.rate) } ?? .none),
            resistance: SeriesResistance(measured: series.map),
            polarisation: Polarisation(
                fastResistance: fast.map,
                fastTimeConstant: StateMap(constant: fastTimeConstant),
                slowResistance: slow.map,
                slowTimeConstant: StateMap(constant: slowTimeConstant)),
            contact: .inactive,
            swelling: thickness?.swelling(arealCapacity: capacity.capacity)
                ?? Swelling(perCharge: 0, voidHeight: 0),
            thermal: thermal)
    }
}
