public import Quantities

/// What every chip driver offers: a name, its identity, and a start-up that never waits.
///
/// Drivers do not sleep, retry or log. What takes time at start-up is asked for again later, with
/// the `now` of a later step; what takes microseconds is polled a bounded number of times, each
/// poll being a transfer that takes time itself.
public protocol Device: AnyObject {
    /// Part number and place, for messages: "TMP117 at 0x48".
    var name: String { get }

    /// Reads the identity register and compares it; changes nothing in the device.
    ///
    /// - Returns: The identity as read, for the log.
    /// - Throws: ``DeviceError/wrongIdentity(expected:found:)`` when another chip answers.
    func identify() throws(DeviceError) -> UInt32

    /// Brings the device towards measuring: resets, configures, reads back. Call again until
    /// ``StartProgress/ready``; call from the beginning with ``restart()`` after a loss.
    ///
    /// - Parameter now: The time of this step.
    func start(now: Instant) throws(DeviceError) -> StartProgress

    /// Forgets all progress of ``start(now:)``; does not touch the device.
    func restart()
}

/// How far a device's start-up is.
public enum StartProgress: Equatable, Sendable {
    /// Configured, read back and measuring.
    case ready
    /// Call again no earlier than this.
    case wait(until: Instant)
}
