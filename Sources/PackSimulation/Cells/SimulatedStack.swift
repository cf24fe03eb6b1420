import CellModel

/// A mechanical stack of cells in its press.
///
/// p = p_pre + K_f [Σ N Δh + α_T ΔT − u_creep] + p_external, with creep du/dt = (p/p_c)^m / τ_c
/// held small by default: the raw record of Zhang et al. 2017 fell 1.2 MPa in 110 h.
struct SimulatedStack: Sendable {
    let fixture: StackFixture
    /// Thermal expansion of the whole stack, m/K.
    let thermalExpansion: Double
    /// Settling rate at the preload pressure, m/s.
    let creepRate: Double
    let referenceTemperature: Double

    /// Pa, present and highest so far.
    private(set) var pressure: Double
    private(set) var highestPressure: Double
    /// Pressure added by someone turning the press, Pa.
    var externalPressure = 0.0
    private var creep = 0.0

    init(
        fixture: StackFixture, thermalExpansion: Double, creepRate: Double,
        referenceTemperature: Double
    ) {
        self.fixture = fixture
        self.thermalExpansion = thermalExpansion
        self.creepRate = creepRate
        self.referenceTemperature = referenceTemperature
        pressure = fixture.preload
        highestPressure = fixture.preload
    }

    /// - Parameters:
    ///   - thickness: Σ N Δh over the cells of the stack, m.
    ///   - temperature: Mean temperature, K.
    mutating func advance(interval: Double, thickness: Double, temperature: Double) {
        if fixture.preload > 0 { creep += creepRate * (pressure / fixture.preload) * interval }
        let expansion = thermalExpansion * (temperature - referenceTemperature)
        let displacement = thickness + expansion - creep
        let present = fixture.preload + fixture.stiffness * displacement + externalPressure
        pressure = present > 0 ? present : 0
        if pressure > highestPressure { highestPressure = pressure }
    }
}
