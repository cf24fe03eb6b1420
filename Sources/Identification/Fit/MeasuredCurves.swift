/// What the tests show of the open-circuit voltage before any model: for pictures.
extension IdentifiedCell {
    /// A slow cycle as it was measured.
    public struct SlowCycle: Sendable, Equatable {
        public var kind: FitTest.Kind
        /// K.
        public var temperature: Double
        /// A charge is scaled to end full where its counter says otherwise.
        public var stateOfCharge: [Double]
        /// V.
        public var voltage: [Double]
    }

    /// The end of a rest of half an hour or more.
    public struct Rest: Sendable, Equatable {
        /// K.
        public var temperature: Double
        public var stateOfCharge: Double
        /// V.
        public var voltage: Double
    }
}

extension PreparedTest {
    /// At most some hundred points.
    func slowCycle(start: Double) -> IdentifiedCell.SlowCycle {
        let rows = Array(stride(from: 0, to: count, by: max(1, count / 300)))
        var z = rows.map { stateOfCharge[$0] }
        if kind == .slowCharge, let last = stateOfCharge.last {
            let scale = (1 - start) / max(0.1, last - stateOfCharge[0])
            z = z.map { start + ($0 - stateOfCharge[0]) * scale }
        }
        return IdentifiedCell.SlowCycle(
            kind: kind, temperature: meanTemperature, stateOfCharge: z,
            voltage: rows.map { voltage[$0] })
    }

    /// Rests during which next to nothing flows.
    ///
    /// - Parameter unitCurrent: 1C, A.
    func rests(unitCurrent: Double) -> [IdentifiedCell.Rest] {
        var result: [IdentifiedCell.Rest] = []
        var start = 0
        for row in 0...count {
            if row < count, abs(current[row]) < 0.005 * unitCurrent { continue }
            if row - 1 > start, time[row - 1] - time[start] >= 1800 {
                result.append(
                    IdentifiedCell.Rest(
                        temperature: temperature[row - 1],
                        stateOfCharge: stateOfCharge[row - 1], voltage: voltage[row - 1]))
            }
            start = row + 1
        }
        return result
    }
}
