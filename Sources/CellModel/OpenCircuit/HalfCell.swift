/// Equilibrium potentials of electrode materials against lithium, in volts.
///
/// x is the lithium fraction in the host. Each function is a fit from the cited paper and holds
/// inside the stated window only.
public enum HalfCell: UInt8, Sendable, CaseIterable {
    /// Lithium metal: 0 V by definition.
    case lithium
    /// The two-phase region In + LiIn: 0.62 V (Santhosha et al. 2019).
    case lithiumIndium
    /// LiNi0.8Mn0.1Co0.1O2; x = 0.261 (4.30 V) to 0.9084 (3.56 V).
    /// Chen et al. 2020, J. Electrochem. Soc. 167 080534, as in PyBaMM.
    case nmc811
    /// LiFePO4; x = 0.005 to 0.98. Afshar et al. 2017, arXiv 1709.03970, as in PyBaMM.
    case lfp
    /// LiCoO2; x = 0.495 (4.2 V) to 0.94. Dualfoil fit as in Marquis et al. 2019, PyBaMM.
    case lco
    /// Graphite; x = 0.02 to 0.90. Chen et al. 2020.
    case graphite

    /// The equilibrium potential against lithium, V, at 25 °C.
    @inlinable
    public func potential<L: Lane>(_ x: L) -> L {
        switch self {
        case .lithium: .zero
        case .lithiumIndium: L(0.62)
        case .nmc811: Self.nmc811Potential(x)
        case .lfp: Self.lfpPotential(x)
        case .lco: Self.lcoPotential(x)
        case .graphite: Self.graphitePotential(x)
        }
    }

    @inlinable
    static func nmc811Potential<L: Lane>(_ x: L) -> L {
        let base = x * -0.8090 + 4.4875
        let first = L.tanh((x - 0.5542) * 18.5138) * -0.0428
        let second = L.tanh((x - 0.3117) * 15.7890) * -17.7326
        let third = L.tanh((x - 0.3120) * 15.9308) * 17.5842
        return base + first + second + third
    }

    @inlinable
    static func lfpPotential<L: Lane>(_ x: L) -> L {
        3.4077 - x * 0.020269 + L.exp(x * -150) * 0.5 - L.exp((1 - x) * -30) * 0.9
    }

    @inlinable
    static func lcoPotential<L: Lane>(_ x: L) -> L {
        let s = x * 1.062
        let first = L.tanh(30.834 - s * 54.4806) * 0.07645
        let second = L.tanh(52.294 - s * 50.294) * 2.1581
        let third = L.tanh(11.0923 - s * 19.8543) * -0.14169
        let fourth = L.tanh(1.4684 - s * 5.4888) * 0.2051
        let fifth = L.tanh((0.56478 - s) / 0.1316) * 0.2531
        let sixth = L.tanh((s - 0.525) / 0.006) * -0.02167
        return 2.16216 + first + second + third + fourth + fifth + sixth
    }

    @inlinable
    static func graphitePotential<L: Lane>(_ x: L) -> L {
        let first = L.exp(x * -39.3631) * 1.9793 + 0.2482
        let second = L.tanh((x - 0.1234) * 29.8538) * -0.0909
        let third = L.tanh((x - 0.2769) * 14.9159) * -0.04478
        let fourth = L.tanh((x - 0.6103) * 30.4444) * -0.0205
        return first + second + third + fourth
    }

    /// dU/dT, V/K. Zero where no coefficient is known.
    ///
    /// NMC811 and graphite: O'Regan et al. 2022, Electrochim. Acta 425 140700.
    @inlinable
    public func entropicCoefficient<L: Lane>(_ x: L) -> L {
        switch self {
        case .nmc811:
            let first = (x - 0.2828) * (x - 0.2828) / -0.0009855
            let second = (x - 0.8032) * (x - 0.8032) / -0.02179
            return L.exp(first) * 0.04006e-3 - L.exp(second) * 0.06656e-3
        case .graphite:
            let peak = (x - 0.08309) * (x - 0.08309) / -0.004616
            return (x * -0.1112 + 0.02914 + L.exp(peak) * 0.3561) * 1e-3
        case .lithium, .lithiumIndium, .lfp, .lco:
            return .zero
        }
    }
}
