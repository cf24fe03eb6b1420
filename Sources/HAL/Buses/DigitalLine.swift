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
}

/// How access to a GPIO line failed.
public enum LineError: Error, Equatable, Sendable {
    /// The line is not there, or another process holds it.
    case unavailable
    /// Anything else the operating system said; the value is its `errno`.
    case system(Int32)
}
