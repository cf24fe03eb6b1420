import HAL
import Quantities

/// Brings one device up, notices when it is lost, and brings it up again: the only place that
/// retries.
struct DeviceSession {
    /// Failed steps in a row after which the device is started anew.
    private static let failureLimit = 10
    /// Reads in a row without fresh data after which the converter is taken to have stopped; far
    /// beyond the conversion time of any device.
    private static let silenceLimit = 100

    private(set) var isReady = false
    private var isIdentified = false
    private var nextAttempt: Instant = .start
    private var failuresInRow = 0
    private var silentReads = 0
    /// Transfers that ended in an error, ever.
    private(set) var errorCount: UInt64 = 0
    /// Why the device is not ready, as of the last attempt.
    private(set) var problem: DeviceError?

    init() {}

    /// Whether measurements may be taken. A device that is not ready is moved one step on.
    ///
    /// - Parameters:
    ///   - mayConfigure: Whether configuring is allowed now: a cell monitor stops protecting while
    ///     it is configured, so contactors must be open.
    ///   - patience: Told of errors.
    mutating func prepare(
        _ device: any Device, now: Instant, mayConfigure: Bool, patience: inout BusPatience
    ) -> Bool {
        if isReady { return true }
        guard mayConfigure, now >= nextAttempt else { return false }
        do throws(DeviceError) {
            if !isIdentified {
                _ = try device.identify()
                isIdentified = true
            }
            switch try device.start(now: now) {
            case .ready:
                isReady = true
                problem = nil
                failuresInRow = 0
            case .wait(let instant):
                nextAttempt = instant
            }
        } catch {
            patience.note(error)
            failed(error, device)
        }
        return isReady
    }

    /// A measurement succeeded.
    mutating func succeeded() {
        failuresInRow = 0
        silentReads = 0
    }

    /// The device lost its supply: it is started anew, at once.
    mutating func lose(_ device: any Device) {
        isReady = false
        isIdentified = false
        nextAttempt = .start
        failuresInRow = 0
        silentReads = 0
        device.restart()
    }

    /// A measurement or a start-up step failed.
    mutating func failed(_ error: DeviceError, _ device: any Device) {
        if case .noFreshData = error {
            silentReads += 1
            if silentReads < Self.silenceLimit { return }
        }
        errorCount += 1
        failuresInRow += 1
        let isLost: Bool
        switch error {
        case .noFreshData: isLost = true
        case .configurationLost, .readBack, .wrongIdentity: isLost = true
        default: isLost = failuresInRow >= Self.failureLimit
        }
        if isLost || !isReady {
            problem = error
            isReady = false
            isIdentified = false
            failuresInRow = 0
            silentReads = 0
            device.restart()
        }
    }
}
