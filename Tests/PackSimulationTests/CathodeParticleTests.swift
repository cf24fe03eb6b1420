import Testing

@testable import PackSimulation

struct CathodeParticleTests {
    private let radius = 5e-6
    private let diffusivity = 2e-14

    @Test(arguments: [-3e-5, -1e-6, 2e-5])
    func `lithium that goes in is inside`(rate: Double) {
        var particle = CathodeParticle(radius: radius, fraction: 0.6)
        for step in 1...2_000 {
            particle.advance(interval: 1, fractionRate: rate, diffusivity: diffusivity)
            let error = particle.meanFraction - (0.6 + rate * Double(step))
            #expect(error.magnitude < 1e-12 * Double(step).squareRoot())
        }
    }

    @Test func `lithium is conserved at rest to 1e-12`() {
        var particle = CathodeParticle(radius: radius, fraction: 0.6)
        particle.advance(interval: 500, fractionRate: -1e-4, diffusivity: diffusivity)
        let before = particle.meanFraction
        for _ in 0..<5_000 {
            particle.advance(interval: 1, fractionRate: 0, diffusivity: diffusivity)
        }
        #expect((particle.meanFraction - before).magnitude < 1e-12)
        #expect((particle.surfaceFraction - before).magnitude < 1e-6, "Gradients are gone.")
    }

    /// Constant flux into a sphere ends in x_s − x̄ = ẋ r²/(15 D).
    @Test(arguments: [1e-5, -1e-5], [1.0, 3, 60])
    func `the surface leads by the analytic steady lag`(rate: Double, interval: Double) {
        var particle = CathodeParticle(radius: radius, fraction: 0.5)
        let relaxation = radius * radius / diffusivity
        for _ in 0..<Int(3 * relaxation / interval) {
            particle.advance(interval: interval, fractionRate: rate, diffusivity: diffusivity)
        }
        let lag = particle.surfaceFraction - particle.meanFraction
        let expected = rate * radius * radius / (15 * diffusivity)
        #expect((lag / expected - 1).magnitude < 0.02, "\(lag) instead of \(expected)")
    }

    @Test func `a short step and many shorter ones agree`() {
        var coarse = CathodeParticle(radius: radius, fraction: 0.5)
        var fine = coarse
        for _ in 0..<60 {
            coarse.advance(interval: 1, fractionRate: 5e-5, diffusivity: diffusivity)
        }
        for _ in 0..<6_000 {
            fine.advance(interval: 0.01, fractionRate: 5e-5, diffusivity: diffusivity)
        }
        #expect((coarse.surfaceFraction - fine.surfaceFraction).magnitude < 1e-4)
    }
}
