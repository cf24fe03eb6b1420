import CellModel

/// The capacity, and the charge every test delivered that can say something about it.
public struct CapacityEstimate: Sendable, Equatable {
    /// The charge that one test took out of the full cell.
    public struct Delivered: Sendable, Equatable {
        public var name: String
        public var kind: FitTest.Kind
        /// K.
        public var temperature: Double
        /// C.
        public var charge: Double
        /// Whether it went on to the lower voltage limit.
        public var reachedEmpty: Bool
    }

    /// C.
    public private(set) var capacity: Double
    /// One standard deviation, C.
    public private(set) var deviation: Double
    /// How it was found, in words.
    public private(set) var method: String
    /// In the order of the tests.
    public private(set) var delivered: [Delivered] = []

    /// Accuracy of a tester's counter that nothing else checks, part of the charge; a common
    /// specification is 0.1 % of full scale on current.
    static let counterAccuracy = 0.002

    init(
        _ tests: [FitTest], lowerLimit: Double, given: Double?
    ) throws(FitError) {
        for test in tests {
            let charge = test.log.charge
            var lowest = 0
            for row in 1..<charge.count where charge[row] < charge[lowest] { lowest = row }
            let down = test.kind == .slowCharge ? charge[charge.count - 1] : -charge[lowest]
            let nearEnd = max(0, lowest - 3)...lowest
            let last = test.log.voltage[nearEnd].min() ?? .infinity
            delivered.append(
                Delivered(
                    name: test.log.name, kind: test.kind, temperature: test.meanTemperature,
                    charge: down,
                    reachedEmpty: test.kind == .slowCharge || last <= lowerLimit + 0.03))
        }
        if let given {
            capacity = given
            deviation = Self.counterAccuracy * given
            method = "given"
            return
        }
        // A slow discharge says most; then pulses, whose rests let the cell recover; then a cycle.
        var chosen: Delivered?
        for kind in [FitTest.Kind.slowDischarge, .pulses, .drive] where chosen == nil {
            chosen =
                zip(delivered, tests)
                .filter { $0.kind == kind && $0.reachedEmpty && $1.startStateOfCharge > 0.99 }
                .map(\.0)
                .min {
                    Self.distance($0.temperature) < Self.distance($1.temperature)
                }
        }
        guard let chosen, chosen.charge > 0 else { throw .noCapacity }
        capacity = chosen.charge
        let words =
            switch chosen.kind {
            case .slowDischarge: "slow discharge"
            case .pulses: "pulse test"
            case .drive, .slowCharge: "drive cycle"
            }
        method = "charge of the \(words) nearest to 25 degC, between the voltage limits"
        var spread = Self.counterAccuracy * chosen.charge
        for other in delivered
        where other.reachedEmpty && other.kind != .slowCharge && other.kind != .drive
            && abs(other.temperature - chosen.temperature) < 3
        {
            spread = max(spread, abs(other.charge - chosen.charge))
        }
        deviation = spread
    }

    private static func distance(_ temperature: Double) -> Double {
        abs(temperature - PhysicalConstants.referenceTemperature)
    }
}
