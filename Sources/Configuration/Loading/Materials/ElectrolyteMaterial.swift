import CellModel

/// What keeps the electrodes apart and carries lithium between them, from its file.
struct ElectrolyteMaterial {
    enum Family: String, CaseIterable {
        case sulfide, halide, garnet, nasicon, perovskite
        case thinFilm = "thin-film"
        case polymer, composite, gel, liquid
    }

    /// What happens when lithium touches it.
    enum WithLithium: String, CaseIterable {
        /// Nothing that matters.
        case stable
        /// It is reduced to products that let no electrons through: the interphase slows down.
        case passivating
        /// The products conduct electrons, so the reaction goes on.
        case reactive
    }

    struct Stability {
        /// Lowest and highest potential it bears in practice, V against lithium.
        var reductionLimit: Double
        var oxidationLimit: Double
        var withLithium: WithLithium
    }

    /// The stripping current that contact sustains, i₀ (p / 1 MPa)ⁿ.
    struct Stripping {
        /// A/m² at 1 MPa and 25 °C.
        var sustainableCurrent: Double
        var pressureExponent: Double
        /// J/mol.
        var activationEnergy: Double
    }

    var reference: MaterialReference
    var family: Family
    var conductivity: ConductivityLaw
    /// R_gb over R_SE.
    var grainBoundaryRatio: Double
    var concentration: ConcentrationPolarisation
    var stability: Stability
    /// Against any anode without an entry of its own.
    var interface: InterfaceResistance
    /// Against the anode of this slug.
    var interfaces: [(anode: String, interface: InterfaceResistance)]
    /// Against a metal without an entry of its own.
    var interphase: InterphaseGrowth
    var interphases: [(anode: String, interphase: InterphaseGrowth)]
    var stripping: Stripping?
    var plating: PlatingLimit?
    var intrusion: LithiumIntrusion?
    /// Temperatures it works between, K.
    var operation: ClosedRange<Double>

    /// The interface with an electrode, and the table it stands in.
    func interface(with electrode: ElectrodeMaterial) -> (value: InterfaceResistance, path: String)
    {
        for slug in [electrode.reference.slug, electrode.interfaceAs ?? ""] {
            if let own = interfaces.first(where: { $0.anode == slug }) {
                return (own.interface, "interface_with.\(slug)")
            }
        }
        return (interface, "interface")
    }

    /// The interphase on an anode, and the table it stands in; nil where none forms.
    func interphase(
        with anode: ElectrodeMaterial
    ) -> (value: InterphaseGrowth, path: String)? {
        for slug in [anode.reference.slug, anode.interfaceAs ?? ""] {
            if let own = interphases.first(where: { $0.anode == slug }) {
                return (own.interphase, "interphase_with.\(slug)")
            }
        }
        return anode.metal == nil ? nil : (interphase, "interphase")
    }
}
