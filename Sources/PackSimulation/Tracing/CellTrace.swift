import CellModel
public import Configuration
public import Quantities

/// What the simulated cell does under a current profile: lithium diffuses in the cathode particle,
/// contact is lost and healed, the interphase grows. The cell starts rested, in full contact, and
/// stays at the pressure it was designed for. It neither ages nor shorts by chance: a trace shows
/// what the design does, `solidbms cycle` what becomes of a cell.
public struct CellTrace: Sendable {
    /// The cell at one time.
    public struct Point: Sendable, Equatable {
        /// s of the profile.
        public var time: Double
        /// A, positive charges; that of the step which ends here.
        public var current: Double
        /// V at the terminals.
        public var voltage: Double
        /// V of the whole cell at its state of charge, without gradients.
        public var openCircuitVoltage: Double
        /// R₀ and its part at the interface, Ω.
        public var seriesResistance: Double
        public var interfaceResistance: Double
        public var stateOfCharge: Double
        /// °C.
        public var temperature: Double
        /// Lithium per site of the cathode: the mean over the particle, and at its surface.
        public var meanLithiumFraction: Double
        public var surfaceLithiumFraction: Double
        /// Pa.
        public var pressure: Double
        /// θ, 0 to 1.
        public var contactFraction: Double

        /// The values as a line of the table that ``CellTrace/header`` begins.
        public var row: String {
            "\(time),\(current),\(voltage),\(openCircuitVoltage),\(seriesResistance),"
                + "\(interfaceResistance),\(stateOfCharge),\(temperature),"
                + "\(meanLithiumFraction),\(surfaceLithiumFraction),\(pressure),\(contactFraction)"
        }
    }

    public static let header =
        "time_s,current_a,voltage_v,open_circuit_voltage_v,series_resistance_ohm,"
        + "interface_resistance_ohm,state_of_charge,temperature_degc,mean_lithium_fraction,"
        + "surface_lithium_fraction,pressure_pa,contact_fraction"

    private let cell: CellDescription
    public var stateOfCharge: StateOfCharge
    public var temperature: Temperature
    /// Whether the cell keeps its temperature; otherwise it warms itself, and `temperature` is
    /// that of its surroundings too.
    public var isIsothermal: Bool

    /// - Parameters:
    ///   - cell: Composed of half cells.
    ///   - stateOfCharge: At the start, after a long rest.
    ///   - temperature: At the start.
    /// - Precondition: `cell` is not a measured one, whose inside nobody knows.
    public init(
        cell: CellDescription, stateOfCharge: StateOfCharge, temperature: Temperature,
        isIsothermal: Bool = true
    ) {
        precondition(cell.physics != nil, "Only a cell composed of half cells has an inside.")
        self.cell = cell
        self.stateOfCharge = stateOfCharge
        self.temperature = temperature
        self.isIsothermal = isIsothermal
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
        var design = SimulatedCellDesign(cell)
        design.physics.ageing = .none
        design.physics.plating.rateAtLimit = 0
        let pressure = design.referencePressure
        let ambient = temperature.kelvins
        var simulated = SimulatedCell(
            design: design, stateOfCharge: stateOfCharge.fraction, contactFraction: 1,
            temperature: ambient)
        simulated.updateTerminals(
            current: profile.currents[0], pressure: pressure, highestPressure: pressure)
        visit(point(simulated, time: profile.times[0], current: profile.currents[0]))
        profile.forEachStep(interpolation, longest: longestStep) { step in
            simulated.advance(
                interval: step.interval, current: step.meanCurrent, pressure: pressure,
                highestPressure: pressure,
                cooling: design.thermal.conductanceToAmbient * (simulated.temperature - ambient))
            if isIsothermal { simulated.temperature = ambient }
            simulated.updateTerminals(
                current: step.endCurrent, pressure: pressure, highestPressure: pressure)
            visit(point(simulated, time: step.end, current: step.endCurrent))
        }
    }

    private func point(_ simulated: SimulatedCell, time: Double, current: Double) -> Point {
        let pressure = simulated.design.referencePressure
        let openCircuit = cell.parameters.openCircuit.evaluate(
            stateOfCharge: simulated.stateOfCharge, temperature: simulated.temperature,
            pressure: pressure)
        return Point(
            time: time, current: current, voltage: simulated.terminalVoltage,
            openCircuitVoltage: openCircuit.voltage,
            seriesResistance: simulated.seriesResistance,
            interfaceResistance: simulated.interfaceResistance,
            stateOfCharge: simulated.stateOfCharge,
            temperature: Temperature.kelvins(simulated.temperature).celsius,
            meanLithiumFraction: simulated.meanLithiumFraction,
            surfaceLithiumFraction: simulated.surfaceLithiumFraction, pressure: pressure,
            contactFraction: simulated.contactFraction)
    }
}
