/// The shells of every simulated cell: 24 put the surface within 0.1 % of its steady lead of where
/// it belongs once D t/r² is above 0.01 (CathodeParticleTests).
enum StandardParticle {
    static let modes = ParticleModes<24>()
}
