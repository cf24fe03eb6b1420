/// A table of a cell file whose keys replace what follows from the materials.
struct DerivedTable {
    private let document: Document
    private let path: String
    private let reader: TableReader?
    /// False while a material has not loaded: then nothing is missing because of that.
    private let isDerivable: Bool

    init(_ key: String, of root: TableReader, isDerivable: Bool) {
        document = root.document
        path = root.keyPath(key)
        reader = root.optionalTable(key)
        self.isDerivable = isDerivable
    }

    var isPresent: Bool { reader != nil }

    /// The table itself, to say something about one of its keys or to read a key of its own.
    var table: TableReader? { reader }

    /// Whether the file gives this key, which is known from now on.
    func has(_ key: String) -> Bool { reader?.node(key) != nil }

    /// The value of the file, else the derived one, which is recorded with how it came about.
    ///
    /// - Parameters:
    ///   - unit: The unit to print a derived value in.
    ///   - derived: In SI units; nil where the materials give none, so that the file must; not a
    ///     number where something else that it follows from has a problem.
    ///   - how: What it was derived from, or by which formula.
    func value(
        _ key: String, _ dimension: Dimension, unit: String, in allowed: ClosedRange<Double>,
        derived: Double?, _ how: @autoclosure () -> String
    ) -> Double {
        if let reader, has(key) { return reader.value(key, dimension, in: allowed) }
        guard let derived else {
            // Says that the key is missing.
            if isDerivable, let reader { _ = reader.value(key, dimension, in: allowed) }
            return .nan
        }
        record(key, derived, dimension, unit, how())
        return derived
    }

    private func record(
        _ key: String, _ value: Double, _ dimension: Dimension, _ symbol: String, _ how: String
    ) {
        guard value.isFinite else { return }
        guard let unit = dimension.units.first(where: { $0.symbol == symbol }) else {
            preconditionFailure("A derived value is printed in a unit of its dimension.")
        }
        document.record(
            KeyLines.join(path, key), shortText(unit.fromSI(value)), unit: symbol,
            source: "derived: " + how)
    }
}
