/// What the cells of a stack do to its pressure over a short time, by charge, warmth and contact.
public struct MechanicalCourse: Sendable, Equatable {
    /// Expected change, Pa.
    public var change = 0.0
    /// σ of that change, Pa. Cells of one design err alike, so that deviations add, not variances.
    public var deviation = 0.0

    /// Nothing moved.
    public init() {}

    /// Adds what another cell, or the next moment, contributes.
    public mutating func add(_ other: MechanicalCourse) {
        change += other.change
        deviation += other.deviation
    }
}
