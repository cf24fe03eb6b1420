import Control
import LinuxHAL
import Quantities

/// Tells the loop, once a second, whether the board's supply is too low.
///
/// Unchecked: after it is made, only the loop's thread touches it.
final class SupplyWatch: StepFollower, @unchecked Sendable {
    /// The driver looks every two seconds.
    private static let period = Duration.seconds(1)

    private let alarm: SupplyAlarm
    private var nextLook: Instant = .start

    init(_ alarm: SupplyAlarm) { self.alarm = alarm }

    func follow(_ snapshot: borrowing Snapshot, of control: ControlLoop) {
        guard snapshot.now >= nextLook else { return }
        nextLook = snapshot.now + Self.period
        if let isLow = alarm.isLow { control.note(supplyIsLow: isLow) }
    }
}
