public import HAL

/// A GPIO line that this process drives. Comes from ``GPIOLines``.
///
/// The line goes to its safe level in the same call that makes it an output, and again when this
/// object goes. What it does after that, and after a crash, is up to the controller and the pull
/// resistor: the circuit has to be safe without this program.
public final class GPIOOutputLine: DigitalOutput {
    /// The name in the device tree.
    public let name: String
    /// The level, as `set` understands it, at which the line does no harm.
    public let safeLevel: Bool

    private let line: HeldLine

    init(_ name: String, safeLevel: Bool, _ line: HeldLine) {
        self.name = name
        self.safeLevel = safeLevel
        self.line = line
    }

    deinit {
        // Nobody is left to hear of a failure; releasing the line is what remains.
        do { try line.setValue(safeLevel) } catch {}
    }

    /// Drives the line: `true` is the active level as wired.
    public func set(_ isActive: Bool) throws(LineError) {
        try line.setValue(isActive)
    }
}
