import Quantities

extension FitDescription {
    /// Reads a list of tests.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in it. Whether the measured files are
    ///   there is not looked at.
    public init(contentsOf file: String) throws(ConfigurationError) {
        self = try LoadContext().load(file) { FitFile($0).load() }
    }
}

/// A list of tests while it is read.
struct FitFile {
    let document: Document
    let root: TableReader

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    func load() -> FitDescription? {
        _ = root.choice("kind", [("fit", true)])
        let name = root.text("name")
        let chemistry = root.text("chemistry")
        let attribution = root.text("attribution")
        let temperature = root.range(
            "temperature_minimum", "temperature_maximum", .temperature, in: 200...500)
        let capacity = root.optionalValue("capacity", .charge, in: 1e-3...1e8)
        let lower = root.optionalValue("voltage_minimum", .voltage, in: 0.5...6)
        let upper = root.optionalValue("voltage_maximum", .voltage, in: 0.5...6)
        let columns = readColumns()
        let tests = readTests()
        root.finish()
        guard document.problems.isEmpty, let temperature else { return nil }
        return FitDescription(
            name: name, chemistry: chemistry, attribution: attribution,
            temperatureRange: (temperature.lowerBound - 273.15)...(temperature.upperBound - 273.15),
            capacity: capacity, voltageMinimum: lower, voltageMaximum: upper, columns: columns,
            tests: tests)
    }

    private func readColumns() -> FitDescription.Columns {
        let table = root.optionalTable("columns")
        return FitDescription.Columns(
            time: table?.optionalText("time"), voltage: table?.optionalText("voltage"),
            current: table?.optionalText("current"),
            chargeCurrent: table?.optionalText("charge_current"),
            temperature: table?.optionalText("temperature"),
            thickness: table?.optionalText("thickness"),
            positiveCharges: table?.boolean("positive_charges", default: false) ?? false)
    }

    private func readTests() -> [FitDescription.Test] {
        let tables = root.tables("test")
        if tables.isEmpty { root.add("test", "no test", allowed: "at least one [[test]]") }
        var tests: [FitDescription.Test] = []
        for table in tables {
            let kind: FitDescription.Kind? = table.choice("kind")
            let file = table.text("file")
            let start = table.optionalValue("start_state_of_charge", .ratio, in: 0...1)
            if let kind {
                if kind == .slowCharge, start != nil {
                    table.add(
                        "start_state_of_charge", "a slow charge begins where the discharge ended")
                }
                tests.append(
                    FitDescription.Test(kind: kind, file: file, startStateOfCharge: start ?? 1))
            }
        }
        return tests
    }
}
