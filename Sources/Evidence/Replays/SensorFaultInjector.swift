public import Configuration
public import Identification
import PackSimulation

/// Spoils the readings of one log as its sensors would. The same seed, log name and rows give the
/// same readings, whatever else is replayed.
public struct SensorFaultInjector: Sendable {
    private let faults: SensorFaults
    private var streams: [RandomStream]

    /// - Parameters:
    ///   - faults: What is wrong.
    ///   - log: Name of the log, which chooses the random numbers beside the seed.
    public init(_ faults: SensorFaults, log: String) {
        self.faults = faults
        streams = SensorFaults.Channel.allCases.map {
            RandomStream(seed: faults.seed, name: "replay \($0.rawValue) \(log)", index: 0)
        }
    }

    /// Changes the readings of one row; to be called for every row, in order.
    ///
    /// - Parameter elapsed: s since the start of the replay.
    public mutating func apply(to readings: inout SensorReadings, elapsed: Double) {
        for (index, channel) in SensorFaults.Channel.allCases.enumerated() {
            let fault = faults[channel]
            // One number a row, lost or not, so that a dropout does not change the noise after it.
            let noise = fault.noise > 0 ? fault.noise * streams[index].normal() : 0
            let isLost = fault.dropout.map { Self.isLost(at: elapsed, $0) } ?? false
            func spoilt(_ value: Double?) -> Double? {
                isLost ? nil : value.map { $0 * (1 + fault.gainError) + fault.bias + noise }
            }
            switch channel {
            case .current:
                readings.current = spoilt(readings.current)
                readings.chargeCurrent = spoilt(readings.chargeCurrent)
            case .voltage: readings.voltage = spoilt(readings.voltage)
            case .temperature: readings.temperature = spoilt(readings.temperature)
            case .thickness: readings.thickness = spoilt(readings.thickness)
            }
        }
    }

    /// Whether a reading falls into a loss.
    static func isLost(at elapsed: Double, _ dropout: SensorFaults.Dropout) -> Bool {
        guard elapsed >= dropout.interval else { return false }
        return elapsed.truncatingRemainder(dividingBy: dropout.interval) < dropout.duration
    }
}
