import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// A BQ76952 and its driver on one bus.
final class BQ76952Rig {
    let bus: SimulatedI2CBus
    let chip: SimulatedBQ76952
    let driver: BQ76952
    var violations: [String] = []
    private(set) var startCalls = 0

    init(
        cellCount: Int = 16, settings: BQ76952Settings = BQ76952Settings(),
        isChecked: Bool = false, frequency: Int = 400_000
    ) {
        bus = SimulatedI2CBus(frequency: frequency)
        chip = SimulatedBQ76952(isChecked: isChecked)
        driver = BQ76952(bus: bus, cellCount: cellCount, settings: settings)
        bus.attach(chip, at: I2CAddress(0x08))
        chip.cellVoltages = Array(repeating: .volts(3.7), count: 16)
        chip.onViolation = { [unowned self] in violations.append($0) }
    }

    /// Lets time pass in small steps; nothing is on the bus.
    func pass(_ duration: Duration) { bus.advance(to: bus.now + duration) }

    /// Starts the driver, one call each `step` as the control loop would.
    func start(step: Duration = .milliseconds(100), limit: Int = 40) throws {
        for _ in 0..<limit {
            startCalls += 1
            if try driver.start(now: bus.now) == .ready { return }
            pass(step)
        }
        Issue.record("The driver did not become ready.")
    }

    func readFrame() throws -> CellMonitorFrame {
        var frame = CellMonitorFrame(cellCount: driver.cellCount)
        try driver.readFrame(into: &frame)
        return frame
    }
}
