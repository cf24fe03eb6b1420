public import Quantities

/// The way back from a bus that hangs, rung by rung; decides and does nothing itself.
///
/// 1. A failed reading is repeated once in its step. That is done where readings are taken, for the
///    first transfer after an error may fail on bcm2835 whatever the bus does.
/// 2. An address that nobody has is addressed: nine clocks and a STOP. No acknowledge is the right
///    answer and means that the lines are free; anything else means that one is held.
/// 3. The multiplexer is reset, which takes all branches off the wires. If the lines are free then,
///    each branch is tried in turn; one that holds them is left out from then on, and tried again
///    every ten seconds.
/// 4. The bus is clocked free where the controller can.
/// 5. The supply of the sensors is taken away for 150 ms, if the rig has a line for it.
/// 6. The bus is given up, and tried again from the second rung, at first soon, then less often.
///
/// A controller that is gone leaves nothing to climb for: the bus is given up at once. When there
/// is one again, every chip behind it is taken for a new one.
///
/// Meanwhile nothing is read: readings are missing, and the times of the diagnostics that watch
/// them decide what happens to the contactors, not the state of this ladder.
public struct BusRecovery: Sendable, Equatable {
    /// What a rig has to climb with.
    public struct Means: Sendable, Equatable {
        /// Branches of the multiplexer; 0 without one.
        public var channelCount: Int
        /// Whether the supply of the chips can be switched.
        public var canCutPower: Bool

        public init(channelCount: Int = 0, canCutPower: Bool = false) {
            precondition((0...8).contains(channelCount), "A multiplexer has up to 8 channels.")
            self.channelCount = channelCount
            self.canCutPower = canCutPower
        }
    }

    /// What to do next.
    public enum Action: Sendable, Equatable {
        /// Read the devices as usual.
        case read
        /// Leave the bus alone in this step.
        case wait
        case addressUnused
        /// Reset the multiplexer, then address nobody.
        case resetSwitch
        /// Put a branch on the wires, then address nobody.
        case tryChannel(Int)
        case clear
        case cutPower
        case restorePower
    }

    /// What came of it.
    public enum Outcome: Sendable, Equatable {
        /// The lines are free; of a switched line: it was switched.
        case free
        /// A line is held, or something acknowledged where nobody is.
        case held
        /// The multiplexer does not take the selection, though the lines are free.
        case refused
        /// It cannot be done here.
        case impossible
        /// There is no controller.
        case gone
    }

    /// Which devices have to be started anew.
    public enum Restart: Sendable, Equatable {
        case nothing
        /// Those whose supply was off.
        case supplied
        /// All: the controller was away, and what is behind it now may be others.
        case everything
    }

    /// Where on the ladder the bus is. Raw values are stable: they are stored in logs.
    public enum Rung: UInt8, Sendable, CaseIterable {
        case normal = 0
        case addressing = 1
        case multiplexer = 2
        case clearing = 3
        case power = 4
        case givenUp = 5
    }

    private enum Phase: Equatable {
        case normal
        case addressing
        case resettingSwitch
        /// The multiplexer is reset before this channel is tried.
        case isolating(next: Int)
        case trying(Int)
        /// A channel that was left out gets another chance.
        case retrying(Int)
        case clearing
        case cuttingPower
        case poweredOff(until: Instant)
        case settling(until: Instant)
        case checking
        case givenUp(until: Instant)
    }

    /// Channels that hold the bus and are left out: bit n is channel n.
    public private(set) var stuckChannels: UInt8 = 0
    /// Whether the multiplexer does not take selections.
    public private(set) var switchRefuses = false
    /// Whether a line was found held since the bus last worked.
    public private(set) var isHeld = false
    /// Whether the controller is gone.
    public private(set) var isGone = false
    /// Times that a held bus or a controller that was gone came back.
    public private(set) var recoveryCount = 0
    /// Times that the supply was taken away.
    public private(set) var powerCutCount = 0

    private let means: Means
    private var phase = Phase.normal
    private var restart = Restart.nothing
    /// Whether the bus was lost since it last worked.
    private var wasLost = false
    private var refusedSteps = 0
    private var nextCheck = Instant.start
    private var nextRetry = Instant.start
    private var nextSwitchReset = Instant.start
    private var retryInterval = Self.firstRetryInterval
    private var cutsInRow = 0
    private var lastCut = Instant.start

    /// Failed transfers in a row at the end of a step after which the bus is looked at.
    static let failureLimit = 4
    /// Actions of one step, at most: the search over all channels, and a reset for one of them.
    static let actionLimit = 16
    private static let refusalLimit = 3
    private static let powerOffTime = Duration.milliseconds(150)
    /// The slowest chip, a load-cell converter, needs 10 ms; the rail itself some more.
    private static let settlingTime = Duration.milliseconds(100)
    private static let powerCutLimit = 3
    private static let powerCutMemory = Duration.seconds(60)
    private static let checkInterval = Duration.seconds(1)
    private static let channelRetryInterval = Duration.seconds(10)
    private static let firstRetryInterval = Duration.milliseconds(200)
    private static let lastRetryInterval = Duration.seconds(5)

    public init(means: Means) { self.means = means }

    /// Where the bus is.
    public var rung: Rung {
        switch phase {
        case .normal: .normal
        case .addressing: .addressing
        case .resettingSwitch, .isolating, .trying, .retrying: .multiplexer
        case .clearing: .clearing
        case .cuttingPower, .poweredOff, .settling, .checking: .power
        case .givenUp: .givenUp
        }
    }

    /// Whether a channel is left out.
    public func isLeftOut(channel: Int) -> Bool { stuckChannels >> UInt8(channel) & 1 == 1 }

    // MARK: - What happened

    /// Takes a step in which devices were read.
    ///
    /// - Parameters:
    ///   - succeeded: Transfers that went through.
    ///   - failedInRow: Failed transfers since the last of them.
    ///   - isExhausted: Whether transfers ran into their deadline so often that the rest was left.
    ///   - sawHeldLine: Whether a failure named a held line.
    ///   - sawLoss: Whether a failure said that the controller is gone. It may be back by now.
    ///   - switchRefused: Whether the multiplexer did not take a selection; `nil` when it was not
    ///     asked for one.
    public mutating func observe(
        succeeded: Int, failedInRow: Int, isExhausted: Bool, sawHeldLine: Bool,
        sawLoss: Bool = false, switchRefused: Bool?, at now: Instant
    ) {
        guard phase == .normal else { return }
        if sawLoss { return observeLoss() }
        if let switchRefused {
            refusedSteps = switchRefused ? min(refusedSteps + 1, Self.refusalLimit) : 0
            switchRefuses = refusedSteps >= Self.refusalLimit
        }
        let hasFailed =
            failedInRow > 0
            && (succeeded == 0 || failedInRow >= Self.failureLimit || isExhausted)
        if hasFailed {
            if sawHeldLine || now >= nextCheck { phase = .addressing }
        } else if switchRefuses, now >= nextSwitchReset {
            nextSwitchReset = now + Self.channelRetryInterval
            phase = .resettingSwitch
        }
    }

    /// The controller was reported gone, be it after the devices of a step were read.
    public mutating func observeLoss() {
        guard phase == .normal else { return }
        lose()
        phase = .addressing
    }

    /// What is to be done now. Ask again after ``conclude(_:at:)``, until it is to read or to wait.
    public mutating func action(at now: Instant) -> Action {
        switch phase {
        case .normal:
            guard stuckChannels != 0, now >= nextRetry else { return .read }
            nextRetry = now + Self.channelRetryInterval
            let channel = stuckChannels.trailingZeroBitCount
            phase = .retrying(channel)
            return .tryChannel(channel)
        case .addressing, .checking: return .addressUnused
        case .resettingSwitch, .isolating: return .resetSwitch
        case .trying(let channel), .retrying(let channel): return .tryChannel(channel)
        case .clearing: return .clear
        case .cuttingPower: return .cutPower
        case .poweredOff(let end): return now < end ? .wait : .restorePower
        case .settling(let end):
            guard now >= end else { return .wait }
            phase = .checking
            return .addressUnused
        case .givenUp(let end):
            guard now >= end else { return .wait }
            phase = .addressing
            return .addressUnused
        }
    }

    /// Which devices must be started anew. Answered once.
    public mutating func takeRestart() -> Restart {
        defer { restart = .nothing }
        return restart
    }

    /// Takes what came of the last action.
    public mutating func conclude(_ outcome: Outcome, at now: Instant) {
        if outcome == .gone {
            lose()
            giveUp(at: now)
            return
        }
        if asksController { isGone = false }
        if outcome == .held, !isRetrying { isHeld = true }
        switch phase {
        case .normal, .givenUp: break
        case .addressing:
            if outcome == .free {
                succeed(at: now)
            } else {
                phase = means.channelCount > 0 ? .resettingSwitch : .clearing
            }
        case .resettingSwitch:
            refusedSteps = 0
            stuckChannels = outcome == .free ? 0 : stuckChannels
            phase = outcome == .free ? .trying(0) : .clearing
        case .isolating(let next):
            if outcome == .free { search(from: next, at: now) } else { phase = .clearing }
        case .trying(let channel): concludeTrial(of: channel, outcome, at: now)
        case .retrying(let channel):
            if outcome == .free {
                stuckChannels &= ~(1 << UInt8(channel))
                // What came back may not be alone.
                nextRetry = now
            }
            // A channel that holds the lines has to come off them again.
            phase = outcome == .held ? .isolating(next: means.channelCount) : .normal
        case .clearing:
            if outcome == .free { succeed(at: now) } else { cutPowerOrGiveUp(at: now) }
        case .cuttingPower:
            if outcome == .free {
                powerCutCount += 1
                cutsInRow = now - lastCut > Self.powerCutMemory ? 1 : cutsInRow + 1
                lastCut = now
                phase = .poweredOff(until: now + Self.powerOffTime)
            } else {
                giveUp(at: now)
            }
        case .poweredOff:
            if restart == .nothing { restart = .supplied }
            phase = .settling(until: now + Self.settlingTime)
        case .settling: break
        case .checking:
            if outcome == .free { succeed(at: now) } else { giveUp(at: now) }
        }
    }

    // MARK: - Rungs

    private var isRetrying: Bool { if case .retrying = phase { true } else { false } }

    private mutating func concludeTrial(of channel: Int, _ outcome: Outcome, at now: Instant) {
        switch outcome {
        case .free: search(from: channel + 1, at: now)
        case .held:
            stuckChannels |= 1 << UInt8(channel)
            nextRetry = now + Self.channelRetryInterval
            phase = .isolating(next: channel + 1)
        case .refused, .impossible, .gone:
            // It cannot be searched; the lines are free, so what is on the bus itself can be read.
            refusedSteps = Self.refusalLimit
            switchRefuses = true
            nextSwitchReset = now + Self.channelRetryInterval
            succeed(at: now)
        }
    }

    private mutating func search(from channel: Int, at now: Instant) {
        if channel < means.channelCount {
            phase = .trying(channel)
        } else {
            succeed(at: now)
        }
    }

    /// Whether what was done last went over the wires, so that somebody was there to do it.
    private var asksController: Bool {
        switch phase {
        case .cuttingPower, .poweredOff: false
        default: true
        }
    }

    private mutating func lose() {
        isGone = true
        isHeld = false
        wasLost = true
        restart = .everything
        // What was found of its branches was found of another.
        stuckChannels = 0
    }

    private mutating func succeed(at now: Instant) {
        if isHeld || wasLost {
            recoveryCount += 1
            nextCheck = now
        } else {
            // The lines were free all the time: it is the devices that do not answer.
            nextCheck = now + Self.checkInterval
        }
        isHeld = false
        wasLost = false
        retryInterval = Self.firstRetryInterval
        phase = .normal
    }

    private mutating func cutPowerOrGiveUp(at now: Instant) {
        let mayCut = cutsInRow < Self.powerCutLimit || now - lastCut > Self.powerCutMemory
        if means.canCutPower, mayCut { phase = .cuttingPower } else { giveUp(at: now) }
    }

    private mutating func giveUp(at now: Instant) {
        phase = .givenUp(until: now + retryInterval)
        retryInterval = min(retryInterval * 2, Self.lastRetryInterval)
    }
}
