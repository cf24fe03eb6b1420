import CellModel
import Testing

@Suite struct ParticleDiffusionTests {
    static let nmc811 = ParticleDiffusion(
        radius: 2.5e-6, diffusivity: 4e-15, activationEnergy: 30_000)

    @Test func `the surface leads by the square of the radius over fifteen times D`() {
        #expect(abs(Self.nmc811.surfaceLag - 104.17) < 0.01)
    }

    @Test func `grains twice as large lag four times as much`() {
        var coarse = Self.nmc811
        coarse.radius *= 2
        #expect(abs(coarse.surfaceLag / Self.nmc811.surfaceLag - 4) < 1e-12)
    }

    @Test func `diffusion slows in the cold`() {
        let warm: Double = Self.nmc811.diffusivity(at: 298.15)
        let cold: Double = Self.nmc811.diffusivity(at: 263.15)
        #expect(warm == 4e-15)
        #expect(cold < warm / 4)
    }
}
