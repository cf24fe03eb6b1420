/// What a simulated cell of half cells needs beyond ``CellParameters``. SI units; per
/// area means per area of one layer.
public struct CellPhysics: Sendable, Equatable {
    public var cathode: HalfCell
    /// Lithium fractions of the cathode at 0 % and at 100 % charge; 1 and 0 where they mean
    /// nothing.
    public var cathodeFractionEmpty: Double
    public var cathodeFractionFull: Double
    public var anode: HalfCell
    /// Lithium fractions of the anode; 0 and 1 for lithium metal, where they mean nothing.
    public var anodeFractionEmpty: Double
    public var anodeFractionFull: Double
    /// The grains that lithium diffuses in; nil where the cathode is a foil or a film that thin.
    public var particle: ParticleDiffusion?
    public var hysteresis: VoltageHysteresis
    public var interphase: InterphaseGrowth
    public var concentration: ConcentrationPolarisation
    public var plating: PlatingLimit
    public var intrusion: LithiumIntrusion
    public var ageing: AgeingLaw

    public init(
        cathode: HalfCell, cathodeFractionEmpty: Double, cathodeFractionFull: Double,
        anode: HalfCell, anodeFractionEmpty: Double, anodeFractionFull: Double,
        particle: ParticleDiffusion?, hysteresis: VoltageHysteresis, interphase: InterphaseGrowth,
        concentration: ConcentrationPolarisation, plating: PlatingLimit,
        intrusion: LithiumIntrusion, ageing: AgeingLaw
    ) {
        self.cathode = cathode
        self.cathodeFractionEmpty = cathodeFractionEmpty
        self.cathodeFractionFull = cathodeFractionFull
        self.anode = anode
        self.anodeFractionEmpty = anodeFractionEmpty
        self.anodeFractionFull = anodeFractionFull
        self.particle = particle
        self.hysteresis = hysteresis
        self.interphase = interphase
        self.concentration = concentration
        self.plating = plating
        self.intrusion = intrusion
        self.ageing = ageing
    }
}
