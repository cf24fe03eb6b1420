/// Something done to an interface, from its file.
struct TreatmentMaterial {
    enum Side: String, CaseIterable {
        case anode, cathode
    }

    var reference: MaterialReference
    var side: Side
    /// Slugs and families of the electrolytes it was shown on.
    var appliesTo: [String]
    /// Replaces the resistance of the interface, Ω m², at its reference pressure.
    var resistance: Double?
    /// Multiplies it.
    var resistanceFactor: Double?
    /// Replaces the critical plating current, A/m².
    var criticalCurrent: Double?
    /// Multiplies it.
    var criticalCurrentFactor: Double?
    /// Multiplies the growth of the interphase.
    var interphaseFactor: Double?
    var preventsReduction: Bool
    var preventsOxidation: Bool
    /// Raises the highest potential of the electrolyte, V against lithium.
    var oxidationLimit: Double?
    /// Another electrolyte between the separator and the anode: its slug, and m.
    var layer: (electrolyte: String, thickness: Double)?

    func applies(to electrolyte: ElectrolyteMaterial) -> Bool {
        appliesTo.contains(electrolyte.reference.slug)
            || appliesTo.contains(electrolyte.family.rawValue)
    }
}

/// How the layers of a cell are laid out, from its file.
struct ArchitectureMaterial {
    var reference: MaterialReference
    /// Area of the anode's interface, and of the cathode's, over the footprint.
    var areaFactor: Double
    var cathodeAreaFactor: Double
    /// The cathode is one dense film: no grains to diffuse in.
    var hasDenseCathode: Bool
}
