public import CellModel
public import Quantities

/// What the equivalent circuit of a cell does under a current profile: the model the estimator
/// carries, on its own, at reference pressure, in full contact and at one temperature.
///
/// It moves as the estimator predicts: charge first, then the RC pairs with their values at the end
/// of the step.
public struct CircuitTrace: Sendable {
    /// The circuit at one time.
    public struct Point: Sendable, Equatable {
        /// s of the profile.
        public var time: Double
        /// A, positive charges; that of the step which ends here.
        public var current: Double
        public var stateOfCharge: Double
        /// V, positive while charging.
        public var fastVoltage = 0.0
        public var slowVoltage = 0.0
        /// V.
        public var openCircuitVoltage = 0.0
        public var voltage = 0.0
        /// R₀, Ω.
        public var seriesResistance = 0.0
        /// °C.
        public var temperature: Double

        /// The values as a line of the table that ``CircuitTrace/header`` begins.
        public var row: String {
            "\(time),\(current),\(voltage),\(openCircuitVoltage),\(seriesResistance),"
                + "\(fastVoltage),\(slowVoltage),\(stateOfCharge),\(temperature)"
        }
    }

    public static let header =
        "time_s,current_a,voltage_v,open_circuit_voltage_v,series_resistance_ohm,"
        + "fast_voltage_v,slow_voltage_v,state_of_charge,temperature_degc"

    public var parameters: CellParameters
    public var stateOfCharge: StateOfCharge
    public var temperature: Temperature

    /// - Parameters:
    ///   - stateOfCharge: At the start, after a long rest.
    ///   - temperature: All the time.
    public init(
        parameters: CellParameters, stateOfCharge: StateOfCharge, temperature: Temperature
    ) {
        self.parameters = parameters
        self.stateOfCharge = stateOfCharge
        self.temperature = temperature
    }

    /// Drives the profile.
    ///
    /// - Parameters:
    ///   - longestStep: s, > 0.
    ///   - visit: Called for the start, where the first current flows already, and after each step.
    public func run(
        _ profile: SampledCurrent, interpolation: SampledCurrent.Interpolation,
        longestStep: Double, visit: (Point) -> Void
    ) {
        var point = Point(
            time: profile.times[0], current: profile.currents[0],
            stateOfCharge: stateOfCharge.fraction, temperature: temperature.celsius)
        _ = evaluate(&point)
        visit(point)
        profile.forEachStep(interpolation, longest: longestStep) { step in
            point.time = step.end
            point.current = step.endCurrent
            point.stateOfCharge += step.meanCurrent * (step.interval / parameters.capacity)
            let circuit = evaluate(&point)
            point.fastVoltage =
                EquivalentCircuit<Double>.relaxed(
                    voltage: point.fastVoltage, resistance: circuit.fastResistance,
                    timeConstant: circuit.fastTimeConstant, current: step.meanCurrent,
                    interval: step.interval
                ).voltage
            point.slowVoltage =
                EquivalentCircuit<Double>.relaxed(
                    voltage: point.slowVoltage, resistance: circuit.slowResistance,
                    timeConstant: circuit.slowTimeConstant, current: step.meanCurrent,
                    interval: step.interval
                ).voltage
            point.voltage = circuit.terminalVoltage(
                current: point.current, fastVoltage: point.fastVoltage,
                slowVoltage: point.slowVoltage)
            visit(point)
        }
    }

    private func evaluate(_ point: inout Point) -> EquivalentCircuit<Double> {
        let pressure = parameters.openCircuit.referencePressure
        let circuit = EquivalentCircuit<Double>(
            parameters: parameters, stateOfCharge: point.stateOfCharge, contactFraction: 1,
            interphaseResistance: 0, temperature: temperature.kelvins, pressure: pressure,
            highestPressure: pressure)
        point.openCircuitVoltage = circuit.openCircuitVoltage
        point.seriesResistance = circuit.seriesResistance
        point.voltage = circuit.terminalVoltage(
            current: point.current, fastVoltage: point.fastVoltage,
            slowVoltage: point.slowVoltage)
        return circuit
    }
}
