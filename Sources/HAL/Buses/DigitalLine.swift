/// A GPIO line that the program drives. Every such line has a safe level that the board returns to
/// when the process, the kernel or the supply dies; that is a property of the circuit, not of this
/// protocol.
public protocol DigitalOutput: AnyObject {
    /// Drives the line: `true` is the active level as wired (active-low lines are inverted below
    /// this protocol).
    func set(_ isActive: Bool) throws(LineError)
}

/// A GPIO line that the program reads.
public protocol DigitalInput: AnyObject {
    /// Whether the line is at its active level as wired.
    func read() throws(LineError) -> Bool

    /// Whether the line was at its active level at any moment since the last call, now included.
    ///
    /// Never waits. A line that keeps its edges answers true for a pulse that began and ended
    /// between two steps; one that does not can only say how it stands now.
    func readLatched() throws(LineError) -> Bool
}

extension DigitalInput {
    /// How the line stands now: what a line without memory knows.
    public func readLatched() throws(LineError) -> Bool { try read() }
}

/// How access to a GPIO line failed.
public enum LineError: Error, Equatable, Sendable {
    /// The line is not there, or another process holds it.
    case unavailable
    /// Anything else the operating system said; the value is its `errno`.
    case system(Int32)
}
