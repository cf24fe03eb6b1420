/// From the values of an axis to pixels.
struct AxisMap {
    private let scale: Axis.Scale
    private let first: Double
    private let span: Double
    /// Pixels at the lower and the upper end of the axis.
    let start: Double
    let end: Double

    init(_ ticks: Ticks, scale: Axis.Scale, start: Double, end: Double) {
        self.init(low: ticks.low, high: ticks.high, scale: scale, start: start, end: end)
    }

    init(low: Double, high: Double, scale: Axis.Scale, start: Double, end: Double) {
        self.scale = scale
        first = scale == .linear ? low : Logarithm.base10(low)
        span = (scale == .linear ? high : Logarithm.base10(high)) - first
        self.start = start
        self.end = end
    }

    /// The place of a value, also beyond the ends; `nil` for what the axis cannot show. Places are
    /// held within a million pixels, where a steep line still leaves the plot at the same point.
    func place(_ value: Double) -> Double? {
        guard Self.canShow(value, scale) else { return nil }
        let along = scale == .linear ? value : Logarithm.base10(value)
        let place = start + (along - first) / span * (end - start)
        return min(max(place, -1e6), 1e6)
    }

    /// Whether a place lies on the axis, its ends included.
    func isInside(_ place: Double) -> Bool {
        place >= min(start, end) - 1e-6 && place <= max(start, end) + 1e-6
    }

    /// The place on the axis nearest to a place.
    func clamped(_ place: Double) -> Double { min(max(place, min(start, end)), max(start, end)) }

    static func canShow(_ value: Double, _ scale: Axis.Scale) -> Bool {
        value.magnitude <= 1e300 && (scale == .linear || value >= 1e-300)
    }
}
