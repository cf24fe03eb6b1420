import Quantities

extension PublishedResults {
    /// Reads a file of published results; cells are named relative to it.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in it.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { PublishedResultsFile(document: $0).load() }
    }
}

/// A file of published results while it is read.
struct PublishedResultsFile {
    let document: Document

    func load() -> PublishedResults {
        let root = document.reader
        _ = root.text("name")
        let shown = root.tables("shown_cell").map { table in
            FileText.resolve(table.text("cell"), from: document.file)
        }
        let tables = root.tables("target")
        if tables.isEmpty { root.add("target", "no targets", allowed: "at least one") }
        var targets: [PublishedTarget] = []
        for table in tables {
            guard let target = target(table) else { continue }
            if targets.contains(where: { $0.number == target.number }) {
                table.add("number", "used twice", found: "\(target.number)")
            }
            targets.append(target)
        }
        root.finish()
        return PublishedResults(targets: targets, shownCells: shown)
    }

    private func target(_ table: TableReader) -> PublishedTarget? {
        let number = table.integer("number", in: 1...1000)
        let title = table.text("title")
        let paper = table.text("paper")
        let evidence: PublishedTarget.Evidence? = table.choice("evidence")
        let relation: PublishedTarget.Relation? = table.choice("relation")
        let note = table.text("relation_note")
        let criterion = table.optionalText("criterion")
        let setUp = table.text("set_up")
        let shared = Shared(
            quantity: optionalQuantity(table), cell: table.optionalText("cell"),
            referenceCell: table.optionalText("reference_cell"),
            conditions: table.optionalTable("conditions").map(conditions) ?? TestConditions(),
            table: table)
        let tables = table.tables("point")
        if tables.isEmpty { table.add("point", "no points", allowed: "at least one") }
        let points = tables.compactMap { point($0, shared) }
        guard let number, let evidence, let relation, points.count == tables.count else {
            return nil
        }
        return PublishedTarget(
            number: number, title: title, paper: paper, evidence: evidence, relation: relation,
            relationNote: note, criterion: criterion, setUp: setUp, points: points)
    }

    /// What a target states once for all its points.
    private struct Shared {
        var quantity: PublishedPoint.Quantity?
        var cell: String?
        var referenceCell: String?
        var conditions: TestConditions
        var table: TableReader
    }

    private func optionalQuantity(_ table: TableReader) -> PublishedPoint.Quantity? {
        table.has("quantity") ? table.choice("quantity") : nil
    }

    private func point(_ table: TableReader, _ shared: Shared) -> PublishedPoint? {
        guard let quantity = optionalQuantity(table) ?? shared.quantity else {
            if !table.has("quantity") { table.add("quantity", "missing key") }
            return nil
        }
        let label = table.optionalText("label") ?? ""
        let own = conditions(table)
        let cell = table.optionalText("cell") ?? shared.cell
        if cell == nil { table.add("cell", "missing key", allowed: "the path of a cell file") }
        let reference = table.optionalText("reference_cell") ?? shared.referenceCell
        let published = table.writtenValue("published", quantity.dimension)
        let comparison: PublishedPoint.Comparison? =
            table.has("comparison") ? table.choice("comparison") : .value
        let tolerance =
            tolerance(table, quantity) ?? tolerance(shared.table, quantity)
            ?? (comparison == .value ? nil : .absolute(0))
        if tolerance == nil {
            table.add(
                "tolerance_factor", "missing key",
                allowed: "or \"tolerance_relative\" or \"tolerance_absolute\"")
        }
        let notJudged = table.optionalText("not_judged")
        var accepted: PublishedPoint.AcceptedMiss?
        if let miss = table.optionalTable("accepted_miss") {
            accepted = PublishedPoint.AcceptedMiss(
                reason: miss.text("reason"), factor: miss.value("factor", .ratio, in: 1...1e6))
        }
        guard let published, let comparison, let tolerance, let cell else { return nil }
        func resolved(_ path: String) -> String { FileText.resolve(path, from: document.file) }
        return PublishedPoint(
            label: label, quantity: quantity, cell: resolved(cell),
            referenceCell: reference.map(resolved),
            conditions: own.completed(by: shared.conditions), published: published,
            comparison: comparison, tolerance: tolerance, notJudged: notJudged,
            acceptedMiss: accepted)
    }

    private func tolerance(
        _ table: TableReader, _ quantity: PublishedPoint.Quantity
    ) -> PublishedPoint.Tolerance? {
        if let value = table.optionalValue("tolerance_relative", .ratio, in: 0...10) {
            return .relative(value)
        }
        if let value = table.optionalValue("tolerance_factor", .ratio, in: 1...1e3) {
            return .factor(value)
        }
        return table.optionalValue("tolerance_absolute", quantity.dimension).map {
            .absolute($0)
        }
    }

    private func conditions(_ table: TableReader) -> TestConditions {
        var point = TestConditions()
        point.temperature = table.optionalValue("temperature", .temperature, in: 150...600)
        point.referenceTemperature = table.optionalValue(
            "reference_temperature", .temperature, in: 150...600)
        point.pressure = table.optionalValue("pressure", .pressure, in: 0...1e10)
        point.finalPressure = table.optionalValue("final_pressure", .pressure, in: 0...1e10)
        point.highestPressure = table.optionalValue("highest_pressure", .pressure, in: 0...1e10)
        point.currentDensity = table.optionalValue(
            "current_density", .currentDensity, in: 1e-6...1e5)
        point.duration = table.optionalValue("duration", .duration, in: 1...1e9)
        point.charge = table.optionalValue("charge", .arealCapacity, in: 1e-3...1e7)
        point.contactFraction = table.optionalValue("contact_fraction", .ratio, in: 0.02...1)
        point.stateOfCharge = table.optionalValue("state_of_charge", .ratio, in: 0...1)
        point.rate = table.optionalValue("rate", .rate, in: 1e-9...1)
        if table.has("cycle_count") {
            point.cycleCount = table.integer("cycle_count", in: 1...100_000)
        }
        return point
    }
}

extension PublishedPoint.Quantity {
    /// What a figure of this kind is measured in.
    var dimension: Dimension {
        switch self {
        case .voidHeight, .stackGrowth: .swelling
        case .strippingLimit: .currentDensity
        case .contactAfterStripping, .pressureSlopeRatio, .contactExponent,
            .cathodePressureExponent, .anodePressureExponent, .conductivityRatio, .retention:
            .ratio
        case .cellResistance: .resistance
        case .timeToShort: .duration
        case .creepRate: .rate
        case .pressureRise, .sustainingPressure: .pressure
        case .pressureSlope: .pressurePerCharge
        case .cathodeResistance, .anodeResistance: .arealResistance
        case .openCircuitPressure: .pressureCoefficient
        }
    }
}
