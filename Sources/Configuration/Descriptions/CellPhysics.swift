public import CellModel

/// What a simulated cell of half cells needs beyond ``CellModel/CellParameters``. SI units; per
/// area means per area of one layer.
public struct CellPhysics: Sendable, Equatable {
    public var cathode: HalfCell
    /// Lithium fractions of the cathode at 0 % and at 100 % charge.
    public var cathodeFractionEmpty: Double
    public var cathodeFractionFull: Double
    public var anode: HalfCell
    /// Lithium fractions of the anode; 0 and 1 for lithium metal, where they mean nothing.
    public var anodeFractionEmpty: Double
    public var anodeFractionFull: Double
    /// Radius of a cathode particle r, m.
    public var particleRadius: Double
    /// Diffusivity of lithium in the particle D at 25 °C, m²/s, and its activation energy, J/mol.
    public var particleDiffusivity: Double
    public var particleDiffusivityActivationEnergy: Double
    /// Growth of the interphase k_p at 25 °C, Ω m² s^-½, and its activation energy, J/mol:
    /// R_i = √(R_i0² + k_p² t).
    public var interphaseGrowth: Double
    public var interphaseGrowthActivationEnergy: Double
    /// Interphase resistance of a new cell R_i0, Ω m².
    public var interphaseInitialResistance: Double
    /// Plating current density above which lithium penetrates the electrolyte at 25 °C, A/m², and
    /// its activation energy, J/mol.
    public var criticalPlatingCurrent: Double
    public var criticalPlatingCurrentActivationEnergy: Double
    /// Thickness of the electrolyte L, m.
    public var electrolyteThickness: Double

    public init(
        cathode: HalfCell, cathodeFractionEmpty: Double, cathodeFractionFull: Double,
        anode: HalfCell, anodeFractionEmpty: Double, anodeFractionFull: Double,
        particleRadius: Double, particleDiffusivity: Double,
        particleDiffusivityActivationEnergy: Double, interphaseGrowth: Double,
        interphaseGrowthActivationEnergy: Double, interphaseInitialResistance: Double,
        criticalPlatingCurrent: Double, criticalPlatingCurrentActivationEnergy: Double,
        electrolyteThickness: Double
    ) {
        self.cathode = cathode
        self.cathodeFractionEmpty = cathodeFractionEmpty
        self.cathodeFractionFull = cathodeFractionFull
        self.anode = anode
        self.anodeFractionEmpty = anodeFractionEmpty
        self.anodeFractionFull = anodeFractionFull
        self.particleRadius = particleRadius
        self.particleDiffusivity = particleDiffusivity
        self.particleDiffusivityActivationEnergy = particleDiffusivityActivationEnergy
        self.interphaseGrowth = interphaseGrowth
        self.interphaseGrowthActivationEnergy = interphaseGrowthActivationEnergy
        self.interphaseInitialResistance = interphaseInitialResistance
        self.criticalPlatingCurrent = criticalPlatingCurrent
        self.criticalPlatingCurrentActivationEnergy = criticalPlatingCurrentActivationEnergy
        self.electrolyteThickness = electrolyteThickness
    }
}
