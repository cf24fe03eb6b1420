import Configuration
import Quantities

/// What a person wants to know of a trace at once: its extremes, and whether the cell was asked for
/// more than its file covers.
struct TraceSummary {
    private let cell: CellDescription
    private var rowCount = 0
    private var finalStateOfCharge = 0.0
    private var lowestVoltage = Double.infinity
    private var highestVoltage = -Double.infinity
    /// What left its range, and when first, s; in the order of the run.
    private var departures: [(what: String, time: Double)] = []

    init(_ cell: CellDescription) { self.cell = cell }

    /// Takes one row.
    mutating func add(time: Double, voltage: Double, stateOfCharge: Double, temperature: Double) {
        rowCount += 1
        finalStateOfCharge = stateOfCharge
        lowestVoltage = min(lowestVoltage, voltage)
        highestVoltage = max(highestVoltage, voltage)
        if !(0...1).contains(stateOfCharge) {
            note("the state of charge leaves 0 to 1", at: time)
        }
        if !cell.voltageRange.contains(.volts(voltage)) {
            let (low, high) = (cell.voltageRange.lowerBound, cell.voltageRange.upperBound)
            note("the voltage leaves \(fixed(low.volts, 2)) to \(fixed(high.volts, 2)) V", at: time)
        }
        if !cell.temperatureRange.contains(.celsius(temperature)) {
            let (low, high) = (cell.temperatureRange.lowerBound, cell.temperatureRange.upperBound)
            note(
                "the temperature leaves \(fixed(low.celsius, 0)) to \(fixed(high.celsius, 0)) °C",
                at: time)
        }
    }

    /// A line of results, and one for each departure from the cell's ranges.
    ///
    /// - Parameter charge: Of the profile, C, positive charges.
    func text(charge: Double, path: String) -> String {
        let result =
            "\(path): \(rowCount) rows, \(Self.words(charge: charge)), state of charge at the end "
            + "\(fixed(finalStateOfCharge * 100, 2)) %, voltage \(fixed(lowestVoltage, 3)) to "
            + "\(fixed(highestVoltage, 3)) V"
        let warnings = departures.map { "warning: \($0.what), first at \(fixed($0.time, 1)) s" }
        return ([result] + warnings).joined(separator: "\n")
    }

    /// "2.5 Ah", "-0.333 mAh": cells of the laboratory hold little.
    private static func words(charge: Double) -> String {
        let hours = charge / 3600
        let isSmall = hours.magnitude < 0.1
        return shortest(isSmall ? hours * 1000 : hours) + (isSmall ? " mAh" : " Ah")
    }

    private mutating func note(_ what: String, at time: Double) {
        if !departures.contains(where: { $0.what == what }) { departures.append((what, time)) }
    }
}
