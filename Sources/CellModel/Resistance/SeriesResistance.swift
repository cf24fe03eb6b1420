/// Everything that answers current at once at the sampling rates of a BMS, per area and layer.
///
/// R₀ = R_SE(T) + R_gb(T) + R_a(p, T, θ) + R_c(p, T); for cells measured as a whole, the map adds
/// R₀(z, T) in ohms of the cell.
public struct SeriesResistance: Sendable, Equatable {
    public var electrolyte: ElectrolyteLayer
    public var interface: InterfaceResistance
    /// The cathode composite, in full contact; in a symmetric cell the other lithium interface.
    public var cathode: InterfaceResistance
    /// Measured resistance of the whole cell, Ω; zero where the parts above are given.
    public var measured: StateMap

    public init(
        electrolyte: ElectrolyteLayer, interface: InterfaceResistance,
        cathode: InterfaceResistance, measured: StateMap = StateMap(constant: 0)
    ) {
        self.electrolyte = electrolyte
        self.interface = interface
        self.cathode = cathode
        self.measured = measured
    }

    /// A cell known only from measurements on the whole.
    public init(measured: StateMap) {
        self.init(electrolyte: .none, interface: .none, cathode: .none, measured: measured)
    }
}
