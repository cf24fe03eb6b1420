public import HAL

/// A GPIO line that this process reads. Comes from ``GPIOLines``.
public final class GPIOInputLine: DigitalInput {
    /// The name in the device tree.
    public let name: String

    private let line: HeldLine

    init(_ name: String, _ line: HeldLine) {
        self.name = name
        self.line = line
    }

    /// Whether the line is at its active level as wired.
    public func read() throws(LineError) -> Bool {
        try line.value()
    }
}
