/// How the open-circuit voltage of one cell differs from the curve that its materials are known by:
/// another batch, another composition, a fit that is off.
public struct EquilibriumDeviation: Sendable, Equatable {
    /// Added at every charge, V.
    public var offset: Double
    /// Voltage at 100 % charge above that at 0 %, V: a straight line, nothing at half charge.
    public var tilt: Double
    /// Distance of the branches of the hysteresis over that of the material.
    public var gapFactor: Double

    public init(offset: Double, tilt: Double, gapFactor: Double) {
        self.offset = offset
        self.tilt = tilt
        self.gapFactor = gapFactor
    }

    /// As the materials say.
    public static let none = EquilibriumDeviation(offset: 0, tilt: 0, gapFactor: 1)

    /// What is added to the cathode's potential, V.
    func voltage(stateOfCharge: Double) -> Double { offset + tilt * (stateOfCharge - 0.5) }
}
