/// The press around a stack of cells, as the estimator knows it.
///
/// p = p_pre + K_f Σ N Δh, the sum taken over the cells of the stack and their layers.
public struct StackFixture: Sendable, Equatable {
    /// How a press answers when the stack grows.
    public enum Kind: String, Sendable, CaseIterable {
        /// A rigid frame: laboratory jigs measure 1.8e11 to 2.8e11 Pa/m (Zhang et al. 2017).
        case constantGap = "constant-gap"
        /// A spring pack: about 1e10 Pa/m.
        case spring
        /// A dead weight or a pneumatic piston: no stiffness at all.
        case constantPressure = "constant-pressure"
    }

    public var kind: Kind
    /// p_pre, Pa, with every cell empty and in full contact, at the tare temperature.
    public var preload: Double
    /// K_f, Pa per metre of total stack displacement; 0 where the pressure is constant.
    public var stiffness: Double

    /// - Parameters:
    ///   - kind: `.constantPressure` has no stiffness, whatever is said.
    ///   - preload: p_pre, Pa.
    ///   - stiffness: K_f, Pa/m.
    public init(kind: Kind = .constantGap, preload: Double, stiffness: Double) {
        self.kind = kind
        self.preload = preload
        self.stiffness = kind == .constantPressure ? 0 : stiffness
    }

    /// A press that holds its pressure whatever the stack does.
    public static func constantPressure(_ pressure: Double) -> StackFixture {
        StackFixture(kind: .constantPressure, preload: pressure, stiffness: 0)
    }
}
