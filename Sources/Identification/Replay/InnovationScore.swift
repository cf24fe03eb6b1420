/// Whether the voltage innovations of a filter are as large as the filter says they are.
public struct InnovationScore: Sendable, Equatable {
    public private(set) var count = 0
    private var squares = 0.0
    private var inside = 0

    public init() {}

    /// Mean of the squared innovations over their variance: 1 for a filter whose model holds, more
    /// for one that is too sure of itself. Nil without any.
    public var meanSquare: Double? { count > 0 ? squares / Double(count) : nil }

    /// Part of the innovations within three of their deviations; nil without any.
    public var fractionInside: Double? { count > 0 ? Double(inside) / Double(count) : nil }

    mutating func add(square: Double) {
        count += 1
        squares += square
        if square <= 9 { inside += 1 }
    }
}
