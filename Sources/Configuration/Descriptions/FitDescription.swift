/// Which measured tests a cell is identified from.
public struct FitDescription: Sendable, Equatable {
    /// What was done to the cell in one test.
    public enum Kind: String, Sendable, CaseIterable {
        case slowDischarge = "slow_discharge"
        case slowCharge = "slow_charge"
        case pulses
        case drive
        /// A drive cycle that is held out of the fit and judged by it.
        case check
    }

    /// One file.
    public struct Test: Sendable, Equatable {
        public var kind: Kind
        /// Below the folder with the data.
        public var file: String
        /// z of its first row.
        public var startStateOfCharge: Double
    }

    /// Columns of the files; nil where the usual name stands.
    public struct Columns: Sendable, Equatable {
        public var time: String?
        public var voltage: String?
        public var current: String?
        public var chargeCurrent: String?
        public var temperature: String?
        /// Millimetres; nil where nobody measured it.
        public var thickness: String?
        /// Whether positive current charges.
        public var positiveCharges: Bool
    }

    /// Of the cell, as pack files refer to it.
    public var name: String
    public var chemistry: String
    /// Who measured, where it is published, under which licence.
    public var attribution: String
    /// °C the cell may be used between; not identified.
    public var temperatureRange: ClosedRange<Double>
    /// C; nil where the tests tell.
    public var capacity: Double?
    /// V; nil where the tests tell.
    public var voltageMinimum: Double?
    public var voltageMaximum: Double?
    public var columns: Columns
    /// In the order of the file, at least one.
    public var tests: [Test]
}
