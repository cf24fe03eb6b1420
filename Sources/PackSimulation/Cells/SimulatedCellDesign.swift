public import CellModel

/// What the simulated cell knows beyond the estimator's parameters. SI units.
public struct SimulatedCellDesign: Sendable, Equatable {
    public var parameters: CellParameters
    public var cathode: HalfCell
    /// Lithium fraction of the cathode at 0 % and at 100 % charge.
    public var cathodeFractionEmpty: Double
    public var cathodeFractionFull: Double
    public var anode: HalfCell
    /// Cathode particle radius, m.
    public var particleRadius: Double
    /// Lithium diffusivity in the cathode at 25 °C, m²/s, and activation energy, J/mol.
    public var diffusivity: Double
    public var diffusionActivationEnergy: Double
    /// Interphase growth k_p at 25 °C, Ω m²/√s, and activation energy, J/mol.
    public var interphaseGrowth: Double
    public var interphaseActivationEnergy: Double

    public init(
        parameters: CellParameters, cathode: HalfCell, cathodeFractionEmpty: Double,
        cathodeFractionFull: Double, anode: HalfCell, particleRadius: Double, diffusivity: Double,
        diffusionActivationEnergy: Double, interphaseGrowth: Double,
        interphaseActivationEnergy: Double
    ) {
        self.parameters = parameters
        self.cathode = cathode
        self.cathodeFractionEmpty = cathodeFractionEmpty
        self.cathodeFractionFull = cathodeFractionFull
        self.anode = anode
        self.particleRadius = particleRadius
        self.diffusivity = diffusivity
        self.diffusionActivationEnergy = diffusionActivationEnergy
        self.interphaseGrowth = interphaseGrowth
        self.interphaseActivationEnergy = interphaseActivationEnergy
    }

    /// The design as manufactured: every figure off by a little, drawn from a seed.
    ///
    /// Standard deviations: capacity 0.5 %, resistances 5 %, swelling 2 %, void height 10 %,
    /// diffusivity 10 %. They are assumptions of the simulation, wide enough that an estimator
    /// which knows only the design cannot look perfect.
    func spread(_ stream: inout RandomStream) -> SimulatedCellDesign {
        var cell = self
        cell.parameters.capacity *= 1 + 0.005 * stream.normal()
        cell.parameters.resistance.bulk *= 1 + 0.05 * stream.normal()
        cell.parameters.resistance.interface.referenceResistance *= 1 + 0.05 * stream.normal()
        cell.parameters.resistance.cathode *= 1 + 0.05 * stream.normal()
        cell.parameters.swelling.perCharge *= 1 + 0.02 * stream.normal()
        let voidHeight = 1 + 0.1 * stream.normal().clamped(-2.5, 2.5)
        cell.parameters.contact.voidHeight *= voidHeight
        cell.parameters.swelling.voidHeight *= voidHeight
        cell.diffusivity *= 1 + 0.1 * stream.normal().clamped(-2.5, 2.5)
        return cell
    }
}
