/// A function on [0, 1] sampled at equal distances, read by linear interpolation.
///
/// Arguments outside the interval continue the first or last segment, so that a filter that
/// strays over an end still sees the slope that leads it back.
public struct UniformTable: Sendable, Equatable {
    /// Samples at 0, 1/(n−1), … 1; at least two.
    public let samples: [Double]

    /// - Precondition: at least two samples.
    public init(_ samples: [Double]) {
        precondition(samples.count >= 2, "A table needs at least two samples.")
        self.samples = samples
    }

    /// Samples a function at `count` equally spaced points.
    public init(count: Int, sampling function: (Double) -> Double) {
        self.init((0..<count).map { function(Double($0) / Double(count - 1)) })
    }

    /// The interpolated value and the slope of its segment.
    @inlinable
    public func value(at position: Double) -> (value: Double, slope: Double) {
        let scale = Double(samples.count - 1)
        let scaled = position * scale
        // Also catches not-a-number, which compares false.
        let bounded = scaled > 0 ? (scaled < scale ? scaled : scale - 1) : 0
        let index = Int(bounded)
        let left = samples[index]
        let difference = samples[index + 1] - left
        return (left + (scaled - Double(index)) * difference, difference * scale)
    }

    /// The interpolated value and slope of every lane.
    @inlinable
    public func value<L: Lane>(at position: L) -> (value: L, slope: L) {
        var values = L.zero
        var slopes = L.zero
        for lane in 0..<L.laneCount {
            let (value, slope) = value(at: position[lane: lane])
            values[lane: lane] = value
            slopes[lane: lane] = slope
        }
        return (values, slopes)
    }
}
