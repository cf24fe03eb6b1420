/// How much a ``Recorder`` keeps, and what it does when the disk is slower than the loop.
public struct RecorderOptions: Sendable, Equatable {
    /// What happens to a snapshot that finds the ring full.
    public enum FullPolicy: Sendable, Equatable {
        /// It is dropped and counted; the loop never waits. For real time.
        case dropWhenFull
        /// The caller waits for space, so that nothing is ever lost. For simulated time only.
        case waitWhenFull
    }

    public var fullPolicy: FullPolicy
    /// Loop time between recorded snapshots; zero records every step. The first and the last
    /// snapshot, and every step with an event or a change of contactor state, are recorded too.
    public var framePeriod: Duration
    /// Loop time after which recorded frames are committed. Events are committed at once.
    public var commitPeriod: Duration
    /// Snapshots the ring holds while the disk is busy.
    public var frameCapacity: Int
    /// Events their own ring holds while the disk is busy.
    public var eventCapacity: Int
    /// The size in bytes above which the log takes no more; `nil` leaves it to the file system.
    /// The write-ahead file beside an open log comes on top.
    public var maximumFileSize: Int64?
    /// How long the writer waits for another program's lock on the log.
    public var busyTimeout: Duration
    /// Loop time after a failed write until the next attempt.
    public var retryPeriod: Duration
    /// Whether a log that is found damaged at the start is set aside and another begun; otherwise
    /// it is refused.
    public var setsDamagedAside = false

    public init(
        fullPolicy: FullPolicy, framePeriod: Duration = .seconds(1),
        commitPeriod: Duration = .seconds(10), frameCapacity: Int = 64,
        eventCapacity: Int = 1024, maximumFileSize: Int64? = nil,
        busyTimeout: Duration = .seconds(2), retryPeriod: Duration = .seconds(10)
    ) {
        precondition(frameCapacity > 0 && eventCapacity > 0, "A ring needs at least one slot.")
        precondition(framePeriod >= .zero, "A period is not negative.")
        self.fullPolicy = fullPolicy
        self.framePeriod = framePeriod
        self.commitPeriod = commitPeriod
        self.frameCapacity = frameCapacity
        self.eventCapacity = eventCapacity
        self.maximumFileSize = maximumFileSize
        self.busyTimeout = busyTimeout
        self.retryPeriod = retryPeriod
    }

    /// For the daemon: the loop never waits, a snapshot a second, a commit every ten, and a damaged
    /// log is no reason not to start.
    public static let realTime = {
        var options = RecorderOptions(fullPolicy: .dropWhenFull)
        options.setsDamagedAside = true
        return options
    }()

    /// For runs faster than real time: nothing is dropped, commits every ten minutes of loop time.
    public static let simulation = RecorderOptions(
        fullPolicy: .waitWhenFull, commitPeriod: .seconds(600), frameCapacity: 256)
}
