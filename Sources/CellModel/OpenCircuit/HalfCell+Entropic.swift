/// How the potentials follow temperature.
extension HalfCell {
    /// dU/dT, V/K.
    ///
    /// NMC811 and graphite: O'Regan et al. 2022, Electrochim. Acta 425 140700. LCO: Ai et al. 2020,
    /// J. Electrochem. Soc. 167 013512, as in PyBaMM, held constant outside 0.43 < x < 0.994.
    /// NMC622 and NMC532: the fit of Lu et al. 2006, J. Electrochem. Soc. 153 A2147, for
    /// NMC111, over the potential, as in PyBaMM. Silicon −0.1 and LTO +0.05 mV/K are assumed. LFP
    /// is zero in PyBaMM and within −0.2 to +0.1 mV/K in reality.
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
        case .lco:
            return Self.horner(
                x.clamped(L(0.43), L(0.994)), 14.5719049, -27.9047599, 29.1744564, -17.992018,
                6.54799331, -1.30382445, 0.109667298, leading: -3.20392657)
        case .nmc622, .nmc532:
            let u = potential(x)
            return Self.horner(u, 0, -2.8, 46, -284, 779, -800) * 1e-3
        case .silicon: return L(-0.1e-3)
        case .lto: return L(0.05e-3)
        case .tabulated(let table): return table.entropicCoefficient(x)
        case .lithium, .lithiumIndium, .lfp: return .zero
        }
    }
}
