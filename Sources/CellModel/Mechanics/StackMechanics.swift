/// A press with everything that changes its pressure.
///
/// p = p_pre + K_f [Σ N Δh + α_T ΔT − u_creep − u_perm], where Δh of each layer holds its growth
/// with charge and the height of its voids, h_v (1 − θ).
///
/// Pure functions; the states are the caller's.
public struct StackMechanics: Sendable, Equatable {
    public var fixture: StackFixture
    /// α_T, expansion of the whole stack against its frame, m/K.
    public var thermalExpansion: Double
    public var settling: Settling

    public init(fixture: StackFixture, thermalExpansion: Double, settling: Settling) {
        self.fixture = fixture
        self.thermalExpansion = thermalExpansion
        self.settling = settling
    }

    /// A press of which only preload and stiffness are known.
    public init(_ fixture: StackFixture) {
        self.init(
            fixture: fixture, thermalExpansion: Self.assumedThermalExpansion,
            settling: .zhang2017)
    }

    /// Assumed: a stack of some ten millimetres that expands 1e-5 to 2e-5 per kelvin more than the
    /// rods of its frame.
    public static let assumedThermalExpansion = 2e-7

    /// p, Pa; never below 0, as a press cannot pull.
    ///
    /// - Parameters:
    ///   - thickness: Σ N Δh over the cells of the stack, m.
    ///   - warming: ΔT above the temperature at which the preload was set, K.
    ///   - settled: u_creep, m.
    ///   - permanentSet: u_perm, m: what a crushed gasket or a shim taken out leaves.
    ///   - external: Pressure of someone turning the press, Pa.
    public func pressure(
        thickness: Double, warming: Double, settled: Double = 0, permanentSet: Double = 0,
        external: Double = 0
    ) -> Double {
        let displacement = thickness + thermalExpansion * warming - settled - permanentSet
        let pressure = fixture.preload + fixture.stiffness * displacement + external
        return pressure > 0 ? pressure : 0
    }
}
