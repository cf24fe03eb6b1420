public import Quantities

/// A contactor: coil in, main contact to the power circuit, auxiliary contact out.
///
/// The contact follows the coil after a delay; while closing it bounces. Delays are those of a
/// small DC contactor. The world reads ``isClosed``; the controller sees ``auxiliary`` only.
public final class SimulatedContactor {
    /// Name on the board, for traces.
    public let name: String

    /// Wire to the coil driver; active energises the coil.
    public let coil: SimulatedLine

    /// Wire from the auxiliary contact; active when that contact is closed.
    public let auxiliary: SimulatedLine

    /// Whether the main contact conducts now.
    public private(set) var isClosed = false

    /// From coil current to the first touch.
    public var closingDelay: Duration = .milliseconds(20)
    /// From the end of the coil current to the last touch.
    public var openingDelay: Duration = .milliseconds(10)
    /// How long the contact bounces after the first touch.
    public var bounceTime: Duration = .milliseconds(3)
    /// Length of each open and each closed part of the bounce.
    public var bouncePeriod: Duration = .microseconds(500)

    /// Fault: the main contact is welded; it stays closed once it is.
    public var isWelded = false
    /// Fault: the main contact does not close.
    public var isStuckOpen = false
    /// Fault: the auxiliary contact stays here, whatever the main contact does.
    public var stuckFeedback: Bool?

    private var now: Instant
    private var isEnergised: Bool
    private var changedAt: Instant
    /// Whether the armature had arrived when the coil last changed.
    private var wasClosed = false

    /// An open contactor without coil current.
    public init(name: String, now: Instant = .start) {
        self.name = name
        self.now = now
        changedAt = now
        isEnergised = false
        coil = SimulatedLine(name: name + " coil")
        auxiliary = SimulatedLine(name: name + " auxiliary contact")
        coil.onChange = { [unowned self] in energise($0) }
    }

    /// Lets the armature move. `now` never goes back.
    public func advance(to instant: Instant) {
        if instant > now { now = instant }
        update()
    }

    /// When the main contact will next change, or `nil` when it rests. For a world with variable
    /// steps.
    public var nextChange: Instant? {
        let elapsed = now - changedAt
        let delay = isEnergised ? closingDelay : openingDelay
        if elapsed < delay { return isEnergised == wasClosed ? nil : changedAt + delay }
        guard isEnergised, !wasClosed, elapsed < closingDelay + bounceTime else { return nil }
        let parts = (elapsed - closingDelay).inNanoseconds / bouncePeriod.inNanoseconds
        let next = changedAt + closingDelay + bouncePeriod * Int(parts + 1)
        let end = changedAt + closingDelay + bounceTime
        return next < end ? next : end
    }

    private func energise(_ energised: Bool) {
        update()
        wasClosed = armatureIsClosed
        isEnergised = energised
        changedAt = now
        update()
    }

    private var armatureIsClosed: Bool {
        let elapsed = now - changedAt
        guard isEnergised else { return wasClosed && elapsed < openingDelay }
        if wasClosed { return true }
        guard elapsed >= closingDelay else { return false }
        let bouncing = elapsed - closingDelay
        guard bouncing < bounceTime else { return true }
        return bouncing.inNanoseconds / bouncePeriod.inNanoseconds % 2 == 0
    }

    private func update() {
        let wanted = armatureIsClosed
        if isStuckOpen {
            isClosed = false
        } else if wanted || !isWelded {
            isClosed = wanted
        }
        auxiliary.drive(stuckFeedback ?? isClosed)
    }
}
