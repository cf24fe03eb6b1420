import ArgumentParser
import Configuration

/// What is wrong with the sensors of a replay.
struct FaultOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Amperes the current sensor shows too much; positive charges.")
    var currentBias: Double?

    @Option(parsing: .unconditional, help: "Percent the current sensor shows too much.")
    var currentGain: Double?

    @Option(parsing: .unconditional, help: "Noise of the current, amperes, one sigma.")
    var currentNoise: Double?

    @Option(parsing: .unconditional, help: "Volts the voltage sensor shows too much.")
    var voltageBias: Double?

    @Option(parsing: .unconditional, help: "Noise of the voltage, volts, one sigma.")
    var voltageNoise: Double?

    @Option(parsing: .unconditional, help: "Kelvins the thermometer shows too much.")
    var temperatureBias: Double?

    @Option(help: "Seed of the noise. (default: 1)")
    var seed: UInt64?

    @Option(
        help: """
            Readings that do not arrive: sensor (current, voltage or temperature), from one loss \
            to the next and how long each lasts in seconds, as current:60:5. May be repeated.
            """)
    var dropout: [String] = []

    /// Whether none was given.
    var isUntouched: Bool {
        let numbers = [
            currentBias, currentGain, currentNoise, voltageBias, voltageNoise, temperatureBias,
        ]
        return numbers.allSatisfy { $0 == nil } && seed == nil && dropout.isEmpty
    }

    func validate() throws {
        _ = try faults
    }

    /// The faults.
    var faults: SensorFaults {
        get throws {
            var faults = SensorFaults()
            faults.seed = seed ?? 1
            faults.current.bias = try number(currentBias, "--current-bias")
            faults.current.gainError = try number(currentGain, "--current-gain") / 100
            faults.current.noise = try number(currentNoise, "--current-noise", least: 0)
            faults.voltage.bias = try number(voltageBias, "--voltage-bias")
            faults.voltage.noise = try number(voltageNoise, "--voltage-noise", least: 0)
            faults.temperature.bias = try number(temperatureBias, "--temperature-bias")
            for text in dropout {
                let (channel, loss) = try Self.dropout(text)
                faults[channel].dropout = loss
            }
            return faults
        }
    }

    private func number(
        _ value: Double?, _ name: String, least: Double = -1e5
    ) throws -> Double {
        guard let value else { return 0 }
        guard value >= least, value <= 1e5 else {
            let words = least < 0 ? "" : ", 0 or more"
            throw ValidationError("\(name) is a number\(words), not \(value).")
        }
        return value
    }

    private static func dropout(
        _ text: String
    ) throws -> (SensorFaults.Channel, SensorFaults.Dropout) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let channels: [SensorFaults.Channel] = [.current, .voltage, .temperature]
        guard parts.count == 3, let channel = channels.first(where: { $0.rawValue == parts[0] }),
            let interval = Double(parts[1]), let duration = Double(parts[2]),
            duration > 0, interval > duration, interval.isFinite
        else {
            throw ValidationError(
                "--dropout takes sensor:every:lasting, such as current:60:5, lasting less than "
                    + "every, not \"\(text)\".")
        }
        return (channel, SensorFaults.Dropout(interval: interval, duration: duration))
    }
}
