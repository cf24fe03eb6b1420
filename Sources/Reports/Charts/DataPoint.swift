/// One point of a chart, with the ends of its error bar where it has one.
public struct DataPoint: Sendable, Equatable {
    public var x: Double
    public var y: Double
    /// The lower end of the error bar: a value, not a distance.
    public var low: Double?
    /// The upper end of the error bar: a value, not a distance.
    public var high: Double?

    public init(_ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil) {
        self.x = x
        self.y = y
        self.low = low
        self.high = high
    }
}
