/// The course of a growth between its two ends: 0 at 0, 1 at 1, and between them as measured.
///
/// Twenty-one points at equal distances, joined by straight lines: a cell of graphite against LFP
/// grows, shrinks and grows again within its range, which eleven points flatten. An array of fixed
/// size keeps the parameters of a cell free of references.
public struct SwellingShape: Sendable, Equatable {
    /// Share of the whole growth at 0, 0.05 … 1.
    public let points: InlineArray<21, Double>
    /// The largest share less the smallest: more than 1 where the growth turns round.
    public let range: Double

    /// - Precondition: The points begin at 0 and end at 1.
    public init(_ points: InlineArray<21, Double>) {
        precondition(
            points[0] == 0 && points[20] == 1, "The shape of a growth goes from 0 to 1.")
        self.points = points
        var (least, most) = (0.0, 1.0)
        for index in 1..<20 {
            least = points[index] < least ? points[index] : least
            most = points[index] > most ? points[index] : most
        }
        range = most - least
    }

    /// The shape through eleven points, at 0, 0.1 … 1.
    ///
    /// - Precondition: The points begin at 0 and end at 1.
    public init(_ points: InlineArray<11, Double>) {
        var finer = InlineArray<21, Double>(repeating: 0)
        for index in 0..<10 {
            finer[2 * index] = points[index]
            finer[2 * index + 1] = (points[index] + points[index + 1]) / 2
        }
        finer[20] = points[10]
        self.init(finer)
    }

    /// The straight line.
    public static let line = SwellingShape(
        [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as InlineArray<11, Double>)

    /// Graphite over its lithium fraction: 1.8, 5.0, 5.2, 7.0, 9.0 and 10.9 % at 0.1, 0.3, 0.5,
    /// 0.7, 0.9 and 1 (Ai et al. 2020, J. Electrochem. Soc. 167 013512), straight between them.
    public static let graphite = SwellingShape(
        [
            0, 1.8 / 10.9, 3.4 / 10.9, 5 / 10.9, 5.1 / 10.9, 5.2 / 10.9, 6.1 / 10.9, 7 / 10.9,
            8 / 10.9, 9 / 10.9, 1,
        ] as InlineArray<11, Double>)

    /// The part of a host's curve that a cell uses, as a course of its own.
    ///
    /// - Parameters:
    ///   - host: Over the lithium fraction.
    ///   - empty: Lithium fraction at 0 % charge.
    ///   - full: At 100 %.
    public init(_ host: SwellingShape, empty: Double, full: Double) {
        let start: Double = host.value(at: empty).value
        let span = host.value(at: full).value - start
        precondition(span != 0, "The used part of a growth has two different ends.")
        var points = InlineArray<21, Double>(repeating: 0)
        for index in 1..<20 {
            let fraction = empty + (full - empty) * Double(index) / 20
            points[index] = (host.value(at: fraction).value - start) / span
        }
        points[20] = 1
        self.init(points)
    }

    /// Share of the growth and its slope; beyond the ends the first or last line goes on.
    @inlinable
    public func value(at position: Double) -> (value: Double, slope: Double) {
        let scaled = position * 20
        // Also catches not-a-number, which compares false.
        let bounded = scaled > 0 ? (scaled < 20 ? scaled : 19) : 0
        let index = Int(bounded)
        let left = points[index]
        let difference = points[index + 1] - left
        return (left + (scaled - Double(index)) * difference, difference * 20)
    }

    /// Share and slope of every lane.
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

    public static func == (left: Self, right: Self) -> Bool {
        for index in 0..<21 where left.points[index] != right.points[index] { return false }
        return true
    }
}
