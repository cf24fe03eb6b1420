import HAL
import Quantities

/// Turns bridge ratios into pressures, by the tare of the pack file or by one taken at the rig, and
/// takes the latter.
struct TareBench: Sendable {
    private let file: [LoadCellCalibration]
    private let settings: TareSettings
    private(set) var status: [TareStatus]
    /// Calibrations taken or adopted, ever.
    private(set) var changeCount: UInt64 = 0
    private var measurements: [TareMeasurement]
    private var requestedUnixSeconds: Int64 = 0
    /// Stacks with a tare from an earlier run that is not believed, until another is taken.
    private var isForgotten: [Bool]

    init(_ file: [LoadCellCalibration], settings: TareSettings) {
        self.file = file
        self.settings = settings
        status = Array(repeating: TareStatus(), count: file.count)
        measurements = Array(repeating: TareMeasurement(began: .start), count: file.count)
        isForgotten = Array(repeating: false, count: file.count)
        for stack in file.indices { status[stack].isInFile = file[stack].isZeroKnown }
    }

    /// The calibration in force of one stack.
    func loadCell(_ stack: Int) -> LoadCellCalibration {
        var calibration = file[stack]
        if let tare = status[stack].tare { calibration.zeroRatio = tare.zeroRatio }
        return calibration
    }

    /// Whether somebody vouches for the zero and the scale of a stack.
    ///
    /// - Parameter unixSeconds: The time of day; `nil` where it is not known, and no calibration is
    ///   over.
    func isCalibrated(_ stack: Int, unixSeconds: Int64?) -> Bool {
        if let unixSeconds, let expiry = file[stack].expiryUnixSeconds, unixSeconds >= expiry {
            return false
        }
        return !isForgotten[stack] && (file[stack].isZeroKnown || status[stack].tare != nil)
    }

    // MARK: - What survives a restart

    /// The tares in force that were taken at the rig. Allocates.
    var calibration: Calibration {
        var calibration = Calibration(stackCount: status.count)
        for stack in status.indices { calibration.stacks[stack] = status[stack].tare }
        return calibration
    }

    /// Takes over what an earlier run learnt.
    ///
    /// - Returns: The stacks, from 0, whose tare could not have been taken here; that of the pack
    ///   file counts for them.
    mutating func adopt(_ calibration: Calibration) -> [Int] {
        var refused: [Int] = []
        for stack in status.indices where stack < calibration.stacks.count {
            guard let tare = calibration.stacks[stack] else { continue }
            if isPlausible(tare.zeroRatio, stack) {
                force(tare, stack)
            } else {
                refused.append(stack)
                isForgotten[stack] = true
            }
        }
        return refused
    }

    private func isPlausible(_ zeroRatio: Double, _ stack: Int) -> Bool {
        let range = (file[stack].range.upperBound.pascals / file[stack].pascalsPerRatio).magnitude
        return (zeroRatio - file[stack].zeroRatio).magnitude <= settings.offsetShare * range
    }

    private mutating func force(_ tare: StackTare, _ stack: Int) {
        status[stack].tare = tare
        isForgotten[stack] = false
        status[stack].offset =
            .pascals((tare.zeroRatio - file[stack].zeroRatio) * file[stack].pascalsPerRatio)
        changeCount += 1
    }

    // MARK: - Taking a tare

    /// Begins to measure.
    ///
    /// - Parameters:
    ///   - stack: From 0; `nil` for all.
    ///   - refusal: Why it may not; then nothing is measured.
    mutating func begin(stack: Int?, unixSeconds: Int64, now: Instant, refusal: TareRefusal?) {
        requestedUnixSeconds = unixSeconds
        for index in status.indices where stack == nil || stack == index {
            measurements[index] = TareMeasurement(began: now)
            status[index].latest = refusal.map { .refused($0) } ?? .measuring
        }
    }

    /// Takes a reading, if one is wanted.
    mutating func take(_ ratio: Double, stack: Int) {
        guard status[stack].latest == .measuring else { return }
        measurements[stack].take(ratio)
    }

    /// Takes a failed reading.
    mutating func fail(_ error: DeviceError, stack: Int) {
        guard status[stack].latest == .measuring else { return }
        measurements[stack].fail(error)
    }

    /// Ends what is complete or may not go on.
    mutating func conclude(now: Instant, refusal: TareRefusal?) {
        for stack in status.indices where status[stack].latest == .measuring {
            let outcome =
                refusal.map { TareOutcome.refused($0) }
                ?? measurements[stack].outcome(now: now, settings: settings, file: file[stack])
            status[stack].latest = outcome
            if outcome == .stored {
                force(
                    StackTare(
                        zeroRatio: measurements[stack].mean,
                        takenUnixSeconds: requestedUnixSeconds), stack)
            }
        }
    }
}
