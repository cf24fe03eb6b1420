import Quantities
import SimulatedChips

/// The wired chain that supplies the contactor coils: each coil needs its enable line *and* the
/// chain, so software can only take permission away.
///
/// Emergency stop, interlock and external watchdog are in the chain.
final class CoilSupply {
    private(set) var watchdog: WindowWatchdog
    private var now: Instant = .start
    private var isInterlockOpen = false
    private var isStopPressed = false
    private var coils: [(enable: SimulatedLine, contactor: SimulatedContactor)] = []

    init(window: WindowWatchdog.Window) {
        watchdog = WindowWatchdog(window: window)
    }

    /// Adds a coil.
    ///
    /// - Returns: Its enable line.
    func line(for contactor: SimulatedContactor) -> SimulatedLine {
        let enable = SimulatedLine(name: contactor.name + " enable")
        enable.onChange = { [unowned self, unowned contactor] isActive in
            contactor.coil.drive(isActive && isSupplied)
        }
        coils.append((enable, contactor))
        return enable
    }

    /// Whether the enable line of a contactor is active.
    func isEnabled(_ contactor: SimulatedContactor) -> Bool {
        coils.contains { $0.contactor === contactor && $0.enable.isActive }
    }

    /// - Returns: The line that the program toggles.
    func watchdogLine() -> SimulatedLine {
        let line = SimulatedLine(name: "watchdog")
        line.onChange = { [unowned self] level in
            watchdog.feed(level, now: now)
            update()
        }
        return line
    }

    /// Lets time pass: the watchdog's runs out.
    func advance(to instant: Instant) {
        now = instant
        let wasAlive = watchdog.isAlive
        watchdog.advance(to: now)
        if watchdog.isAlive != wasAlive { update() }
    }

    func set(interlockOpen: Bool) {
        isInterlockOpen = interlockOpen
        update()
    }

    func set(emergencyStop: Bool) {
        isStopPressed = emergencyStop
        update()
    }

    private var isSupplied: Bool { !isInterlockOpen && !isStopPressed && watchdog.isAlive }

    private func update() {
        for coil in coils { coil.contactor.coil.drive(coil.enable.isActive && isSupplied) }
    }
}
