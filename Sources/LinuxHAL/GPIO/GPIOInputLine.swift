public import HAL

/// A GPIO line that this process reads. Comes from ``GPIOLines``.
///
/// A line that keeps its edges misses no pulse: the kernel notes each edge with its time, and
/// ``readLatched()`` takes the notes without waiting. The kernel keeps 16 of them per line; on a
/// line that chatters faster some are lost, and the pulse is latched all the same.
public final class GPIOInputLine: DigitalInput {
    /// The name in the device tree.
    public let name: String
    /// Whether the kernel notes the edges of this line. A controller without interrupts cannot.
    public let keepsEdges: Bool
    /// When the last edge was, in nanoseconds of CLOCK_MONOTONIC as the kernel read it at the edge;
    /// `nil` before the first.
    public private(set) var lastEdge: Int64?

    private let line: HeldLine
    /// Batches of edges taken in one call, at most: the loop's time is bounded on a line that
    /// chatters without end.
    private static let batchLimit = 4

    init(_ name: String, _ line: HeldLine, keepsEdges: Bool) {
        self.name = name
        self.line = line
        self.keepsEdges = keepsEdges
    }

    /// Whether the line is at its active level as wired.
    public func read() throws(LineError) -> Bool {
        try line.value()
    }

    /// Whether the line was at its active level at any moment since the last call, now included.
    ///
    /// Any edge says so, whatever its direction: it came from the active level or went there. The
    /// direction itself is what the level was when the kernel came to look, which after a short
    /// pulse is the level at rest again.
    public func readLatched() throws(LineError) -> Bool {
        var hasMoved = false
        if keepsEdges {
            for _ in 0..<Self.batchLimit {
                var last: Int64 = 0
                guard try line.takeEdges(last: &last) > 0 else { break }
                hasMoved = true
                lastEdge = last
            }
        }
        let isActive = try line.value()
        return isActive || hasMoved
    }
}
