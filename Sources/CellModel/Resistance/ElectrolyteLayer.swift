/// The separator of one layer: a solid electrolyte of some thickness and what its grain boundaries
/// add.
public struct ElectrolyteLayer: Sendable, Equatable {
    /// L, m.
    public var thickness: Double
    public var conductivity: ConductivityLaw
    /// R_gb over R_SE: grain boundaries follow the bulk over temperature.
    public var grainBoundaryRatio: Double

    public init(
        thickness: Double, conductivity: ConductivityLaw, grainBoundaryRatio: Double = 0
    ) {
        self.thickness = thickness
        self.conductivity = conductivity
        self.grainBoundaryRatio = grainBoundaryRatio
    }

    /// No separator: for cells whose resistance was measured as a whole.
    public static let none = ElectrolyteLayer(
        thickness: 0, conductivity: .arrhenius(reference: 1, activationEnergy: 0))

    /// R_SE + R_gb = L/σ (1 + R_gb/R_SE), Ω m².
    ///
    /// - Parameter conductivity: σ at the temperature of the cell, S/m.
    @inlinable
    public func resistance<L: Lane>(conductivity: L) -> L {
        thickness * (1 + grainBoundaryRatio) / conductivity
    }
}
