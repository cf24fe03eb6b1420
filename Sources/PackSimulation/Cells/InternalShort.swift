import CellModel

/// The internal shorts of one cell: which there are, and when the next comes.
///
/// Soft shorts are a Poisson process whose rate follows the load (``PlatingLimit``). The next waits
/// until the integral of the rate reaches a number drawn from the exponential distribution, so a
/// path of loads meets the same shorts however it is cut; over a step at constant rate the
/// probability is 1 − exp(−rate Δt). One soft short at a time: while it carries the current, the
/// process stands still. Hard shorts stay.
struct InternalShort: Sendable {
    /// Part of a path squeezed through the pores so far (``LithiumIntrusion``); 1 is a hard short.
    private(set) var intrusion = 0.0
    /// Soft shorts so far.
    private(set) var softCount = 0
    private(set) var isHard = false
    /// Resistance of the soft short that there is, Ω m², and the rest of its life, s.
    private var softResistance: Double?
    private var softLife = 0.0
    private var turnsHard = false

    private var stream: RandomStream
    private var hazard = 0.0
    private var threshold: Double

    init(seed: UInt64, index: Int) {
        stream = RandomStream(seed: seed, name: "short", index: index)
        threshold = Self.exponential(&stream)
    }

    /// Whether a soft short carries current.
    var isSoft: Bool { softResistance != nil }

    /// Conductance per area, S/m²; zero without a short.
    func conductance(_ behaviour: ShortBehaviour) -> Double {
        (softResistance.map { 1 / $0 } ?? 0) + (isHard ? 1 / behaviour.hardResistance : 0)
    }

    /// Seconds for which the shorts stay as they are, if no other begins.
    var lifetime: Double { isSoft ? softLife : .infinity }

    /// Lets `interval` seconds pass, no longer than ``lifetime``.
    ///
    /// - Parameters:
    ///   - rate: Soft shorts to expect, 1/s.
    ///   - intrusionRate: Part of a path that forms, 1/s.
    mutating func advance(
        interval: Double, rate: Double, intrusionRate: Double, _ behaviour: ShortBehaviour
    ) {
        intrusion += intrusionRate * interval
        if intrusion >= 1 { isHard = true }
        if isSoft {
            softLife -= interval
            guard softLife <= 0 else { return }
            softResistance = nil
            if turnsHard { isHard = true }
            return
        }
        hazard += rate * interval
        guard hazard >= threshold else { return }
        hazard = 0
        threshold = Self.exponential(&stream)
        softCount += 1
        softResistance = Double.exp(
            stream.uniform(
                Double.log(behaviour.softResistanceMinimum),
                Double.log(behaviour.softResistanceMaximum)))
        softLife = behaviour.healingTime * Self.exponential(&stream)
        turnsHard = stream.uniform() < behaviour.hardShare
    }

    /// A number from the exponential distribution of mean 1.
    private static func exponential(_ stream: inout RandomStream) -> Double {
        -Double.log(1 - stream.uniform())
    }
}
