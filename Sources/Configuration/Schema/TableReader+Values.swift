import Quantities

/// Physical values: `{ value = 2.0, unit = "mS/cm", source = "…" }` with optional `uncertainty`,
/// `method` and `note`, or in short `"2.0 mS/cm"` where an enclosing table states the source.
extension TableReader {
    /// A number in SI units; not-a-number after a problem.
    ///
    /// - Parameter allowed: What is allowed, in SI units.
    func value(
        _ key: String, _ dimension: Dimension, in allowed: ClosedRange<Double>? = nil
    ) -> Double {
        guard let (number, unit) = scalar(key, dimension) else { return .nan }
        let si = unit.toSI(number)
        return isWithin(key, si, number, unit, allowed) ? si : .nan
    }

    /// As ``value(_:_:in:)``; nil when the key is absent.
    func optionalValue(
        _ key: String, _ dimension: Dimension, in allowed: ClosedRange<Double>? = nil
    ) -> Double? {
        node(key) == nil ? nil : value(key, dimension, in: allowed)
    }

    /// A value with the unit it is written in; nil after a problem.
    ///
    /// - Precondition: The dimension has no unit with an offset.
    func writtenValue(_ key: String, _ dimension: Dimension) -> WrittenValue? {
        precondition(
            dimension.units.allSatisfy { $0.offset == 0 },
            "A value that is shown in its own unit scales from zero.")
        guard let parts = parts(key, dimension, expectation(dimension)) else { return nil }
        guard let number = parts.value.asNumber, number.isFinite else {
            addWrongType(key, parts.value, expectation(dimension))
            return nil
        }
        recordFull(key, numberText(number), parts)
        return WrittenValue(
            value: parts.unit.toSI(number), unit: parts.unit.symbol, scale: parts.unit.scale,
            source: parts.source)
    }

    /// As ``value(_:_:in:)``; the assumed value when the key is absent, which is printed as such.
    func value(
        _ key: String, _ dimension: Dimension, in allowed: ClosedRange<Double>,
        default standard: Double
    ) -> Double {
        guard node(key) == nil else { return value(key, dimension, in: allowed) }
        document.record(
            keyPath(key), shortText(standard), unit: dimension.units.first?.symbol ?? "",
            source: "default [A]")
        return standard
    }

    /// A row of numbers in SI units; nil after a problem.
    func values(
        _ key: String, _ dimension: Dimension, count: ClosedRange<Int>,
        in allowed: ClosedRange<Double>? = nil
    ) -> [Double]? {
        let expected = "an array of \(count.lowerBound) to \(count.upperBound) numbers with a unit"
        guard let parts = parts(key, dimension, expected) else { return nil }
        guard case .array(let elements) = parts.value else {
            addWrongType(key, parts.value, expected)
            return nil
        }
        guard count.contains(elements.count) else {
            add(key, "wrong number of values", found: "\(elements.count)", allowed: expected)
            return nil
        }
        guard let row = row(key, elements, parts.unit, allowed) else { return nil }
        recordFull(key, listText(elements), parts)
        return row
    }

    /// Rows of numbers in SI units, all of one length; nil after a problem.
    func rows(
        _ key: String, _ dimension: Dimension, rowCount: Int, in allowed: ClosedRange<Double>
    ) -> [[Double]]? {
        let expected = "an array of \(rowCount) arrays of 2 to 1025 numbers with a unit"
        guard let parts = parts(key, dimension, expected) else { return nil }
        guard case .array(let elements) = parts.value, elements.count == rowCount else {
            addWrongType(key, parts.value, expected)
            return nil
        }
        var rows: [[Double]] = []
        for (index, element) in elements.enumerated() {
            guard case .array(let cells) = element, (2...1025).contains(cells.count) else {
                addWrongType("\(key).value[\(index + 1)]", element, "2 to 1025 numbers")
                return nil
            }
            guard let row = row(key, cells, parts.unit, allowed) else { return nil }
            rows.append(row)
        }
        recordFull(key, listText(elements), parts)
        return rows
    }

    /// A duration; zero after a problem.
    func duration(
        _ key: String, in allowed: ClosedRange<Duration> = .zero ... .seconds(86_400 * 366)
    ) -> Duration {
        let range = allowed.lowerBound.inSeconds...allowed.upperBound.inSeconds
        let seconds = value(key, .duration, in: range)
        return seconds.isNaN ? .zero : .nanoseconds(Int64((seconds * 1e9).rounded()))
    }

    func optionalDuration(_ key: String) -> Duration? {
        node(key) == nil ? nil : duration(key)
    }

    /// A range from two keys; nil after a problem.
    func range(
        _ lowerKey: String, _ upperKey: String, _ dimension: Dimension,
        in allowed: ClosedRange<Double>
    ) -> ClosedRange<Double>? {
        let lower = value(lowerKey, dimension, in: allowed)
        let upper = value(upperKey, dimension, in: allowed)
        if lower >= upper {
            add(upperKey, "not above \"\(lowerKey)\"")
        }
        return lower < upper ? lower...upper : nil
    }
}

// MARK: - Parts

extension TableReader {
    /// A written value taken apart.
    private struct Parts {
        var value: Node
        var unit: Unit
        var source: String
        var method: String?
        var uncertainty: Double?
        var note: String?
    }

    private func expectation(_ dimension: Dimension) -> String {
        "\(dimension.rawValue) in \(dimension.unitList)"
    }

    private func scalar(
        _ key: String, _ dimension: Dimension
    ) -> (number: Double, unit: Unit)? {
        guard let parts = parts(key, dimension, expectation(dimension)) else { return nil }
        guard let number = parts.value.asNumber, number.isFinite else {
            addWrongType(key, parts.value, expectation(dimension))
            return nil
        }
        recordFull(key, numberText(number), parts)
        return (number, parts.unit)
    }

    private func parts(_ key: String, _ dimension: Dimension, _ expected: String) -> Parts? {
        guard let node = required(key, expected) else { return nil }
        switch node {
        case .text(let text): return shortParts(key, text, dimension, expected)
        case .table: return fullParts(key, node, dimension, expected)
        case .integer, .number, .array:
            add(key, "missing unit", found: node.words, allowed: expected)
            return nil
        case .boolean, .other:
            addWrongType(key, node, expected)
            return nil
        }
    }

    /// `"2.0 mS/cm"`.
    private func shortParts(
        _ key: String, _ text: String, _ dimension: Dimension, _ expected: String
    ) -> Parts? {
        let words = text.split(separator: " ", maxSplits: 1)
        guard let first = words.first, let number = Double(String(first)) else {
            addWrongType(key, .text(text), expected)
            return nil
        }
        let unit = unit(key, words.count > 1 ? String(words[1]) : nil, dimension)
        let source = checkedSource(key, source)
        guard let unit, let source else { return nil }
        return Parts(value: .number(number), unit: unit, source: source)
    }

    private func fullParts(
        _ key: String, _ node: Node, _ dimension: Dimension, _ expected: String
    ) -> Parts? {
        let inner = TableReader(
            document: document, path: keyPath(key), node: node, source: source)
        let value = inner.required("value", expected)
        var symbol: String?
        if case .text(let text)? = inner.node("unit") { symbol = text }
        let unit = unit(key, symbol, dimension)
        let source = checkedSource(key, inner.source)
        let uncertainty = inner.uncertainty(of: value)
        let method = inner.plainText("method")
        let note = inner.plainText("note")
        inner.finish()
        guard let value, let unit, let source else { return nil }
        return Parts(
            value: value, unit: unit, source: source, method: method, uncertainty: uncertainty,
            note: note)
    }

    /// One number for the whole value, or one for each of its numbers, in the same shape; of these
    /// the largest is kept.
    private func uncertainty(of value: Node?) -> Double? {
        guard let node = node("uncertainty") else { return nil }
        var largest = 0.0
        func isUncertainty(_ node: Node, of value: Node?) -> Bool {
            if let number = node.asNumber {
                largest = max(largest, number)
                return number >= 0 && number.isFinite
            }
            guard case .array(let elements) = node, case .array(let values)? = value,
                elements.count == values.count
            else { return false }
            return zip(elements, values).allSatisfy { isUncertainty($0, of: $1) }
        }
        guard isUncertainty(node, of: value) else {
            addWrongType(
                "uncertainty", node,
                "a number from 0 up in the same unit, or one for every number of the value")
            return nil
        }
        return largest
    }

    private func plainText(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        if case .text(let text) = node { return text }
        addWrongType(key, node, "a text")
        return nil
    }

    private func checkedSource(_ key: String, _ source: String?) -> String? {
        guard let source, !source.isEmpty else {
            add(key, "missing source", allowed: "where the value comes from, as a text")
            return nil
        }
        return source
    }

    private func unit(_ key: String, _ symbol: String?, _ dimension: Dimension) -> Unit? {
        guard let symbol else {
            add(key, "missing unit", allowed: dimension.unitList)
            return nil
        }
        if let unit = dimension.units.first(where: { $0.symbol == symbol }) { return unit }
        if let other = Unit.all.first(where: { $0.symbol == symbol }) {
            add(
                key, "unit of \(other.dimension.rawValue) where \(dimension.rawValue) belongs",
                found: "\"\(symbol)\"", allowed: dimension.unitList)
        } else {
            let guess = Spelling.suggestion(for: symbol, among: dimension.units.map(\.symbol))
            add(
                key, "unknown unit" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""),
                found: "\"\(symbol)\"", allowed: dimension.unitList)
        }
        return nil
    }

    private func row(
        _ key: String, _ elements: [Node], _ unit: Unit, _ allowed: ClosedRange<Double>?
    ) -> [Double]? {
        var row: [Double] = []
        for element in elements {
            guard let number = element.asNumber, number.isFinite else {
                addWrongType(key, element, "numbers")
                return nil
            }
            let si = unit.toSI(number)
            guard isWithin(key, si, number, unit, allowed) else { return nil }
            row.append(si)
        }
        return row
    }

    private func isWithin(
        _ key: String, _ si: Double, _ number: Double, _ unit: Unit,
        _ allowed: ClosedRange<Double>?
    ) -> Bool {
        guard let allowed else { return true }
        // A bound and a value that mean the same may differ in the last digits.
        let (least, most) = (allowed.lowerBound, allowed.upperBound)
        if si >= least - least.magnitude * 1e-9 && si <= most + most.magnitude * 1e-9 {
            return true
        }
        let lower = shortText(unit.fromSI(allowed.lowerBound))
        let upper = shortText(unit.fromSI(allowed.upperBound))
        add(
            key, "out of range", found: "\(numberText(number)) \(unit.symbol)",
            allowed: "\(lower) to \(upper) \(unit.symbol)")
        return false
    }

    private func listText(_ elements: [Node]) -> String {
        let texts = elements.map { element in
            if case .array(let inner) = element { return listText(inner) }
            return element.asNumber.map { numberText($0) } ?? element.words
        }
        return "[" + texts.joined(separator: ", ") + "]"
    }

    private func recordFull(_ key: String, _ text: String, _ parts: Parts) {
        document.record(
            keyPath(key), text, unit: parts.unit.symbol, source: parts.source,
            method: parts.method, uncertainty: parts.uncertainty, note: parts.note)
    }
}
