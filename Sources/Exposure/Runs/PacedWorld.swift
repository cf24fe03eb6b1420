public import PackSimulation
public import Protection
public import Quantities

/// Keeps a simulated world at the time of a clock: moved on before every transfer and on every
/// tick, never by itself.
///
/// Single-threaded: the same calls at the same times give the same world.
public final class PacedWorld {
    /// How well the world kept up.
    public struct Pace: Sendable, Equatable {
        /// Times the world was moved on.
        public var advances = 0
        /// Longest time between two calls.
        public var gapMaximum = Duration.zero
        /// Time that was left out, because a call came later than ``catchUpLimit``; the world then
        /// stood still while the clock went on.
        public var lostTime = Duration.zero
    }

    public let run: WorldRun
    public private(set) var pace = Pace()
    /// The longest single step of physics.
    public let tick: Duration
    /// The most that one call makes up for.
    public let catchUpLimit: Duration

    private let clock: () -> Instant
    private let lines: (any LineBank)?
    private let desk: (any OperatorDesk)?
    /// The clock when the world began, moved by what was left out.
    private var epoch: Instant?
    private var commanded: ContactorSet = []
    /// The latest edges of the contactor path, in the world's time; at most 1000 are kept.
    public private(set) var pathEvents: [ContactorPathEvent] = []

    /// - Parameters:
    ///   - lines: `nil` when only the buses are exposed; contactors then stay open.
    ///   - desk: `nil` when somebody else operates the program.
    public init(
        run: WorldRun, tick: Duration, lines: (any LineBank)?, desk: (any OperatorDesk)?,
        clock: @escaping () -> Instant
    ) {
        precondition(tick > .zero, "Time passes from tick to tick.")
        self.run = run
        self.tick = tick
        self.lines = lines
        self.desk = desk
        self.clock = clock
        catchUpLimit = max(.seconds(5), tick * 10)
        run.isMissionHeld = desk != nil
    }

    /// The clock on the world's scale, as it was when last looked at.
    public private(set) var seenNow: Instant = .start

    /// The clock on the world's scale.
    public func look() -> Instant {
        guard let epoch else { return .start }
        seenNow = Instant(nanoseconds: clock().nanoseconds - epoch.nanoseconds)
        return seenNow
    }

    /// What a transfer does not wait to be told of: it finds the world at most so old.
    public static let transferPatience = Duration.milliseconds(1)

    /// Brings the world to the time of the clock before a transfer, unless it nearly is there.
    public func catchUpForTransfer() throws(ExposureError) {
        if look() - run.now >= Self.transferPatience { try catchUp() }
    }

    /// Brings the world to the time of the clock: outputs first, as they have been since the last
    /// look; then physics; then inputs as they are now.
    public func catchUp() throws(ExposureError) {
        if epoch == nil {
            let now = clock()
            epoch = now
            try lines?.showInputs()
            return
        }
        try lines?.pollOutputs()
        noteCommand()
        hear()
        let gap = look() - run.now
        guard gap > .zero else { return }
        pace.advances += 1
        pace.gapMaximum = max(pace.gapMaximum, gap)
        if gap > catchUpLimit {
            let excess = gap - catchUpLimit
            pace.lostTime += excess
            epoch = epoch.map { $0 + excess }
            seenNow = run.now + catchUpLimit
        }
        let target = seenNow
        while run.now < target {
            let requests = run.advance(to: min(run.now + tick, target))
            if !requests.isEmpty { desk?.post(requests) }
        }
        notePath()
        try lines?.showInputs()
    }

    // MARK: - Contactors

    private func noteCommand() {
        let now = run.rig.board.enabledCoils
        run.observe(now)
        guard now != commanded else { return }
        commanded = now
        note()
    }

    private func notePath() {
        if pathEvents.last?.isConnected ?? false != run.isConnected { note() }
    }

    private func note() {
        guard pathEvents.count < 1000 else { return }
        pathEvents.append(
            ContactorPathEvent(time: run.now, commanded: commanded, isConnected: run.isConnected))
    }

    // MARK: - Operator

    private func hear() {
        guard let desk else { return }
        if run.isMissionHeld, desk.isConnected { run.isMissionHeld = false }
        guard let news = desk.news() else { return }
        run.loop = news.loop
        run.observe(active: news.flags)
    }
}

/// A change of the contactor path, as the wires show it.
public struct ContactorPathEvent: Sendable, Equatable {
    public let time: Instant
    /// The enable lines.
    public let commanded: ContactorSet
    /// Whether the main contacts conduct.
    public let isConnected: Bool
}
