extension MeasuredLog {
    /// One more column of a `.csv` or `.csv.gz` file, as written.
    public static func column(_ name: String, path: String) throws(LogError) -> [Double] {
        let columns = try NumericTable(path: path).columns([name])
        return columns[0]
    }

    /// Takes the reference from a counter of discharged charge that stands at 0 with the cell full:
    /// z = 1 − q / Q.
    ///
    /// - Parameters:
    ///   - discharged: q per row, in any unit.
    ///   - capacity: Q in the same unit; nil for a log that ends with the cell empty, whose last
    ///     row it is.
    public mutating func setReference(discharged: [Double], capacity: Double? = nil) {
        precondition(discharged.count == count, "Every row has its charge.")
        let full = capacity ?? discharged[count - 1]
        precondition(full > 0, "A capacity is above zero.")
        referenceStateOfCharge = discharged.map { 1 - $0 / full }
    }

    /// The first row whose reference is at or below a state of charge; nil when there is none.
    public func firstRow(atOrBelow stateOfCharge: Double) -> Int? {
        referenceStateOfCharge.firstIndex { $0 <= stateOfCharge }
    }
}
