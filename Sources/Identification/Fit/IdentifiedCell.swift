public import CellModel

/// What tests told about a cell.
public struct IdentifiedCell: Sendable, Equatable {
    /// The circuit at one state of charge and temperature.
    public struct Point: Sendable, Equatable {
        /// z.
        public var stateOfCharge: Double
        /// U, V.
        public var openCircuitVoltage: Double
        /// R₀, R₁, R₂, Ω.
        public var seriesResistance: Double
        public var fastResistance: Double
        public var slowResistance: Double
        /// Root mean square of what the model leaves of the voltage around this point, V.
        public var residual: Double
        /// Samples that had a say.
        public var sampleCount: Int
    }

    /// Everything at one temperature.
    public struct Row: Sendable, Equatable {
        /// K, mean of the pulse test.
        public var temperature: Double
        /// τ₁ and τ₂, s.
        public var fastTimeConstant: Double
        public var slowTimeConstant: Double
        /// At equally spaced states of charge from 0 to 1.
        public var points: [Point]
        /// Charge the C/20 discharge delivered at this temperature, C.
        public var deliveredCharge: Double
    }

    /// Capacity, C: the C/20 discharge nearest to 25 °C.
    public var capacity: Double
    /// U over state of charge at 25 °C, or at the temperature nearest to it.
    public var openCircuit: UniformTable
    /// In ascending order of temperature.
    public var rows: [Row]
    /// The voltage at the end of the slow discharge and the highest voltage of all tests, V.
    public var voltageRange: ClosedRange<Double>
    /// Thickness over state of charge, where a gauge was on the cell.
    public var thickness: ThicknessCurve?

    /// The parameters the filter needs. A cell measured as a whole has no contact or swelling of
    /// its own, and its area is that of one layer of one square metre: nothing depends on it.
    ///
    /// - Parameter thermal: Not identified by these tests.
    public func parameters(
        thermal: CellThermal = CellThermal(heatCapacity: 45, conductanceToAmbient: 0.1)
    ) -> CellParameters {
        let temperatures = rows.map(\.temperature)
        func map(_ value: (Row) -> [Double]) -> StateMap {
            StateMap(temperatures: temperatures, rows: rows.map { UniformTable(value($0)) })
        }
        return CellParameters(
            capacity: capacity, electrodeArea: 1, layerCount: 1,
            openCircuit: OpenCircuitVoltage(voltage: openCircuit),
            resistance: SeriesResistance(
                measured: map { $0.points.map(\.seriesResistance) }),
            polarisation: Polarisation(
                fastResistance: map { $0.points.map(\.fastResistance) },
                fastTimeConstant: map { [$0.fastTimeConstant, $0.fastTimeConstant] },
                slowResistance: map { $0.points.map(\.slowResistance) },
                slowTimeConstant: map { [$0.slowTimeConstant, $0.slowTimeConstant] }),
            contact: .inactive,
            swelling: thickness?.swelling(arealCapacity: capacity)
                ?? Swelling(perCharge: 0, voidHeight: 0),
            thermal: thermal)
    }
}
