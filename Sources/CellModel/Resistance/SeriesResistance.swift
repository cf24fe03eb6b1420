/// Everything that answers current at once at the sampling rates of a BMS, per area and layer.
///
/// R₀ = R_SE(T) + R_gb(T) + R_a(p, T, θ) + R_c(T); for cells measured as a whole, the map adds
/// R₀(z, T) in ohms of the cell.
public struct SeriesResistance: Sendable, Equatable {
    /// Electrolyte and grain boundaries at 25 °C, Ω m², and activation energy, J/mol.
    public var bulk: Double
    public var bulkActivationEnergy: Double
    public var interface: InterfaceResistance
    /// Cathode composite at 25 °C, Ω m², and activation energy, J/mol.
    public var cathode: Double
    public var cathodeActivationEnergy: Double
    /// Measured resistance of the whole cell, Ω; zero where the parts above are given.
    public var measured: StateMap

    public init(
        bulk: Double, bulkActivationEnergy: Double, interface: InterfaceResistance,
        cathode: Double, cathodeActivationEnergy: Double,
        measured: StateMap = StateMap(constant: 0)
    ) {
        self.bulk = bulk
        self.bulkActivationEnergy = bulkActivationEnergy
        self.interface = interface
        self.cathode = cathode
        self.cathodeActivationEnergy = cathodeActivationEnergy
        self.measured = measured
    }

    /// A cell known only from measurements on the whole.
    public init(measured: StateMap) {
        self.init(
            bulk: 0, bulkActivationEnergy: 0, interface: .none, cathode: 0,
            cathodeActivationEnergy: 0, measured: measured)
    }
}
