import Control
import Estimation
import Quantities

/// How far the estimates are from the simulated truth, gathered over a run.
public struct EstimateError: Sendable {
    /// Counting begins here: a filter may find its state first.
    public let settling: Duration

    private var count = 0.0
    private var stateOfChargeSquares = 0.0
    private var contactSquares = 0.0
    private var insideThreeDeviations = 0.0
    /// Largest error of the state of charge.
    public private(set) var stateOfChargeMaximum = 0.0

    init(settling: Duration) { self.settling = settling }

    /// Whether the run lasted long enough for anything to be counted.
    public var isJudged: Bool { count > 0 }
    /// Root mean square error of the state of charge.
    public var stateOfChargeRMSE: Double {
        count > 0 ? (stateOfChargeSquares / count).squareRoot() : 0
    }
    /// Root mean square error of the contact fraction.
    public var contactFractionRMSE: Double { count > 0 ? (contactSquares / count).squareRoot() : 0 }
    /// Part of the state-of-charge errors inside three of the filter's own deviations.
    public var honesty: Double { count > 0 ? insideThreeDeviations / count : 1 }

    mutating func add(_ snapshot: borrowing Snapshot, rig: SimulatedRig) {
        guard snapshot.now - .start >= settling else { return }
        for index in snapshot.cells.indices {
            let estimate = snapshot.cells[index].estimate
            let error = estimate.stateOfCharge - rig.pack.stateOfCharge(position: index)
            let contact = estimate.contactFraction - rig.pack.contactFraction(position: index)
            count += 1
            stateOfChargeSquares += error * error
            contactSquares += contact * contact
            stateOfChargeMaximum = max(stateOfChargeMaximum, error.magnitude)
            if error.magnitude <= 3 * estimate.stateOfChargeDeviation { insideThreeDeviations += 1 }
        }
    }
}
