/// What a battery tester recorded of one cell. **Positive current charges**, whatever the file
/// said.
///
/// All columns have the same number of rows, at least two; times never fall. The current of a row
/// has flowed since the row before.
public struct MeasuredLog: Sendable, Equatable {
    /// Where it came from, for messages.
    public var name: String
    /// s.
    public var time: [Double]
    /// V.
    public var voltage: [Double]
    /// A at the instant of the voltage, positive charges.
    public var current: [Double]
    /// Mean current since the row before, A, positive charges.
    public var chargeCurrent: [Double]
    /// K.
    public var temperature: [Double]
    /// Fraction; empty when the file has none.
    public var referenceStateOfCharge: [Double]
    /// Change of thickness since the first row, m; empty when the file has none. A gauge has no
    /// zero of its own.
    public var thickness: [Double]

    /// Rows.
    public var count: Int { time.count }

    /// Wraps columns that are already in memory.
    public init(
        name: String, time: [Double], voltage: [Double], current: [Double],
        chargeCurrent: [Double]? = nil, temperature: [Double],
        referenceStateOfCharge: [Double] = [], thickness: [Double] = []
    ) {
        let counts = [voltage.count, current.count, temperature.count, chargeCurrent?.count]
        precondition(
            time.count >= 2 && counts.allSatisfy { $0 == nil || $0 == time.count }
                && [0, time.count].contains(referenceStateOfCharge.count)
                && [0, time.count].contains(thickness.count),
            "The columns of a log must have the same number of rows, at least two.")
        self.name = name
        self.time = time
        self.voltage = voltage
        self.current = current
        self.chargeCurrent = chargeCurrent ?? current
        self.temperature = temperature
        self.referenceStateOfCharge = referenceStateOfCharge
        let zero = thickness.first ?? 0
        self.thickness = thickness.map { $0 - zero }
    }

    /// Reads a `.csv` or `.csv.gz` file.
    public init(path: String, columns: LogColumns = LogColumns()) throws(LogError) {
        let table = try NumericTable(path: path)
        guard table.rowCount >= 2 else { throw .noData(file: path) }
        var wanted = [columns.time, columns.voltage, columns.current, columns.temperature]
        wanted.append(columns.chargeCurrent ?? columns.current)
        if let reference = columns.referenceStateOfCharge { wanted.append(reference) }
        if let thickness = columns.thickness { wanted.append(thickness) }
        let values = try table.columns(wanted)
        try Self.check(values[0], in: table, column: columns.time)
        try Self.check(values[1], in: table, column: columns.voltage, 0...10, "0 to 10 V")
        let amperes = -1e5...1e5
        try Self.check(values[2], in: table, column: columns.current, amperes, "±100 000 A")
        // Below what a log in kelvins holds.
        try Self.check(
            values[3], in: table, column: columns.temperature, -100...200, "-100 to 200 °C")
        try Self.check(values[4], in: table, column: wanted[4], amperes, "±100 000 A")
        if let reference = columns.referenceStateOfCharge {
            try Self.check(
                values[5], in: table, column: reference, -0.5...1.5, "a fraction, -0.5 to 1.5")
        }
        var thickness: [Double] = []
        if let column = columns.thickness {
            thickness = values[values.count - 1].map { $0 * columns.thicknessUnit }
            try Self.check(thickness, in: table, column: column, -0.1...0.1, "±100 mm")
        }
        let sign = columns.positiveDischarges ? -1.0 : 1.0
        self.init(
            name: path, time: values[0], voltage: values[1], current: values[2].map { $0 * sign },
            chargeCurrent: values[4].map { $0 * sign },
            temperature: values[3].map { $0 + 273.15 },
            referenceStateOfCharge: columns.referenceStateOfCharge == nil ? [] : values[5],
            thickness: thickness)
    }

    /// The columns a `.csv` or `.csv.gz` file has.
    public static func columnNames(path: String) throws(LogError) -> [String] {
        try NumericTable(path: path).names
    }

    /// Charge since the first row, C, positive when the cell gained.
    public var charge: [Double] {
        var result = [0.0]
        result.reserveCapacity(count)
        for row in 1..<count {
            result.append(result[row - 1] + chargeCurrent[row] * (time[row] - time[row - 1]))
        }
        return result
    }

    // MARK: Checks

    private static func check(
        _ values: [Double], in table: NumericTable, column: String,
        _ allowed: ClosedRange<Double>, _ words: String
    ) throws(LogError) {
        for (row, value) in values.enumerated() where !allowed.contains(value) {
            throw .badValue(
                file: table.file, line: table.lineNumber(row: row), column: column,
                value: "\(value)", allowed: words)
        }
    }

    private static func check(
        _ times: [Double], in table: NumericTable, column: String
    ) throws(LogError) {
        for row in 1..<times.count where times[row] < times[row - 1] {
            throw .badValue(
                file: table.file, line: table.lineNumber(row: row), column: column,
                value: "\(times[row])",
                allowed: "no less than \(times[row - 1]) of the line before")
        }
    }
}
