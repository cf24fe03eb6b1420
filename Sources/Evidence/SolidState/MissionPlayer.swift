import Configuration
import Quantities

/// Says what flows through a cell of a sweep, second by second.
struct MissionPlayer {
    private let cell: SweepCell
    private let steps: [SweepStep]
    private let interval: Double
    private let sampleInterval: Double
    private let voltages: ClosedRange<Double>
    private var index = 0
    private var elapsed = 0.0
    private var driven = 0.0

    init(_ cell: SweepCell, steps: [SweepStep], interval: Double) {
        self.cell = cell
        self.steps = steps
        self.interval = interval
        sampleInterval = cell.drive.interval.inSeconds
        voltages =
            cell.cell.voltageRange.lowerBound.volts...cell.cell.voltageRange.upperBound.volts
    }

    /// A over the next interval, positive charges; nil when the mission is over.
    ///
    /// - Parameters:
    ///   - stateOfCharge: As it is.
    ///   - voltage: As it is, V: a cycler ends a step at the limits of the cell.
    mutating func current(stateOfCharge: Double, voltage: Double) -> Double? {
        while index < steps.count {
            let step = steps[index]
            if elapsed + interval * 0.5 < step.duration.inSeconds,
                !isComplete(step, stateOfCharge, voltage)
            {
                elapsed += interval
                return current(step.action)
            }
            index += 1
            elapsed = 0
        }
        return nil
    }

    private func isComplete(_ step: SweepStep, _ charge: Double, _ voltage: Double) -> Bool {
        switch step.action {
        case .rest: false
        case .charge:
            voltage >= voltages.upperBound || charge >= (step.until?.fraction ?? 1)
        case .drive:
            voltage <= voltages.lowerBound || charge <= (step.until?.fraction ?? 0)
        }
    }

    private mutating func current(_ action: SweepStep.Action) -> Double {
        switch action {
        case .rest: return 0
        case .charge: return cell.chargeCurrent.amperes
        case .drive:
            let samples = cell.drive.amperes
            let sample = Int(driven / sampleInterval) % samples.count
            driven += interval
            return samples[sample] * cell.driveCurrent.amperes
        }
    }
}
