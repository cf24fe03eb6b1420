import CellModel
import Protection
import Quantities

extension PackDescription {
    /// Reads a pack file, the cell file it names and the material files that one names.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in all of them.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { PackFile($0).load() }
    }
}

/// A pack file while it is read.
struct PackFile {
    let document: Document
    let root: TableReader

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    /// The pack, or nil after adding problems.
    func load() -> PackDescription? {
        let name = root.text("name")
        let cell = readCell()
        let parallelCount = readParallelCount()
        let loop = root.table("loop")
        let period = loop.duration("period", in: .milliseconds(5) ... .seconds(1))
        let buses = readBuses()
        let stacks = readStacks()
        let devices = readDevices(buses: buses, stacks: stacks)
        let lines = readLines()
        let monitor = readCellMonitor()
        let currentSensor = readCurrentSensor()
        let age = readTimes("age_budgets")
        let frozen = readTimes("frozen_budgets")
        let plausible = readPlausible()
        let floor = root.table("mechanics").value("preload_floor", .pressure, in: 0...1e9)
        let limits = readLimits()
        let contactors = readContactors()
        let balancing = readBalancing()
        let derating = readDerating()
        let estimator = readEstimator()
        let prediction = readPrediction()
        root.finish()

        let checks = PackChecks(file: self)
        checks.check(limits, against: cell)
        checks.check(limits, stacks: stacks, currentSensor: currentSensor)
        checks.check(devices, stacks: stacks, limits: limits)
        if lines?.sensorPower != nil { checks.checkSupply(of: buses, devices) }
        checks.check(monitor, limits: limits, cellCount: stacks.map(\.cellCount).reduce(0, +))
        checks.check(contactors, limits: limits)
        checks.check(balancing, limits: limits)
        checks.checkRatings(limits)
        checks.check(
            stacks, cell: cell?.parameters.parallel(parallelCount ?? 1), limits: limits)
        checks.check(age: age, period: period)
        guard document.problems.isEmpty, let cell, let parallelCount, let lines, let plausible,
            let derating,
            let assembled = assemble(stacks, devices, monitor, currentSensor)
        else {
            return nil
        }
        return PackDescription(
            name: name, cell: cell, parallelCount: parallelCount, stacks: assembled.stacks,
            buses: buses,
            devices: assembled.devices, lines: lines, loopPeriod: period, ageBudgets: age,
            frozenBudgets: frozen, plausible: plausible, preloadFloor: .pascals(floor),
            rules: limits.map(\.rule), derating: derating, contactors: contactors,
            balancing: balancing, estimator: estimator, prediction: prediction,
            provenance: document.provenance)
    }

    private func readCell() -> CellDescription? {
        let name = root.text("cell")
        guard !name.isEmpty else { return nil }
        // A list of its own: a problem of the pack must not keep the cell from being checked.
        let problems = LoadContext(
            read: document.problems.read, list: document.problems.list)
        let cell = Document(
            file: FileText.resolve(name, from: document.file), problems: problems,
            referrer: (document, "cell")
        ).flatMap { CellFile($0).load() }
        for problem in problems.all { document.problems.add(problem) }
        return cell
    }

    private func readParallelCount() -> Int? {
        guard root.node("parallel_count") == nil else {
            return root.integer("parallel_count", in: 1...64)
        }
        document.record("parallel_count", "1", source: "default")
        return 1
    }

    private func readTimes(_ key: String) -> ReadingTimes {
        let table = root.table(key)
        return ReadingTimes(
            cellVoltage: table.duration("cell_voltage", in: Self.budgets),
            current: table.duration("current", in: Self.budgets),
            pressure: table.duration("pressure", in: Self.budgets),
            temperature: table.duration("temperature", in: Self.budgets))
    }

    private static let budgets: ClosedRange<Duration> = .milliseconds(1) ... .seconds(86_400)

    private func readPlausible() -> PlausibleRanges? {
        let table = root.table("plausible")
        let voltage = table.range(
            "cell_voltage_minimum", "cell_voltage_maximum", .voltage, in: -1...6)
        let temperature = table.range(
            "temperature_minimum", "temperature_maximum", .temperature, in: 150...600)
        let pressure = table.range(
            "pressure_minimum", "pressure_maximum", .pressure, in: -1e9...1e9)
        let current = table.value("current_magnitude", .current, in: 1e-3...1e5)
        guard let voltage, let temperature, let pressure else { return nil }
        return PlausibleRanges(
            cellVoltage: .volts(voltage.lowerBound) ... .volts(voltage.upperBound),
            temperature: .kelvins(temperature.lowerBound) ... .kelvins(temperature.upperBound),
            pressure: .pascals(pressure.lowerBound) ... .pascals(pressure.upperBound),
            current: .amperes(current))
    }

    private func readEstimator() -> EstimatorDescription {
        guard let table = root.optionalTable("estimator") else { return EstimatorDescription() }
        func quantity<Value: Quantity>(_ key: String, _ dimension: Dimension) -> Value? {
            table.optionalValue(key, dimension, in: 0...1e12).map { Value(si: $0) }
        }
        return EstimatorDescription(
            stateOfChargeDeviation: table.optionalValue(
                "state_of_charge_deviation", .ratio, in: 0...1),
            contactFractionDeviation: table.optionalValue(
                "contact_fraction_deviation", .ratio, in: 0...1),
            pressureBiasDeviation: quantity("pressure_bias_deviation", .pressure),
            voltageNoise: quantity("voltage_noise", .voltage),
            pressureNoise: quantity("pressure_noise", .pressure),
            stateOfChargeWalk: table.optionalValue("state_of_charge_walk", .walk, in: 0...1),
            contactFractionWalk: table.optionalValue("contact_fraction_walk", .walk, in: 0...1),
            pressureBiasWalk: table.optionalValue(
                "pressure_bias_walk", .pressureWalk, in: 0...1e9),
            usesPressure: table.boolean("uses_pressure", default: true))
    }
}
