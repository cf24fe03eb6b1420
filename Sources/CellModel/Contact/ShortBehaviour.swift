/// What internal shorts look like once lithium has got through the electrolyte.
///
/// Soft shorts come and go: a filament carries part of the current past every sensor until it
/// dissolves or burns through; some grow thick and stay. How often they come is ``PlatingLimit``'s
/// matter. Menkin et al. 2023 and Counihan et al. 2023 (Joule 7) see them in cells that otherwise
/// look healthy; there are no published distributions, so every figure is assumed [A].
public struct ShortBehaviour: Sendable, Equatable {
    /// Resistance of soft shorts over all layers, Ω m²: log-uniform between these.
    public var softResistanceMinimum: Double
    public var softResistanceMaximum: Double
    /// Mean life of a soft short, s; lives are exponentially distributed.
    public var healingTime: Double
    /// Part of the soft shorts that turn hard instead of healing, 0 to 1.
    public var hardShare: Double
    /// Resistance of a hard short, Ω m².
    public var hardResistance: Double

    public init(
        softResistanceMinimum: Double, softResistanceMaximum: Double, healingTime: Double,
        hardShare: Double, hardResistance: Double
    ) {
        precondition(
            softResistanceMinimum > 0 && softResistanceMinimum <= softResistanceMaximum
                && healingTime > 0 && hardResistance > 0 && (0...1).contains(hardShare),
            "A short has resistances and a life above zero and turns hard in part.")
        self.softResistanceMinimum = softResistanceMinimum
        self.softResistanceMaximum = softResistanceMaximum
        self.healingTime = healingTime
        self.hardShare = hardShare
        self.hardResistance = hardResistance
    }

    /// 10 to 1,000 Ω cm² for ten seconds on average; one in twenty stays at 0.5 Ω cm² [A].
    public static let typical = ShortBehaviour(
        softResistanceMinimum: 1e-3, softResistanceMaximum: 0.1, healingTime: 10, hardShare: 0.05,
        hardResistance: 0.5e-4)
}
