import CellModel

/// How near the finite volumes of ``CathodeParticle`` come to the analytic solution of diffusion
/// into a sphere, over the number of shells.
public enum ParticleConvergence {
    /// One number of shells, and the largest error it makes.
    public struct Sample: Sendable, Equatable {
        public var shellCount: Int
        /// Largest distance of the surface's lead from the analytic one, over its steady value.
        public var error: Double
    }

    /// The shells of every simulated cell.
    public static let standardShellCount = 24

    /// The errors of 3 to 48 shells between two times, as D t/r², at constant current from rest.
    ///
    /// - Precondition: 0 < `first` < `last`.
    public static func samples(from first: Double = 0.01, to last: Double = 1) -> [Sample] {
        precondition(first > 0 && first < last, "Time begins above zero and goes on.")
        return [
            sample(ParticleModes<3>(), first, last), sample(ParticleModes<6>(), first, last),
            sample(ParticleModes<12>(), first, last), sample(ParticleModes<24>(), first, last),
            sample(ParticleModes<48>(), first, last),
        ]
    }

    private static func sample<let count: Int>(
        _ modes: ParticleModes<count>, _ first: Double, _ last: Double
    ) -> Sample {
        var worst = 0.0
        let ratio = Double.log(last / first)
        for step in 0...60 {
            let time = first * Double.exp(ratio * Double(step) / 60)
            var particle = CathodeParticle(radius: 1, fraction: 0, modes: modes)
            particle.advance(interval: time, fractionRate: 1, diffusivity: 1)
            let lead = particle.surfaceFraction - particle.meanFraction
            worst = max(worst, (lead - analyticLead(time)).magnitude * 15)
        }
        return Sample(shellCount: count, error: worst)
    }

    /// Lead of the surface over the mean for unit rate, radius and diffusivity:
    /// 1/15 − (2/3) Σ exp(−λ² t) / λ² over the positive roots of tan λ = λ (Crank 1975, The
    /// Mathematics of Diffusion, eq. 6.45).
    public static func analyticLead(_ time: Double) -> Double {
        var sum = 0.0
        for index in 1...400 {
            let root = self.root(index)
            let term = Double.exp(-root * root * time) / (root * root)
            sum += term
            if term < 1e-18 { break }
        }
        return 1.0 / 15 - sum * 2 / 3
    }

    /// The n-th positive root of tan λ = λ, by λ = (n + ½) π − arctan(1/λ) expanded for small 1/λ.
    private static func root(_ index: Int) -> Double {
        let middle = (Double(index) + 0.5) * Double.pi
        var root = middle - 1 / middle
        for _ in 0..<60 {
            let inverse = 1 / root
            let square = inverse * inverse
            let series =
                1 - square * (1 / 3.0 - square * (1 / 5.0 - square * (1 / 7.0 - square / 9)))
            root = middle - inverse * series
        }
        return root
    }
}
