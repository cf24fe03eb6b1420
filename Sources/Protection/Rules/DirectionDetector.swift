public import Quantities

/// Tells charging, discharging and resting apart, with a dead band around zero.
///
/// A direction is entered above the dead band and left below half of it, so that noise at the edge
/// does not restart the confirmation of the rules that depend on the direction.
public struct DirectionDetector: Sendable {
    /// The magnitude above which current counts as flowing.
    public let deadBand: Current
    /// The direction found last; every direction until a current has been measured.
    public private(set) var direction: CurrentDirections = .all

    public init(deadBand: Current) {
        precondition(deadBand >= .zero, "A dead band is not negative.")
        self.deadBand = deadBand
    }

    /// Takes one measurement, `nil` when it is missing.
    ///
    /// A missing current may flow any way: rules of every direction then apply.
    public mutating func update(_ current: Current?) -> CurrentDirections {
        guard let current, !current.si.isNaN else {
            direction = .all
            return direction
        }
        let edge = deadBand.amperes
        let value = current.amperes
        if value > edge || (direction == .charging && value > edge / 2) {
            direction = .charging
        } else if value < -edge || (direction == .discharging && value < -edge / 2) {
            direction = .discharging
        } else {
            direction = .resting
        }
        return direction
    }
}
