import Control
import HAL
import LinuxHAL
import Logging
import Quantities

/// Tells which bus, branch, chip or line fails, why, and where to look; when it begins and when it
/// is over. Formats on the main thread what the loop's thread put into plain values.
struct DeviceJournal {
    private let log: Logger
    private let names: HardwareNames
    private var buses: [Notes] = []
    private var lineFailures = Episode()

    /// Devices that are named in one episode, at most: a bus that fails fails for all of them.
    private static let namedLimit = 4

    /// What has been told of one bus.
    private struct Notes {
        var failures = Episode()
        var named: [DeviceRole] = []
        var bus = BusSnapshot()
        var lostAt: Instant = .start
    }

    init(log: Logger, names: HardwareNames) {
        self.log = log
        self.names = names
    }

    /// Writes what one step changed.
    mutating func observe(_ report: StepReport) {
        while buses.count < report.busCount { buses.append(Notes()) }
        for index in 0..<report.busCount { observe(report.buses[index], index, at: report.now) }
        observeLines(report)
    }

    // MARK: - Buses

    private mutating func observe(_ bus: BusSnapshot, _ index: Int, at now: Instant) {
        observeFailures(bus, index, at: now)
        let before = buses[index].bus
        if bus == before { return }
        observeLoss(bus, before, index, at: now)
        let name = names.bus(index)
        if bus.isHeld, !before.isHeld {
            log.error(
                """
                \(name): stuck: a line is held low, or everybody acknowledges; it is being brought \
                back. Look at what was plugged in last, at chips without supply, at shorts
                """)
        } else if before.isHeld, !bus.isHeld, !bus.isGone {
            log.notice("\(name): the lines are free again")
        }
        for channel in 0..<8 where (bus.stuckChannels ^ before.stuckChannels) >> channel & 1 == 1 {
            tell(channel, index, isLeftOut: bus.stuckChannels >> channel & 1 == 1)
        }
        if bus.switchRefuses != before.switchRefuses {
            if bus.switchRefuses {
                log.warning(
                    """
                    \(name): the multiplexer does not take selections. Look at its supply and its \
                    reset line
                    """)
            } else {
                log.notice("\(name): the multiplexer takes selections again")
            }
        }
        buses[index].bus = bus
    }

    private func tell(_ channel: Int, _ index: Int, isLeftOut: Bool) {
        let chips = names.devices(onBus: index, channel: channel).joined(separator: ", ")
        let what = "\(names.bus(index)): channel \(channel) of the multiplexer"
        if isLeftOut {
            log.warning(
                """
                \(what) holds the bus and is left out, tried again every ten seconds. Look at its \
                wires and at \(chips.isEmpty ? "what is on it" : chips)
                """)
        } else {
            log.notice("\(what) is in use again")
        }
    }

    private mutating func observeLoss(
        _ bus: BusSnapshot, _ before: BusSnapshot, _ index: Int, at now: Instant
    ) {
        guard bus.isGone else {
            if before.isGone {
                log.notice(
                    """
                    \(names.bus(index)): the adapter is back after \
                    \(spanText(now - buses[index].lostAt)); every chip on it is identified and \
                    configured anew
                    """)
            }
            return
        }
        if !before.isGone {
            buses[index].lostAt = now
            log.error(
                """
                \(names.bus(index)): the adapter is gone: \(describe(errno: bus.lossNumber)); it \
                is opened again when it is back. Look at its plug and driver, and at the kernel's \
                log
                """)
        } else if bus.lossNumber != before.lossNumber {
            log.warning(
                """
                \(names.bus(index)): the adapter cannot be opened yet: \
                \(describe(errno: bus.lossNumber))
                """)
        }
    }

    private mutating func observeFailures(_ bus: BusSnapshot, _ index: Int, at now: Instant) {
        // Nobody is asked on a bus that is being brought back, which is no success.
        let isQuiet = bus.deviceErrorCount == buses[index].failures.total
        if isQuiet, bus.rung != .normal { return }
        switch buses[index].failures.update(total: bus.deviceErrorCount, now: now) {
        case .began: buses[index].named.removeAll(keepingCapacity: true)
        case .ended(let count, let lasted):
            log.notice(
                """
                transfers to devices succeed again: \(names.bus(index)): \(count) failed in \
                \(spanText(lasted))
                """)
        case nil: break
        }
        guard !isQuiet, let failure = bus.lastFailure,
            buses[index].named.count < Self.namedLimit,
            !buses[index].named.contains(failure.device)
        else { return }
        buses[index].named.append(failure.device)
        log.warning(
            "transfers to devices fail: \(names.device(failure.device)): \(failure.error.advice)")
    }

    // MARK: - Lines

    private mutating func observeLines(_ report: StepReport) {
        switch lineFailures.update(total: report.lineErrors, now: report.now) {
        case nil: break
        case .ended(let count, let lasted):
            log.notice("GPIO lines can be used again: \(count) failed in \(spanText(lasted))")
        case .began:
            guard let failure = report.lineFailure else { return }
            let line = names.line(failure.line)
            guard failure.error == .line(.unavailable) else {
                log.error("GPIO line \(line) cannot be used: \(failure.error.advice)")
                return
            }
            log.critical(
                """
                GPIO line \(line) is gone with its chip. Nobody knows where the outputs stand now, \
                so no line is taken again while this program runs; what cannot be read counts as \
                unsafe. Find out why, make sure that the contactors are open, and restart solidbmsd
                """)
        }
    }
}
