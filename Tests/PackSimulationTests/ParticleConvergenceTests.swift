import PackSimulation
import Testing

@Suite struct ParticleConvergenceTests {
    @Test func `twice the shells make a quarter of the error`() {
        let samples = ParticleConvergence.samples()
        #expect(samples.map(\.shellCount) == [3, 6, 12, 24, 48])
        for (coarse, fine) in zip(samples, samples.dropFirst()) {
            #expect(coarse.error / fine.error > 3 && coarse.error / fine.error < 6)
        }
    }

    @Test func `simulated cells are within a thousandth of the analytic sphere`() throws {
        let standard = try #require(
            ParticleConvergence.samples().first {
                $0.shellCount == ParticleConvergence.standardShellCount
            })
        #expect(standard.error < 1.1e-3)
    }

    @Test func `the analytic lead settles at a fifteenth`() {
        #expect(abs(ParticleConvergence.analyticLead(2) - 1.0 / 15) < 1e-9)
        #expect(ParticleConvergence.analyticLead(0.01) < 1.0 / 15)
    }
}
