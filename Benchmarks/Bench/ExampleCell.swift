import BenchmarkReference
import CellModel
import Estimation

/// The cell of the benchmarks: lithium | Li6PS5Cl | NMC811 in a rigid press, contact active, so
/// that no branch of the model is skipped.
enum ExampleCell {
    static let parameters = CellParameters(
        capacity: 0.075 * 3600, electrodeArea: 25e-4, layerCount: 1,
        openCircuit: OpenCircuitVoltage(
            cathode: .nmc811, cathodeFractionEmpty: 0.9084, cathodeFractionFull: 0.305,
            anode: .lithium, pressureCoefficient: 0.12e-9, referencePressure: 5e6),
        resistance: SeriesResistance(
            electrolyte: ElectrolyteLayer(
                thickness: 30e-6,
                conductivity: .arrhenius(reference: 0.2, activationEnergy: 31_400)),
            interface: InterfaceResistance(
                referenceResistance: 25e-4, referencePressure: 5e6, pressureExponent: 0.7,
                pressureMemory: 0.25, activationEnergy: 33_800, contactSpacing: 50e-6),
            cathode: .constant(30e-4, activationEnergy: 43_400)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0.128), fastTimeConstant: StateMap(constant: 26),
            slowResistance: StateMap(constant: 0.192), slowTimeConstant: StateMap(constant: 77)),
        contact: ContactDynamics(
            isActive: true, voidHeight: 1e-5, sustainableCurrent: 0.743, pressureExponent: 1.18,
            activationEnergy: 28_100, platingEfficiency: 0.5, unrecoverableFraction: 0.05),
        swelling: Swelling(perCharge: 1.2e-10, voidHeight: 1e-5),
        thermal: CellThermal(heatCapacity: 20, conductanceToAmbient: 0.1))

    static let fixture = StackFixture(preload: 5e6, stiffness: 2e11)

    static let load = StackLoad<Double>(fixture: fixture, layerCount: 1)

    /// Calls `body` with the same design and settings as the C reference knows them.
    static func withReference<Result>(
        _ body: (UnsafePointer<ReferenceParameters>) -> Result
    ) -> Result {
        var reference = ReferenceParameters()
        let cell = parameters
        setDesign(&reference, cell)
        setNoise(&reference, EstimatorSettings())
        return withUnsafePointer(to: reference, body)
    }

    private static func setDesign(_ reference: inout ReferenceParameters, _ cell: CellParameters) {
        reference.capacity = cell.capacity
        reference.total_area = cell.totalArea
        reference.open_circuit = table(cell.openCircuit.voltage)
        reference.plateau = table(cell.openCircuit.plateau)
        reference.entropic = table(cell.openCircuit.entropicCoefficient)
        reference.pressure_coefficient = cell.openCircuit.pressureCoefficient
        reference.reference_pressure = cell.openCircuit.referencePressure
        let electrolyte = cell.resistance.electrolyte
        guard case .arrhenius(let conductivity, let energy) = electrolyte.conductivity else {
            preconditionFailure("The reference in C knows one law of conductivity.")
        }
        reference.electrolyte_thickness = electrolyte.thickness
        reference.cathode = cell.resistance.cathode.referenceResistance
        reference.cathode_energy = cell.resistance.cathode.activationEnergy
        let interface = cell.resistance.interface
        reference.interface_resistance = interface.referenceResistance
        reference.interface_pressure = interface.referencePressure
        reference.interface_exponent = interface.pressureExponent
        reference.interface_memory = interface.pressureMemory
        reference.interface_energy = interface.activationEnergy
        reference.contact_spacing = interface.contactSpacing
        reference.electrolyte_conductivity = conductivity
        reference.electrolyte_energy = energy
        reference.measured = table(cell.resistance.measured.rows[0])
        reference.fast_resistance = table(cell.polarisation.fastResistance.rows[0])
        reference.fast_time = table(cell.polarisation.fastTimeConstant.rows[0])
        reference.slow_resistance = table(cell.polarisation.slowResistance.rows[0])
        reference.slow_time = table(cell.polarisation.slowTimeConstant.rows[0])
        reference.void_height = cell.contact.voidHeight
        reference.sustainable_current = cell.contact.sustainableCurrent
        reference.contact_exponent = cell.contact.pressureExponent
        reference.contact_energy = cell.contact.activationEnergy
        reference.plating_efficiency = cell.contact.platingEfficiency
        reference.unrecoverable_fraction = cell.contact.unrecoverableFraction
        reference.swelling_per_charge = cell.swelling.perCharge
        reference.swelling_void_height = cell.swelling.voidHeight
        reference.swelling_deviation = cell.swelling.deviation
        reference.thermal_expansion = cell.swelling.thermalExpansion
        reference.core_heat_capacity = cell.thermal.coreHeatCapacity
        reference.core_conductance = cell.thermal.coreToSurfaceConductance
    }

    private static func setNoise(
        _ reference: inout ReferenceParameters, _ settings: EstimatorSettings
    ) {
        reference.initial_polarisation_share = settings.initialPolarisationShare
        reference.initial_polarisation_rate = settings.initialPolarisationRate
        reference.initial_polarisation_maximum = settings.initialPolarisationMaximum
        reference.initial_interphase = settings.initialInterphaseDeviation
        reference.current_offset_rate = settings.currentOffsetRate
        reference.current_offset_time = settings.currentOffsetTime
        reference.capacity_walk = settings.capacityWalk
        reference.current_gain = settings.currentGainDeviation
        reference.current_time = settings.currentCorrelationTime
        reference.missing_current_rate = settings.missingCurrentRate
        reference.missing_current_time = settings.missingCurrentCorrelationTime
        reference.current_rate_maximum = settings.currentRateMaximum
        reference.charge_walk = settings.stateOfChargeWalk
        reference.voltage_deviation = settings.voltageDeviation
        reference.transient_deviation = settings.transientDeviation
        reference.error_share = settings.voltageErrorShare
        reference.error_time = settings.voltageErrorTime
        reference.error_charge = settings.voltageErrorCharge
        reference.linearisation_spread = settings.linearisationSpread
        reference.curvature_weight = settings.curvatureWeight
        reference.plateau_knowledge_share = settings.plateauKnowledgeShare
        reference.plateau_gate = settings.plateauGate
        reference.open_circuit_deviation = settings.openCircuitDeviation
        reference.polarisation_deviation = settings.polarisationDeviation
        reference.pressure_deviation = settings.pressureDeviation
        reference.pressure_model_deviation = settings.pressureModelDeviation
        reference.pressure_time = settings.pressureCorrelationTime
        reference.bias_walk_share = settings.pressureBiasWalkShare
        reference.gain_walk = settings.swellingGainWalk
        reference.bias_walk = settings.pressureBiasWalk
        reference.pressure_smoothing_time = settings.pressureSmoothingTime
        reference.contact_walk = settings.contactWalk
        reference.contact_rate_deviation = settings.contactRateDeviation
        reference.contact_time = settings.contactCorrelationTime
        reference.void_height_deviation = settings.voidHeightDeviation
        reference.interphase_walk = settings.interphaseWalk
        reference.gate = settings.innovationGate
        reference.consistency_time = settings.consistencyTime
        reference.consistency_limit = settings.consistencyLimit
    }

    /// A copy that lives as long as the program.
    private static func table(_ table: UniformTable) -> ReferenceTable {
        let samples = UnsafeMutableBufferPointer<Double>.allocate(capacity: table.samples.count)
        _ = samples.initialize(from: table.samples)
        return ReferenceTable(samples: samples.baseAddress, count: table.samples.count)
    }
}
