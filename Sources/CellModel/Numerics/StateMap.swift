/// A quantity over state of charge and temperature: bilinear, held constant beyond the edges of
/// temperature. One temperature and one sample each make it a constant.
public struct StateMap: Sendable, Equatable {
    /// Temperatures of the rows, K, ascending; at least one.
    public let temperatures: [Double]
    /// One table over state of charge per temperature.
    public let rows: [UniformTable]

    /// - Precondition: as many rows as temperatures, at least one, temperatures ascending.
    public init(temperatures: [Double], rows: [UniformTable]) {
        precondition(
            !rows.isEmpty && rows.count == temperatures.count
                && zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 < $1 },
            "A map needs one row per temperature, in ascending order.")
        self.temperatures = temperatures
        self.rows = rows
    }

    /// The same value everywhere.
    public init(constant: Double) {
        self.init(
            temperatures: [PhysicalConstants.referenceTemperature],
            rows: [UniformTable([constant, constant])])
    }

    /// The same map with every value multiplied.
    public func scaled(by factor: Double) -> StateMap {
        StateMap(
            temperatures: temperatures,
            rows: rows.map { UniformTable($0.samples.map { $0 * factor }) })
    }

    /// The interpolated value.
    @inlinable
    public func value(stateOfCharge: Double, temperature: Double) -> Double {
        let last = temperatures.count - 1
        let z = stateOfCharge > 0 ? (stateOfCharge < 1 ? stateOfCharge : 1) : 0
        if last == 0 || !(temperature > temperatures[0]) { return rows[0].value(at: z).value }
        if temperature >= temperatures[last] { return rows[last].value(at: z).value }
        var index = 0
        while temperatures[index + 1] <= temperature { index += 1 }
        let lower = rows[index].value(at: z).value
        let upper = rows[index + 1].value(at: z).value
        let span = temperatures[index + 1] - temperatures[index]
        return lower + (upper - lower) * ((temperature - temperatures[index]) / span)
    }

    /// The interpolated value of every lane.
    @inlinable
    public func value<L: Lane>(stateOfCharge: L, temperature: L) -> L {
        var values = L.zero
        for lane in 0..<L.laneCount {
            values[lane: lane] = value(
                stateOfCharge: stateOfCharge[lane: lane], temperature: temperature[lane: lane])
        }
        return values
    }
}
