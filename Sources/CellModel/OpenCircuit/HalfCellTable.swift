/// The potential of a material known from points, evenly spaced over its window.
///
/// Immutable and shared: a cell that is copied counts one reference.
public final class HalfCellTable: Sendable, Equatable {
    /// Lithium fractions of the first and of the last point.
    public let window: ClosedRange<Double>
    /// Potential against lithium, V, falling with the lithium fraction.
    @usableFromInline let potentials: UniformTable
    /// dU/dT, V/K.
    @usableFromInline let entropic: Double

    /// - Parameters:
    ///   - window: Lithium fractions of the first and the last potential.
    ///   - potentials: V, evenly spaced, at least two.
    ///   - entropicCoefficient: dU/dT everywhere, V/K.
    public init(
        window: ClosedRange<Double>, potentials: [Double], entropicCoefficient: Double = 0
    ) {
        precondition(
            window.lowerBound < window.upperBound, "A table needs two different fractions.")
        self.window = window
        self.potentials = UniformTable(potentials)
        entropic = entropicCoefficient
    }

    public static func == (left: HalfCellTable, right: HalfCellTable) -> Bool {
        left.window == right.window && left.potentials == right.potentials
            && left.entropic == right.entropic
    }

    @inlinable
    func potential<L: Lane>(_ x: L) -> L {
        let span = window.upperBound - window.lowerBound
        return potentials.value(at: (x - window.lowerBound) * (1 / span)).value
    }

    @inlinable
    func entropicCoefficient<L: Lane>(_ x: L) -> L { L(entropic) }
}
