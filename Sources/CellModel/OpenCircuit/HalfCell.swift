/// Equilibrium potentials of electrode materials against lithium, in volts.
///
/// x is the lithium fraction in the host. Each function is a fit from the cited paper and holds
/// inside ``window`` only; materials known from points carry a table.
public enum HalfCell: Sendable, Equatable {
    /// Lithium metal: 0 V by definition.
    case lithium
    /// The two-phase region In + LiIn: 0.62 V (Santhosha et al. 2019).
    case lithiumIndium
    /// LiNi0.8Mn0.1Co0.1O2. Chen et al. 2020, J. Electrochem. Soc. 167 080534, as in PyBaMM.
    case nmc811
    /// LiNi0.6Mn0.2Co0.2O2, four reactions of the multi-species, multi-reaction model.
    /// Verbrugge et al. 2017, J. Electrochem. Soc. 164 E3243, as in PyBaMM.
    case nmc622
    /// LiNi0.5Mn0.3Co0.2O2. Mohtat et al. 2020, J. Electrochem. Soc. 167 110561, as in PyBaMM.
    case nmc532
    /// LiFePO4. Afshar et al. 2017, arXiv 1709.03970, as in PyBaMM.
    case lfp
    /// LiCoO2. Dualfoil fit as in Marquis et al. 2019, PyBaMM.
    case lco
    /// Graphite. Chen et al. 2020.
    case graphite
    /// Silicon: the mean of the branches on lithiation and delithiation, with their distance in
    /// ``hysteresisHalfGap(_:)``. Verbrugge et al. 2016, J. Electrochem. Soc. 163 A262, as in
    /// PyBaMM.
    case silicon
    /// Li4Ti5O12: a plateau at 1.55 V with assumed ends.
    case lto
    /// A material known from points.
    case tabulated(HalfCellTable)

    /// Those given by a formula.
    public static let formulas: [HalfCell] = [
        .lithium, .lithiumIndium, .nmc811, .nmc622, .nmc532, .lfp, .lco, .graphite, .silicon, .lto,
    ]

    /// Lithium fractions inside which the potential holds; all of 0 to 1 where it is constant.
    public var window: ClosedRange<Double> {
        switch self {
        case .lithium, .lithiumIndium: 0...1
        case .nmc811: 0.261...0.9084
        case .nmc622: 0.127...0.94
        case .nmc532: 0.15...0.95
        case .lfp: 0.005...0.98
        case .lco: 0.495...0.94
        case .graphite: 0.02...0.90
        case .silicon: 0.02...0.98
        case .lto: 0.02...0.98
        case .tabulated(let table): table.window
        }
    }

    /// The equilibrium potential against lithium, V, at 25 °C.
    @inlinable
    public func potential<L: Lane>(_ x: L) -> L {
        switch self {
        case .lithium: .zero
        case .lithiumIndium: L(0.62)
        case .nmc811: Self.nmc811Potential(x)
        case .nmc622: MultiReaction.nmc622.potential(x)
        case .nmc532: Self.nmc532Potential(x)
        case .lfp: Self.lfpPotential(x)
        case .lco: Self.lcoPotential(x)
        case .graphite: Self.graphitePotential(x)
        case .silicon: (Self.siliconLithiation(x) + Self.siliconDelithiation(x)) * 0.5
        case .lto: Self.ltoPotential(x)
        case .tabulated(let table): table.potential(x)
        }
    }

    /// Half the distance between the branches on delithiation and on lithiation, V, ≥ 0: the
    /// material sits this far above ``potential(_:)`` after giving up lithium and this far below
    /// after taking it up. Zero without hysteresis.
    @inlinable
    public func hysteresisHalfGap<L: Lane>(_ x: L) -> L {
        guard case .silicon = self else { return .zero }
        return (Self.siliconDelithiation(x) - Self.siliconLithiation(x)) * 0.5
    }
}
