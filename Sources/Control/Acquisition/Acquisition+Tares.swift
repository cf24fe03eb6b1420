import HAL
import Quantities

// The tares of all stacks, each with the lane that reads its load cell.

extension Acquisition {
    func tareStatus(_ stack: Int) -> TareStatus { lanes[laneOfBridge[stack]].tares.status[stack] }

    /// Whether somebody vouches for the zero and the scale of a stack's load cell.
    func isCalibrated(_ stack: Int, unixSeconds: Int64?) -> Bool {
        lanes[laneOfBridge[stack]].tares.isCalibrated(stack, unixSeconds: unixSeconds)
    }

    /// The tares in force that were taken at the rig. Allocates.
    var calibration: Calibration {
        var calibration = Calibration(stackCount: laneOfBridge.count)
        for stack in laneOfBridge.indices {
            calibration.stacks[stack] = tareStatus(stack).tare
        }
        return calibration
    }

    /// Calibrations taken or adopted, ever.
    var calibrationChangeCount: UInt64 {
        var sum: UInt64 = 0
        for lane in lanes { sum += lane.tares.changeCount }
        return sum
    }

    /// Takes over what an earlier run learnt.
    ///
    /// - Returns: The stacks, from 0, whose tare could not have been taken here.
    func adopt(_ calibration: Calibration) -> [Int] {
        var refused: [Int] = []
        for index in lanes.indices {
            var own = calibration
            for stack in own.stacks.indices
            where stack >= laneOfBridge.count || laneOfBridge[stack] != index {
                own.stacks[stack] = nil
            }
            refused += lanes[index].tares.adopt(own)
        }
        return refused.sorted()
    }

    /// Begins to measure one stack, from 0, or with `nil` all of them.
    func beginTare(stack: Int?, unixSeconds: Int64, now: Instant, refusal: TareRefusal?) {
        for lane in lanes {
            lane.tares.begin(stack: stack, unixSeconds: unixSeconds, now: now, refusal: refusal)
        }
    }

    /// Ends what is complete or may not go on.
    func concludeTares(now: Instant, refusal: TareRefusal?) {
        for lane in lanes { lane.tares.conclude(now: now, refusal: refusal) }
    }
}
