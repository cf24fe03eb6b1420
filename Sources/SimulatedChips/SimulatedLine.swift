public import HAL

/// A wire between the controller and the simulated board: driven at one end, read at the other.
public final class SimulatedLine: DigitalOutput, DigitalInput {
    /// Signal name on the board, for traces.
    public let name: String

    /// The level at the reading end.
    public var isActive: Bool { stuckLevel ?? drivenLevel }

    /// Told of every change of the level at the reading end.
    public var onChange: ((Bool) -> Void)?

    /// Fault: the wire is shorted to this level, whoever drives it.
    public var stuckLevel: Bool? {
        didSet { tell(previous: oldValue ?? drivenLevel) }
    }

    /// Fault: the operating system refuses the line.
    public var error: LineError?

    private var drivenLevel: Bool
    private var hasMoved = false

    /// - Parameter isActive: Level until somebody drives the wire: what the board's resistor says.
    public init(name: String, isActive: Bool = false) {
        self.name = name
        drivenLevel = isActive
    }

    /// Drives the wire from the board's side, which no operating system can refuse.
    public func drive(_ isActive: Bool) {
        let previous = self.isActive
        drivenLevel = isActive
        tell(previous: previous)
    }

    public func set(_ isActive: Bool) throws(LineError) {
        if let error { throw error }
        drive(isActive)
    }

    public func read() throws(LineError) -> Bool {
        if let error { throw error }
        return isActive
    }

    /// Keeps its edges, as the kernel does: any change since the last call counts as active.
    public func readLatched() throws(LineError) -> Bool {
        let hasMoved = hasMoved
        self.hasMoved = false
        return try read() || hasMoved
    }

    private func tell(previous: Bool) {
        guard isActive != previous else { return }
        hasMoved = true
        onChange?(isActive)
    }
}
