public import Quantities

/// The external window watchdog of the rig: hardware that supplies the coils only while the
/// program's watchdog line falls neither too seldom nor too often.
///
/// Counts falling edges and ignores rising ones, as the TPS3430 does (SBVS366A). Alive from the
/// second of two edges inside the window; dead from the moment an edge is overdue or
/// comes early, whatever the enable lines say. A line that stops, and one that oscillates, both
/// open the contactors.
public struct WindowWatchdog: Sendable {
    /// From one falling edge of the line to the next.
    public struct Window: Sendable, Equatable {
        /// An edge that follows sooner is the sign of a program gone wild.
        public let earliest: Duration
        /// An edge that has not come by then is missing.
        public let latest: Duration

        /// - Precondition: `earliest` is not negative and less than `latest`.
        public init(earliest: Duration, latest: Duration) {
            precondition(
                earliest >= .zero && earliest < latest, "A window opens before it closes.")
            self.earliest = earliest
            self.latest = latest
        }

        /// Of a loop that toggles the line once in each step, so that it falls in every second one:
        /// 52 to 419 ms at ten steps a second, the TPS3430's with 4.7 nF and a ratio of 1/8
        /// (SBVS366A, and the table of pins). Another period has another capacitor.
        public static func of(loopPeriod: Duration) -> Window {
            Window(earliest: loopPeriod * 52 / 100, latest: loopPeriod * 419 / 100)
        }
    }

    public let window: Window
    /// Whether the coils are supplied.
    public private(set) var isAlive = false
    /// How often the supply was taken away since the start.
    public private(set) var tripCount = 0

    private var lastEdge: Instant?
    private var level = false

    public init(window: Window) { self.window = window }

    /// The line has this level from now on.
    public mutating func feed(_ level: Bool, now: Instant) {
        advance(to: now)
        defer { self.level = level }
        guard self.level, !level else { return }
        if let lastEdge {
            let interval = now - lastEdge
            if interval < window.earliest {
                trip()
            } else if interval <= window.latest {
                isAlive = true
            }
        }
        lastEdge = now
    }

    /// Time passes.
    public mutating func advance(to now: Instant) {
        if let lastEdge, now - lastEdge > window.latest { trip() }
    }

    private mutating func trip() {
        if isAlive { tripCount += 1 }
        isAlive = false
    }
}
