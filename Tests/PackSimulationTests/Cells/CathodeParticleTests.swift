import CellModel
import Testing

@testable import PackSimulation

struct CathodeParticleTests {
    private let radius = 2.5e-6
    private let diffusivity = 4e-15

    private func standard(_ fraction: Double) -> CathodeParticle<24> {
        CathodeParticle(radius: radius, fraction: fraction, modes: StandardParticle.modes)
    }

    /// Crank 1975, The Mathematics of Diffusion, eq. 6.45: a sphere at rest takes up a constant
    /// flux. The surface leads the mean by ẋ r²/(3 D) [1/5 − 2 Σ exp(−λ² D t/r²)/λ²] with
    /// tan λ = λ.
    private static func lead(_ time: Double) -> Double {
        let sum = roots.reduce(0.0) { $0 + Double.exp(-$1 * $1 * time) / ($1 * $1) }
        return (0.2 - 2 * sum) / 3
    }

    private static let roots: [Double] = (1...200).map { branch in
        // tan grows from 0 at kπ to its pole half a period on: halve until tan λ = λ.
        var low = Double(branch) * Double.pi
        var high = low + Double.pi / 2
        for _ in 0..<60 {
            let middle = (low + high) / 2
            // tan λ is the cotangent of the distance to the pole.
            let distance = Double(branch) * Double.pi + Double.pi / 2 - middle
            let isBelow = cosine(distance) < middle * sine(distance)
            low = isBelow ? middle : low
            high = isBelow ? high : middle
        }
        return (low + high) / 2
    }

    /// For 0 to π/2.
    private static func sine(_ x: Double) -> Double {
        var term = x
        var sum = x
        for k in 1..<12 {
            term *= -x * x / Double((2 * k) * (2 * k + 1))
            sum += term
        }
        return sum
    }

    private static func cosine(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for k in 1..<12 {
            term *= -x * x / Double((2 * k - 1) * (2 * k))
            sum += term
        }
        return sum
    }

    /// The largest error of the surface in steps of 0.1 s between D t/r² = 0.01 and 0.5, over the
    /// steady lead.
    private func error<let count: Int>(_ modes: ParticleModes<count>, rate: Double) -> Double {
        var particle = CathodeParticle(radius: radius, fraction: 0.5, modes: modes)
        let unit = radius * radius / diffusivity
        var worst = 0.0
        for step in 1...7_800 {
            particle.advance(interval: 0.1, fractionRate: rate, diffusivity: diffusivity)
            let time = Double(step) * 0.1 / unit
            guard step % 20 == 0, time > 0.01 else { continue }
            let lead = particle.surfaceFraction - particle.meanFraction
            worst = max(worst, (lead / (rate * unit) - Self.lead(time)).magnitude)
        }
        return worst * 15
    }

    @Test func `the roots of the series are those of the table`() {
        // Crank 1975, table 6.3 gives 4.4934, 7.7253, 10.9041.
        #expect((Self.roots[0] - 4.4934).magnitude < 5e-5)
        #expect((Self.roots[1] - 7.7253).magnitude < 5e-5)
        #expect((Self.roots[2] - 10.9041).magnitude < 5e-5)
    }

    @Test(arguments: [2e-5, -1e-4])
    func `the surface follows the analytic solution, better with the square of the shells`(
        rate: Double
    ) {
        let errors = [
            error(ParticleModes<8>(), rate: rate), error(ParticleModes<16>(), rate: rate),
            error(ParticleModes<32>(), rate: rate), error(ParticleModes<64>(), rate: rate),
        ]
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
            #expect(coarse / fine > 3.48, "Order 1.8 or better: \(errors)")
        }
        let standard = error(StandardParticle.modes, rate: rate)
        #expect(standard < 1e-3, "\(standard)")
    }

    @Test func `the modes are those of a sphere`() {
        let modes = StandardParticle.modes
        var steady = modes.skinGain
        var slowest = Double.infinity
        for mode in 0..<24 {
            steady += modes.gains[mode]
            if mode > 0 { slowest = min(slowest, modes.decays[mode]) }
        }
        #expect(modes.decays[0] == 0 && modes.gains[0] == 0, "The first is the mean.")
        #expect((steady * 15 - 1).magnitude < 1e-11, "The parabola of constant current is exact.")
        #expect((slowest / (Self.roots[0] * Self.roots[0]) - 1).magnitude < 5e-3)
    }

    @Test func `lithium is conserved over random steps`() {
        var stream = RandomStream(seed: 3, name: "test")
        var particle = standard(0.6)
        var inside = CompensatedSum()
        inside.add(0.6)
        for _ in 0..<100_000 {
            let interval = stream.uniform(0.05, 60)
            let rate = stream.uniform(-1e-4, 1e-4)
            particle.advance(
                interval: interval, fractionRate: rate,
                diffusivity: diffusivity * stream.uniform(0.1, 10))
            inside.add(rate * interval)
        }
        #expect((particle.meanFraction - inside.value).magnitude < 1e-12)
        // What is not in the mean evens out: no lithium sits in the modes.
        particle.advance(interval: 1e6, fractionRate: 0, diffusivity: diffusivity)
        #expect((particle.surfaceFraction - inside.value).magnitude < 1e-12)
    }

    @Test(arguments: [1e-5, -1e-5], [0.1, 60, 3_600])
    func `the surface leads by the analytic steady lag`(rate: Double, interval: Double) {
        var particle = standard(0.5)
        let relaxation = radius * radius / diffusivity
        for _ in 0..<Int((3 * relaxation / interval).rounded(.up)) {
            particle.advance(interval: interval, fractionRate: rate, diffusivity: diffusivity)
        }
        let lag = particle.surfaceFraction - particle.meanFraction
        let expected = rate * relaxation / 15
        #expect((lag / expected - 1).magnitude < 1e-9, "\(lag) instead of \(expected)")
    }

    @Test func `one long step and many short ones agree to rounding`() {
        var coarse = standard(0.5)
        var fine = coarse
        coarse.advance(interval: 60, fractionRate: 5e-5, diffusivity: diffusivity)
        for _ in 0..<600 {
            fine.advance(interval: 0.1, fractionRate: 5e-5, diffusivity: diffusivity)
        }
        #expect((coarse.surfaceFraction - fine.surfaceFraction).magnitude < 1e-12)
    }

    @Test func `a matrix is rebuilt from its modes`() {
        var stream = RandomStream(seed: 5, name: "test")
        var matrix = SymmetricMatrix(count: 9)
        for row in 0..<9 {
            for column in 0...row {
                matrix[row, column] = stream.normal()
                matrix[column, row] = matrix[row, column]
            }
        }
        let (values, vectors) = matrix.diagonalised()
        for row in 0..<9 {
            for column in 0..<9 {
                let rebuilt = (0..<9).reduce(0.0) {
                    $0 + vectors[row, $1] * values[$1] * vectors[column, $1]
                }
                #expect((rebuilt - matrix[row, column]).magnitude < 1e-12)
            }
        }
    }
}
