/// A host whose lithium sits in four kinds of site, each with its own potential: the multi-species,
/// multi-reaction model of Verbrugge et al. 2017, J. Electrochem. Soc. 164 E3243.
///
/// x(U) = Σ X_j / (1 + exp[F/(R T) (U − U_j) / w_j]) falls with U, so U(x) is found by bisection:
/// a fixed number of halvings, the same in every lane.
public struct MultiReaction: Sendable, Equatable {
    /// U_j, V.
    @usableFromInline let potentials: InlineArray<4, Double>
    /// X_j, fractions of all sites.
    @usableFromInline let fractions: InlineArray<4, Double>
    /// w_j, widths.
    @usableFromInline let widths: InlineArray<4, Double>

    /// NMC622 as in PyBaMM's example set.
    public static let nmc622 = MultiReaction(
        potentials: [3.62274, 3.72645, 3.90575, 4.22955],
        fractions: [0.13442, 0.32460, 0.21118, 0.32980],
        widths: [0.96710, 1.39712, 3.50500, 5.52757])

    @usableFromInline
    init(
        potentials: InlineArray<4, Double>, fractions: InlineArray<4, Double>,
        widths: InlineArray<4, Double>
    ) {
        self.potentials = potentials
        self.fractions = fractions
        self.widths = widths
    }

    /// x(U), the lithium fraction at a potential, at 25 °C.
    @inlinable
    public func fraction<L: Lane>(potential: L) -> L {
        let scale =
            PhysicalConstants.faraday
            / (PhysicalConstants.gas * PhysicalConstants.referenceTemperature)
        var sum = L.zero
        for site in 0..<4 {
            let occupied = 1 + L.exp((potential - potentials[site]) * (scale / widths[site]))
            sum = sum + fractions[site] / occupied
        }
        return sum
    }

    /// U(x), V, between 2.5 and 5.5 V.
    @inlinable
    public func potential<L: Lane>(_ x: L) -> L {
        var low = L(2.5)
        var high = L(5.5)
        for _ in 0..<44 {
            let middle = (low + high) * 0.5
            let isBelow = L.isLess(x, fraction(potential: middle))
            low = L.select(isBelow, middle, otherwise: low)
            high = L.select(isBelow, high, otherwise: middle)
        }
        return (low + high) * 0.5
    }
}

extension MultiReaction {
    public static func == (left: MultiReaction, right: MultiReaction) -> Bool {
        (0..<4).allSatisfy {
            left.potentials[$0] == right.potentials[$0] && left.fractions[$0] == right.fractions[$0]
                && left.widths[$0] == right.widths[$0]
        }
    }
}
