/// Loss of capacity and growth of resistance with time and with use.
///
/// Q_loss = a(T) √t + b N, R/R₀ = 1 + c N: parabolic in calendar time, linear in equivalent full
/// cycles N. The law is the usual empirical one; where a paper gives a retention, its figures are
/// solved from that.
public struct AgeingLaw: Sendable, Equatable {
    /// a at 25 °C, part of the capacity per √s.
    public var calendarLoss: Double
    /// Of a², J/mol.
    public var calendarActivationEnergy: Double
    /// b, part of the capacity per equivalent full cycle.
    public var cycleLoss: Double
    /// c, relative growth of the cathode's resistance per equivalent full cycle.
    public var resistanceGrowth: Double

    public init(
        calendarLoss: Double, calendarActivationEnergy: Double, cycleLoss: Double,
        resistanceGrowth: Double
    ) {
        self.calendarLoss = calendarLoss
        self.calendarActivationEnergy = calendarActivationEnergy
        self.cycleLoss = cycleLoss
        self.resistanceGrowth = resistanceGrowth
    }

    /// A cell that does not age.
    public static let none = AgeingLaw(
        calendarLoss: 0, calendarActivationEnergy: 0, cycleLoss: 0, resistanceGrowth: 0)

    /// The calendar part of the loss after `interval` seconds at constant temperature.
    ///
    /// - Parameter loss: What calendar time has taken so far, part of the new capacity.
    @inlinable
    public func calendarLoss<L: Lane>(after loss: L, temperature: L, interval: Double) -> L {
        guard calendarLoss > 0 else { return loss }
        let slowing = Arrhenius.resistanceFactor(
            activationEnergy: calendarActivationEnergy, temperature: temperature)
        return (loss * loss + calendarLoss * calendarLoss * interval / slowing).squareRoot()
    }
}
