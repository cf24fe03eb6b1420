import CellModel

/// Lithium diffusion in one spherical cathode particle, by finite volumes.
///
/// ∂x/∂t = (1/r²) ∂/∂r (D r² ∂x/∂r), flux at the surface set by the cell current. Shells of equal
/// thickness, explicit in time; a step is divided so that D Δt/Δr² stays below 0.2. Lithium is
/// conserved to rounding.
struct CathodeParticle: Sendable {
    static let shellCount = 12

    /// Lithium fraction per shell, centre first.
    private(set) var fractions: InlineArray<12, Double>
    /// Lithium fraction at the surface, where the potential is made.
    private(set) var surfaceFraction: Double

    private let radius: Double
    private let shellThickness: Double
    /// Outer face area over shell volume, and inner face area over shell volume, 1/m.
    private let outerFaces: InlineArray<12, Double>
    private let innerFaces: InlineArray<12, Double>

    /// - Parameters:
    ///   - radius: m.
    ///   - fraction: Initial lithium fraction, everywhere.
    init(radius: Double, fraction: Double) {
        self.radius = radius
        shellThickness = radius / Double(Self.shellCount)
        fractions = InlineArray(repeating: fraction)
        surfaceFraction = fraction
        var outer = InlineArray<12, Double>(repeating: 0)
        var inner = InlineArray<12, Double>(repeating: 0)
        for index in 0..<Self.shellCount {
            let r0 = Double(index) * shellThickness
            let r1 = r0 + shellThickness
            let volume = (r1 * r1 * r1 - r0 * r0 * r0) / 3
            outer[index] = r1 * r1 / volume
            inner[index] = r0 * r0 / volume
        }
        outerFaces = outer
        innerFaces = inner
    }

    /// Lets `interval` seconds pass.
    ///
    /// - Parameters:
    ///   - fractionRate: Change of the mean lithium fraction, 1/s.
    ///   - diffusivity: D, m²/s.
    mutating func advance(interval: Double, fractionRate: Double, diffusivity: Double) {
        let number = diffusivity * interval / (shellThickness * shellThickness)
        let parts = max(1, Int((number / 0.2).rounded(.up)))
        let step = interval / Double(parts)
        // Into the particle, per area: a sphere's volume over its surface is r/3.
        let surfaceFlux = fractionRate * radius / 3
        let last = Self.shellCount - 1
        for _ in 0..<parts {
            var inflow = 0.0
            for index in 0..<last {
                let outflow =
                    diffusivity * (fractions[index] - fractions[index + 1]) / shellThickness
                fractions[index] +=
                    step * (innerFaces[index] * inflow - outerFaces[index] * outflow)
                inflow = outflow
            }
            fractions[last] += step * (innerFaces[last] * inflow + outerFaces[last] * surfaceFlux)
        }
        surfaceFraction = fractions[last] + surfaceFlux * shellThickness / (2 * diffusivity)
    }

    /// The volume mean of the lithium fraction.
    var meanFraction: Double {
        var sum = 0.0
        for index in 0..<Self.shellCount {
            let r0 = Double(index)
            let r1 = r0 + 1
            sum += fractions[index] * (r1 * r1 * r1 - r0 * r0 * r0)
        }
        let count = Double(Self.shellCount)
        return sum / (count * count * count)
    }
}
