/// The shells of every simulated cell.
///
/// The largest error of the surface against the analytic solution for constant current, as a part
/// of the steady lead, falls with the square of the number of shells (CathodeParticleTests):
///
///     shells              8         16        24        32        64
///     D t/r² > 0.0001   1.2e-2    2.7e-3    1.2e-3    6.6e-4    1.6e-4
///     D t/r² > 0.01     8.2e-3    2.1e-3    9.3e-4    5.2e-4    1.3e-4
///
/// With 24 the lead of some 10 mV at C/3 is right to 10 µV; D t/r² = 0.01 is 16 s for the grains of
/// reference cell A at 25 °C.
enum StandardParticle {
    static let modes = ParticleModes<24>()
}
