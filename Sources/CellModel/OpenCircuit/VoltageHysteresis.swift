/// Which branch of its open-circuit voltage a cell sits on.
///
/// The state s runs from −1, after discharging, to +1, after charging, and approaches the branch of
/// the present direction with the charge that passes:
///
///     ds/dt = γ |i| / q (sign(i) − s)
///
/// as in the one-state model of Plett 2004, J. Power Sources 134 262, without its memory of small
/// loops.
public struct VoltageHysteresis: Sendable, Equatable {
    /// γ, how many times over a full charge would cover the way; 10 to 30 for silicon (assumed).
    public var rate: Double

    public init(rate: Double) { self.rate = rate }

    /// A cell without hysteresis.
    public static let none = VoltageHysteresis(rate: 0)

    /// s after some charge has passed at constant current.
    ///
    /// - Parameters:
    ///   - state: s, −1 to 1.
    ///   - charge: Charge passed over capacity, positive charges.
    @inlinable
    public func advanced<L: Lane>(state: L, charge: L) -> L {
        let decay = L.exp(charge.magnitude * -rate)
        let target = L.select(L.isLess(charge, .zero), L(-1), otherwise: .one)
        return target + (state - target) * decay
    }
}
