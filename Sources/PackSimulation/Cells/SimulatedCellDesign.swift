public import CellModel

/// What the simulated cell knows beyond the estimator's parameters. SI units.
public struct SimulatedCellDesign: Sendable, Equatable {
    public var parameters: CellParameters
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

    public init(
        parameters: CellParameters, cathode: HalfCell, cathodeFractionEmpty: Double,
        cathodeFractionFull: Double, anode: HalfCell, anodeFractionEmpty: Double,
        anodeFractionFull: Double, particleRadius: Double, diffusivity: Double,
        diffusionActivationEnergy: Double, interphaseGrowth: Double,
        interphaseActivationEnergy: Double, interphaseResistance: Double
    ) {
        self.parameters = parameters
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
        cell.parameters.capacity *= factor(capacity)
        cell.parameters.resistance.bulk *= factor(resistance)
        cell.parameters.resistance.interface.referenceResistance *= factor(resistance)
        cell.parameters.resistance.cathode *= factor(resistance)
        cell.parameters.swelling.perCharge *= factor(0.02)
        let voidHeight = factor(0.1)
        cell.parameters.contact.voidHeight *= voidHeight
        cell.parameters.swelling.voidHeight *= voidHeight
        cell.diffusivity *= factor(0.1)
        return cell
    }
}
