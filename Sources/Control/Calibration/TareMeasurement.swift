import HAL
import Quantities

/// The readings of one unloaded bridge, as mean and scatter.
struct TareMeasurement: Sendable {
    private var began: Instant
    private var count = 0
    /// V/V.
    private(set) var mean = 0.0
    /// Sum of the squared distances from the mean (Welford, Technometrics 4, 1962, 419).
    private var squares = 0.0
    private var failure: TareRefusal?

    init(began: Instant) { self.began = began }

    /// Takes a bridge ratio.
    mutating func take(_ ratio: Double) {
        count += 1
        let distance = ratio - mean
        mean += distance / Double(count)
        squares += distance * (ratio - mean)
    }

    /// Takes a failed reading. That nothing new has been measured yet is no failure.
    mutating func fail(_ error: DeviceError) {
        switch error {
        case .noFreshData: break
        case .saturated: failure = .saturated
        default: failure = .readingMissing
        }
    }

    /// What came of it; `measuring` while it goes on.
    func outcome(
        now: Instant, settings: TareSettings, file: LoadCellCalibration
    ) -> TareOutcome {
        if let failure { return .refused(failure) }
        guard count >= settings.readingCount else {
            return now - began > settings.timeLimit ? .refused(.readingMissing) : .measuring
        }
        let range = (file.range.upperBound.pascals / file.pascalsPerRatio).magnitude
        let variance = squares / Double(max(1, count - 1))
        // Not a number compares as false: it must fall on the side of the refusal.
        guard variance.squareRoot() <= settings.noiseShare * range else {
            return .refused(.readingNoisy)
        }
        guard (mean - file.zeroRatio).magnitude <= settings.offsetShare * range else {
            return .refused(.offsetTooLarge)
        }
        return .stored
    }
}
