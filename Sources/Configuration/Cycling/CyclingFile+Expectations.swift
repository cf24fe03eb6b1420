import CellModel

/// What the run must show: `[[expect]]` tables.
extension CyclingFile {
    func readExpectations(
        _ cell: CellDescription?, _ plan: CyclingPlan?
    ) -> [CyclingExpectation] {
        if !root.has("expect") {
            root.add("expect", "missing key; a run that nothing is expected of proves nothing")
        }
        return root.tables("expect").compactMap { readExpectation($0, cell, plan) }
    }

    private func readExpectation(
        _ reader: TableReader, _ cell: CellDescription?, _ plan: CyclingPlan?
    ) -> CyclingExpectation? {
        let quantity: CyclingQuantity? = reader.choice("quantity")
        let purpose: CyclePurpose? = reader.node("during") == nil ? nil : reader.choice("during")
        let cycle =
            reader.node("at_cycle") == nil ? nil : reader.integer("at_cycle", in: 0...1_000_000)
        checkCycle(reader, cycle, purpose ?? .cycling, plan)
        guard let quantity else {
            // What belongs to an unknown quantity is not wrong as well.
            for key in Self.keysOfQuantity { _ = reader.node(key) }
            return nil
        }
        let mass = readActiveMass(reader, quantity, cell)
        guard let criterion = readCriterion(reader, quantity) else { return nil }
        return CyclingExpectation(
            quantity: quantity, criterion: criterion, cycle: cycle, purpose: purpose ?? .cycling,
            activeMass: mass, source: sourceText(reader))
    }

    private static let keysOfQuantity = [
        "value", "at_least", "at_most", "tolerance", "electrode",
    ]

    /// `value` with its tolerance, `at_least` or `at_most`: exactly one of the three.
    private func readCriterion(
        _ reader: TableReader, _ quantity: CyclingQuantity
    ) -> CyclingExpectation.Criterion? {
        let given = ["value", "at_least", "at_most"].filter { reader.has($0) }
        guard given.count == 1, let key = given.first else {
            for key in ["value", "at_least", "at_most", "tolerance"] { _ = reader.node(key) }
            reader.add(
                given.last ?? "value",
                given.isEmpty ? "missing key" : "two criteria in one expectation",
                allowed: "one of value (with tolerance), at_least, at_most")
            return nil
        }
        let value = reader.value(key, quantity.dimension)
        guard key == "value" else {
            if reader.has("tolerance") {
                _ = reader.node("tolerance")
                reader.add("tolerance", "a bound has no tolerance")
            }
            return key == "at_least" ? .atLeast(value) : .atMost(value)
        }
        return .near(value: value, tolerance: readTolerance(reader, quantity, value))
    }

    /// In the unit of the quantity, or in % of the value where the quantity is no ratio itself.
    private func readTolerance(
        _ reader: TableReader, _ quantity: CyclingQuantity, _ value: Double
    ) -> Double {
        let symbol = reader.node("tolerance").flatMap(Self.unitSymbol(of:))
        let isShare = Dimension.ratio.units.contains { $0.symbol == symbol }
        if isShare && quantity.dimension != .ratio {
            return reader.value("tolerance", .ratio, in: 0...100) * value.magnitude
        }
        let dimension: Dimension =
            quantity.dimension == .temperature ? .temperatureDifference : quantity.dimension
        return reader.value("tolerance", dimension, in: 0...1e12)
    }

    private func readActiveMass(
        _ reader: TableReader, _ quantity: CyclingQuantity, _ cell: CellDescription?
    ) -> Double? {
        guard quantity == .specificCapacity else { return nil }
        let isCathode = reader.choice("electrode", [("cathode", true), ("anode", false)])
        guard let isCathode, let cell, let composition = cell.composition else { return nil }
        let practical =
            isCathode ? composition.cathodeSpecificCapacity : composition.anodeSpecificCapacity
        return cell.parameters.capacity / practical
    }

    private func checkCycle(
        _ reader: TableReader, _ cycle: Int?, _ purpose: CyclePurpose, _ plan: CyclingPlan?
    ) {
        guard let plan else { return }
        switch purpose {
        case .formation where plan.formation == nil:
            reader.add("during", "the protocol has no formation")
        case .checkUp where plan.checkUp == nil:
            reader.add("during", "the protocol has no check-up")
        case .formation, .cycling, .checkUp:
            break
        }
        guard let cycle else { return }
        let last = purpose == .formation ? plan.formation?.cycleCount ?? 0 : plan.cycleCount
        let first = purpose == .checkUp ? 0 : 1
        let every = purpose == .checkUp ? plan.checkUp?.every ?? 1 : 1
        if cycle < first || cycle > last {
            reader.add(
                "at_cycle", "out of range", found: "\(cycle)", allowed: "\(first) to \(last)")
        } else if cycle % every != 0 {
            reader.add(
                "at_cycle", "no check-up comes after this cycle", found: "\(cycle)",
                allowed: "a multiple of \(every)")
        }
    }

    private func sourceText(_ reader: TableReader) -> String {
        for key in ["value", "at_least", "at_most"] {
            guard case .table(let entries)? = reader.node(key),
                case .text(let text)? = entries.first(where: { $0.key == "source" })?.value
            else { continue }
            return text
        }
        return reader.source ?? ""
    }
}
