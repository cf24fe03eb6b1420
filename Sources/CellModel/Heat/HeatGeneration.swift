/// The heat of a cell (Bernardi, Pawlikowski and Newman 1985, J. Electrochem. Soc. 132 5).
public enum HeatGeneration {
    /// I (V − U) + I T dU/dT, W: what polarisation dissipates, ≥ 0, and what the entropy of the
    /// reaction takes up or gives off.
    ///
    /// - Parameters:
    ///   - current: I, A, positive charges.
    ///   - terminalVoltage: V, V.
    ///   - openCircuitVoltage: U at the mean state of charge and temperature, V.
    ///   - entropicCoefficient: dU/dT, V/K.
    ///   - temperature: T, K.
    /// - Returns: Both parts, W. Discharge at dU/dT < 0 warms.
    @inlinable
    public static func power<L: Lane>(
        current: L, terminalVoltage: L, openCircuitVoltage: L, entropicCoefficient: L,
        temperature: L
    ) -> (irreversible: L, reversible: L) {
        (
            current * (terminalVoltage - openCircuitVoltage),
            current * temperature * entropicCoefficient
        )
    }
}
