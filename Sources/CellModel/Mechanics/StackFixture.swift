/// The press around a stack of cells, as the estimator knows it.
///
/// p = p_pre + K_f Σ N Δh, the sum taken over the cells of the stack and their layers.
public struct StackFixture: Sendable, Equatable {
    /// p_pre, Pa, with every cell empty and in full contact, at the tare temperature.
    public var preload: Double
    /// K_f, Pa per metre of total stack displacement: 0 for ideal constant pressure, about
    /// 1e10 (0.01 MPa/µm) for a spring, 2e11 (0.2 MPa/µm) for a constant gap.
    public var stiffness: Double

    public init(preload: Double, stiffness: Double) {
        self.preload = preload
        self.stiffness = stiffness
    }
}
