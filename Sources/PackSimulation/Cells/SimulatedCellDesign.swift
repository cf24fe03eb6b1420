public import CellModel
public import Configuration

/// What the simulated cell knows, in part beyond the estimator's parameters. SI units.
///
/// The estimator's tables and RC pairs are left out: half cells and diffusion stand in their place.
/// Tables stand behind one reference, so a cell is copied cheaply, which the plant does often.
public struct SimulatedCellDesign: Sendable, Equatable {
    /// Capacity, C.
    public var capacity: Double
    /// Area of all layers together, m².
    public let totalArea: Double
    public let layerCount: Double
    public var electrolyte: ElectrolyteLayer
    public var interface: InterfaceResistance
    public var cathodeResistance: InterfaceResistance
    public var contact: ContactDynamics
    public var swelling: Swelling
    public var thermal: CellThermal
    /// κ = dU/dp, V/Pa, and the pressure it counts from, Pa.
    public let pressureCoefficient: Double
    public let referencePressure: Double
    public var physics: CellPhysics { didSet { renewEquilibrium() } }
    /// How this cell's open-circuit voltage differs from that of its half cells.
    public var equilibriumDeviation = EquilibriumDeviation.none { didSet { renewEquilibrium() } }
    /// What internal shorts look like.
    public var shortBehaviour = ShortBehaviour.typical
    /// Potentials and energy over charge, made from the half cells of ``physics``.
    public private(set) var equilibrium: CellEquilibrium

    /// Takes from the estimator's parameters what the two models share.
    public init(parameters: CellParameters, physics: CellPhysics) {
        capacity = parameters.capacity
        totalArea = parameters.totalArea
        layerCount = parameters.layerCount
        electrolyte = parameters.resistance.electrolyte
        interface = parameters.resistance.interface
        cathodeResistance = parameters.resistance.cathode
        contact = parameters.contact
        swelling = parameters.swelling
        thermal = parameters.thermal
        pressureCoefficient = parameters.openCircuit.pressureCoefficient
        referencePressure = parameters.openCircuit.referencePressure
        self.physics = physics
        equilibrium = CellEquilibrium(physics)
    }

    private mutating func renewEquilibrium() {
        guard !equilibrium.describes(physics, deviation: equilibriumDeviation) else { return }
        equilibrium = CellEquilibrium(physics, deviation: equilibriumDeviation)
    }

    /// q, C/m².
    var arealCapacity: Double { capacity / totalArea }
}

extension SimulatedCellDesign {
    /// The simulated counterpart of a cell file.
    ///
    /// - Precondition: The cell is composed of half cells, so that there is physics.
    public init(_ cell: CellDescription) {
        guard let physics = cell.physics else {
            preconditionFailure("A simulated pack needs a cell composed of half cells.")
        }
        self.init(parameters: cell.parameters, physics: physics)
    }
}
