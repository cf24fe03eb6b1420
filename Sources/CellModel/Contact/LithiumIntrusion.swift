/// Lithium squeezed through the pores of a pressed electrolyte: the upper wall of stack pressure.
///
/// A path completes when ∫ rate dt reaches 1, with a stress-activated rate (Eyring 1936, J. Chem.
/// Phys. 4 283)
///
///     rate = exp(p/p_s) / t₀
///
/// fitted to the times to short of Li | Li6PS5Cl | Li at 5 to 75 MPa in Doux et al. 2020 (Adv.
/// Energy Mater. 10 1903253). At 75 MPa that cell shorted without any current.
public struct LithiumIntrusion: Sendable, Equatable {
    /// t₀, s: time to short at vanishing pressure; infinite where nothing flows.
    public var timeAtZeroPressure: Double
    /// p_s, Pa: pressure that makes it e times faster.
    public var pressureScale: Double

    public init(timeAtZeroPressure: Double, pressureScale: Double) {
        self.timeAtZeroPressure = timeAtZeroPressure
        self.pressureScale = pressureScale
    }

    /// A separator without open pores, or an anode that does not flow.
    public static let none = LithiumIntrusion(timeAtZeroPressure: .infinity, pressureScale: 1e6)

    /// The part of a path that forms per second, 1/s.
    ///
    /// - Parameter pressure: p, Pa, ≥ 0.
    @inlinable
    public func rate<L: Lane>(pressure: L) -> L {
        L.exp(L.minimum(pressure * (1 / pressureScale), L(80))) * (1 / timeAtZeroPressure)
    }
}
