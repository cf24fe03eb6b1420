import Control
import Estimation
import Protection
import Quantities

/// One column of an exported table.
struct BatteryDataColumn: Sendable {
    /// What a column is made from: one cell at one step.
    struct Row {
        let snapshot: Snapshot
        let cell: Int
        let stack: Int?
        let startedUnixNanoseconds: Int64
    }

    /// A number as text, or why there is none.
    enum Field {
        case text(String)
        case missing(MissingReason)
    }

    /// The preferred label of the format, with the unit.
    let label: String
    /// Whether the format knows the label.
    let isOfFormat: Bool
    /// Whether a run without a measured stack has nothing to put here.
    var needsStack = false
    let field: @Sendable (Row) -> Field

    /// The unit, which the label ends with; 1 for a plain number.
    var unit: String {
        String(label.split(separator: " ").last ?? "")
    }

    static let measured = [
        BatteryDataColumn(label: "Test Time / s", isOfFormat: true) {
            .text(DecimalText.seconds(nanoseconds: $0.snapshot.now.nanoseconds))
        },
        BatteryDataColumn(label: "Voltage / V", isOfFormat: true) { row in
            Field(row.snapshot.cells[row.cell].voltage) { $0.volts }
        },
        BatteryDataColumn(label: "Current / A", isOfFormat: true) { row in
            Field(row.snapshot.current) { $0.amperes }
        },
        BatteryDataColumn(label: "Unix Time / s", isOfFormat: true) {
            .text(
                DecimalText.seconds(
                    nanoseconds: $0.startedUnixNanoseconds + $0.snapshot.now.nanoseconds))
        },
        BatteryDataColumn(label: "Surface Temperature T1 / degC", isOfFormat: true) { row in
            Field(row.snapshot.cells[row.cell].temperature) {
                // To a microkelvin: the rest is what the subtraction of 273.15 leaves in binary.
                ($0.celsius * 1e6).rounded() / 1e6
            }
        },
        BatteryDataColumn(
            label: "Applied Pressure / Pa", isOfFormat: true, needsStack: true
        ) { row in
            guard let stack = row.stack else { return .missing(.notYetMeasured) }
            return Field(row.snapshot.stacks[stack].pressure) { $0.pascals }
        },
        BatteryDataColumn(label: "Net Capacity / Ah", isOfFormat: true) {
            .text(DecimalText.shortest($0.snapshot.chargeThroughput.ampereHours))
        },
    ]

    static let estimated = [
        estimate("Estimated State of Charge / 1") { $0.stateOfCharge },
        estimate("Estimated State of Charge Deviation / 1") { $0.stateOfChargeDeviation },
        estimate("Estimated Contact Fraction / 1") { $0.contactFraction },
        estimate("Estimated Contact Fraction Deviation / 1") { $0.contactFractionDeviation },
        estimate("Estimated Interface Resistance / ohm") { $0.interfaceResistance },
        estimate("Estimated Interface Resistance Deviation / ohm") {
            $0.interfaceResistanceDeviation
        },
        health("Capacity Health / 1", \.capacity),
        health("Resistance Health / 1", \.resistance),
        health("Interface Resistance Health / 1", \.interface),
        outlook("Charge Limit for 2 s / A") { $0.charge.twoSeconds.limit.current.amperes },
        outlook("Charge Limit for 10 s / A") { $0.charge.tenSeconds.limit.current.amperes },
        outlook("Charge Limit for 60 s / A") { $0.charge.sixtySeconds.limit.current.amperes },
        outlook("Discharge Limit for 2 s / A") { $0.discharge.twoSeconds.limit.current.amperes },
        outlook("Discharge Limit for 10 s / A") { $0.discharge.tenSeconds.limit.current.amperes },
        outlook("Discharge Limit for 60 s / A") {
            $0.discharge.sixtySeconds.limit.current.amperes
        },
        outlook("Energy to Empty / J") { $0.energy.energyToEmpty?.value },
        outlook("Energy to Full / J") { $0.energy.energyToFull?.value },
        outlook("Time to Empty / s") { $0.energy.timeToEmpty?.value },
        outlook("Time to Full / s") { $0.energy.timeToFull?.value },
    ]

    /// What no reading has confirmed is missing, not a number.
    private static func health(
        _ label: String, _ figure: @escaping @Sendable (CellHealth) -> HealthFigure
    ) -> BatteryDataColumn {
        BatteryDataColumn(label: label, isOfFormat: false) {
            let figure = figure($0.snapshot.cells[$0.cell].health)
            return figure.isObserved && figure.ratio.isFinite
                ? .text(DecimalText.shortest(Float(figure.ratio))) : .missing(.notYetMeasured)
        }
    }

    /// A figure of the whole pack, the same for each of its cells.
    private static func outlook(
        _ label: String, _ value: @escaping @Sendable (OutlookSnapshot) -> Double?
    ) -> BatteryDataColumn {
        BatteryDataColumn(label: label, isOfFormat: false) {
            guard let value = $0.snapshot.outlook.flatMap(value), value.isFinite else {
                return .missing(.notYetMeasured)
            }
            return .text(DecimalText.shortest(value))
        }
    }

    /// Estimates are stored as Float32, so that is what their shortest text is of.
    private static func estimate(
        _ label: String, _ value: @escaping @Sendable (CellEstimate) -> Double
    ) -> BatteryDataColumn {
        BatteryDataColumn(label: label, isOfFormat: false) {
            let estimate = value($0.snapshot.cells[$0.cell].estimate)
            return .text(DecimalText.shortest(Float(estimate)))
        }
    }
}

extension BatteryDataColumn.Field {
    /// A value that is no number counts as implausible: the table has no way to say it.
    fileprivate init<Value>(_ reading: Reading<Value>, _ number: (Value) -> Double) {
        switch reading {
        case .valid(let value, _):
            let number = number(value)
            self =
                number.isFinite
                ? .text(DecimalText.shortest(number)) : .missing(.implausible)
        case .missing(let reason):
            self = .missing(reason)
        }
    }
}
