import CellModel

/// Lithium diffusion in one spherical cathode particle: finite volumes, exact in time.
///
/// ∂x/∂t = (1/r²) ∂/∂r (D r² ∂x/∂r), the flux at the surface set by the cell current. The state is
/// the mean and the amplitudes of ``ParticleModes``, so a step of any length at constant current is
/// exact, and the mean holds the lithium that went in to rounding.
///
/// The fraction may be of the host's sites or, as they differ by a scale only, of the charge.
struct CathodeParticle<let shellCount: Int>: Sendable {
    /// The volume mean of the fraction.
    private(set) var meanFraction: Double
    /// The fraction at the surface, where the potential is made.
    private(set) var surfaceFraction: Double

    private let modes: ParticleModes<shellCount>
    private let radius: Double
    /// What each mode adds to the outermost shell.
    private var amplitudes: InlineArray<shellCount, Double>
    /// What a step leaves of each mode, and what it gains, for D Δt/r² = `number`.
    private var remains: InlineArray<shellCount, Double>
    private var gains: InlineArray<shellCount, Double>
    private var number = 0.0

    /// The decays are kept while D Δt stays within this part of what they were made for; a cell
    /// warms by far less than that in a step. Steady states and the mean do not depend on it.
    private static var tolerance: Double { 1e-4 }

    /// - Parameters:
    ///   - radius: r, m.
    ///   - fraction: At the start, everywhere.
    init(radius: Double, fraction: Double, modes: ParticleModes<shellCount>) {
        self.radius = radius
        self.modes = modes
        meanFraction = fraction
        surfaceFraction = fraction
        amplitudes = InlineArray(repeating: 0)
        remains = InlineArray(repeating: 1)
        gains = InlineArray(repeating: 0)
    }

    /// Lets `interval` seconds pass.
    ///
    /// - Parameters:
    ///   - fractionRate: Change of the mean fraction, 1/s.
    ///   - diffusivity: D, m²/s, > 0.
    mutating func advance(interval: Double, fractionRate: Double, diffusivity: Double) {
        let rate = diffusivity / (radius * radius)
        let present = rate * interval
        if (present - number).magnitude > Self.tolerance * number { prepare(present) }
        let drive = fractionRate / rate
        var lead = drive * modes.skinGain
        for mode in 0..<shellCount {
            let amplitude = amplitudes[mode] * remains[mode] + drive * gains[mode]
            amplitudes[mode] = amplitude
            lead += amplitude
        }
        meanFraction += fractionRate * interval
        surfaceFraction = meanFraction + lead
    }

    private mutating func prepare(_ present: Double) {
        number = present
        modes.prepare(number: present, remains: &remains, gains: &gains)
    }
}
