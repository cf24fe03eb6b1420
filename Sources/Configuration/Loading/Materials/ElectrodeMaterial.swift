import CellModel

/// A host of lithium or a metal, from its file.
struct ElectrodeMaterial {
    /// A metal that is plated and stripped: it loses contact, and it can short the cell.
    struct Metal {
        /// Height of a void, m.
        var voidHeight: Double
        /// Part of the plated lithium that closes voids.
        var platingEfficiency: Double
        /// Part of the closing that leaves unrecoverable voids.
        var unrecoverableFraction: Double
        /// K.
        var meltingTemperature: Double
    }

    var reference: MaterialReference
    /// Slug of the electrode whose interfaces stand for this one where an electrolyte has none.
    var interfaceAs: String?
    var halfCell: HalfCell
    /// Growth of the electrode per charge per area taken up as lithium, m³/C.
    var swelling: Double
    /// Practical, over its window, C/kg.
    var specificCapacity: Double
    /// Lithium fractions at 0 % and 100 % charge of the cell; nil for a metal or an alloy of
    /// constant potential.
    var window: (empty: Double, full: Double)?
    /// Nil for a foil or a film.
    var particle: ParticleDiffusion?
    /// Resistance of the composite with this host as a cathode.
    var composite: InterfaceResistance?
    var hysteresis: VoltageHysteresis
    var metal: Metal?
    var creep: LithiumCreep?
}
