public import CellModel

/// What the simulated cell knows, in part beyond the estimator's parameters. SI units.
///
/// The estimator's tables and RC pairs are left out: half cells and diffusion stand in their place.
/// Without arrays a cell is copied without counting references, which the plant does often.
public struct SimulatedCellDesign: Sendable, Equatable {
    /// Capacity, C.
    public var capacity: Double
    /// Area of all layers together, m².
    public let totalArea: Double
    public let layerCount: Double
    /// Electrolyte and grain boundaries at 25 °C, Ω m², and activation energy, J/mol.
    public var bulkResistance: Double
    public let bulkActivationEnergy: Double
    public var interface: InterfaceResistance
    /// Cathode composite at 25 °C, Ω m², and activation energy, J/mol.
    public var cathodeResistance: Double
    public let cathodeActivationEnergy: Double
    public var contact: ContactDynamics
    public var swelling: Swelling
    public let thermal: CellThermal
    /// κ = dU/dp, V/Pa, and the pressure it counts from, Pa.
    public let pressureCoefficient: Double
    public let referencePressure: Double
    public var cathode: HalfCell
    /// Lithium fraction of the cathode at 0 % and at 100 % charge.
    public var cathodeFractionEmpty: Double
    public var cathodeFractionFull: Double
    public var anode: HalfCell
    /// Lithium fraction of the anode at 0 % and at 100 % charge.
    public var anodeFractionEmpty: Double
    public var anodeFractionFull: Double
    /// Cathode particle radius, m.
    public var particleRadius: Double
    /// Lithium diffusivity in the cathode at 25 °C, m²/s, and activation energy, J/mol.
    public var diffusivity: Double
    public var diffusionActivationEnergy: Double
    /// Interphase growth k_p at 25 °C, Ω m²/√s, and activation energy, J/mol.
    public var interphaseGrowth: Double
    public var interphaseActivationEnergy: Double
    /// R_i0 of a new cell, Ω m².
    public var interphaseResistance: Double

    /// Takes from the estimator's parameters what the two models share.
    public init(
        parameters: CellParameters, cathode: HalfCell, cathodeFractionEmpty: Double,
        cathodeFractionFull: Double, anode: HalfCell, anodeFractionEmpty: Double,
        anodeFractionFull: Double, particleRadius: Double, diffusivity: Double,
        diffusionActivationEnergy: Double, interphaseGrowth: Double,
        interphaseActivationEnergy: Double, interphaseResistance: Double
    ) {
        capacity = parameters.capacity
        totalArea = parameters.totalArea
        layerCount = parameters.layerCount
        bulkResistance = parameters.resistance.bulk
        bulkActivationEnergy = parameters.resistance.bulkActivationEnergy
        interface = parameters.resistance.interface
        cathodeResistance = parameters.resistance.cathode
        cathodeActivationEnergy = parameters.resistance.cathodeActivationEnergy
        contact = parameters.contact
        swelling = parameters.swelling
        thermal = parameters.thermal
        pressureCoefficient = parameters.openCircuit.pressureCoefficient
        referencePressure = parameters.openCircuit.referencePressure
        self.cathode = cathode
        self.cathodeFractionEmpty = cathodeFractionEmpty
        self.cathodeFractionFull = cathodeFractionFull
        self.anode = anode
        self.anodeFractionEmpty = anodeFractionEmpty
        self.anodeFractionFull = anodeFractionFull
        self.particleRadius = particleRadius
        self.diffusivity = diffusivity
        self.diffusionActivationEnergy = diffusionActivationEnergy
        self.interphaseGrowth = interphaseGrowth
        self.interphaseActivationEnergy = interphaseActivationEnergy
        self.interphaseResistance = interphaseResistance
    }

    /// q, C/m².
    var arealCapacity: Double { capacity / totalArea }

    /// The design as manufactured: every figure off by a little, drawn from a seed.
    ///
    /// - Parameters:
    ///   - capacity: Relative standard deviation of the capacity.
    ///   - resistance: Of each resistance.
    ///
    /// Swelling varies by 2 %, void height and diffusivity by 10 %: assumptions of the simulation,
    /// wide enough that an estimator which knows only the design cannot look perfect.
    func spread(
        capacity: Double, resistance: Double, _ stream: inout RandomStream
    ) -> SimulatedCellDesign {
        func factor(_ deviation: Double) -> Double {
            1 + deviation * stream.normal().clamped(-2.5, 2.5)
        }
        var cell = self
        cell.capacity *= factor(capacity)
        cell.bulkResistance *= factor(resistance)
        cell.interface.referenceResistance *= factor(resistance)
        cell.cathodeResistance *= factor(resistance)
        cell.swelling.perCharge *= factor(0.02)
        let voidHeight = factor(0.1)
        cell.contact.voidHeight *= voidHeight
        cell.swelling.voidHeight *= voidHeight
        cell.diffusivity *= factor(0.1)
        return cell
    }
}
