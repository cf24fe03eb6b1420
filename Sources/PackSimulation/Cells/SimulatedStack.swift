import CellModel

/// A mechanical stack of cells in its press: the states that ``CellModel/StackMechanics`` needs.
struct SimulatedStack: Sendable {
    let mechanics: StackMechanics
    /// Temperature at which the preload was set, K.
    let referenceTemperature: Double

    /// Pa, present and highest so far.
    private(set) var pressure: Double
    private(set) var highestPressure: Double
    /// Pressure added by someone turning the press, Pa.
    var externalPressure = 0.0
    /// u_perm, m.
    var permanentSet = 0.0
    /// u_creep, m.
    private(set) var settled = 0.0

    init(mechanics: StackMechanics, referenceTemperature: Double) {
        self.mechanics = mechanics
        self.referenceTemperature = referenceTemperature
        pressure = mechanics.fixture.preload
        highestPressure = mechanics.fixture.preload
    }

    /// - Parameters:
    ///   - thickness: Σ N Δh over the cells of the stack, m.
    ///   - temperature: Mean temperature, K.
    mutating func advance(interval: Double, thickness: Double, temperature: Double) {
        settled += mechanics.settling.displacement(
            pressure: pressure, stiffness: mechanics.fixture.stiffness, interval: interval)
        pressure = mechanics.pressure(
            thickness: thickness, warming: temperature - referenceTemperature, settled: settled,
            permanentSet: permanentSet, external: externalPressure)
        if pressure > highestPressure { highestPressure = pressure }
    }
}
