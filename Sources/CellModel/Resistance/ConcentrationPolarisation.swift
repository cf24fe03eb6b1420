/// The salt gradient that builds up across a polymer electrolyte, in which anions move too.
///
/// Its resistance approaches R_SE (1 − t₊)/t₊ with the time constant L²/D (Bruce and Vincent 1987,
/// J. Electroanal. Chem. 225 1): seconds to minutes after the current. Single-ion conductors have
/// t₊ = 1 and none.
public struct ConcentrationPolarisation: Sendable, Equatable {
    /// t₊, 0 to 1, > 0.
    public var transferenceNumber: Double
    /// Salt diffusivity D, m²/s, > 0.
    public var saltDiffusivity: Double

    public init(transferenceNumber: Double, saltDiffusivity: Double) {
        precondition(
            transferenceNumber > 0 && transferenceNumber <= 1 && saltDiffusivity > 0,
            "A transference number lies in (0, 1], a diffusivity above zero.")
        self.transferenceNumber = transferenceNumber
        self.saltDiffusivity = saltDiffusivity
    }

    /// Every ceramic: only lithium moves.
    public static let none = ConcentrationPolarisation(transferenceNumber: 1, saltDiffusivity: 1)

    /// The steady resistance over that of the separator: (1 − t₊)/t₊.
    @inlinable public var ratio: Double { (1 - transferenceNumber) / transferenceNumber }

    /// L²/D, s.
    @inlinable
    public func timeConstant(thickness: Double) -> Double {
        thickness * thickness / saltDiffusivity
    }
}
