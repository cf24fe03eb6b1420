/// One published figure, the conditions it was measured under, and how near the model must come.
public struct PublishedPoint: Sendable, Equatable {
    /// What was measured. The word of the file says which simulation answers it.
    public enum Quantity: String, Sendable, CaseIterable {
        case voidHeight = "void-height-per-charge"
        case stackGrowth = "stack-growth-per-charge"
        case strippingLimit = "critical-stripping-current"
        case contactAfterStripping = "contact-after-stripping"
        case cellResistance = "cell-resistance"
        case timeToShort = "time-to-short"
        case creepRate = "creep-rate"
        case pressureRise = "pressure-rise"
        case pressureSlope = "pressure-rise-per-charge"
        case pressureSlopeRatio = "pressure-rise-per-charge-ratio"
        case cathodeResistance = "cathode-resistance"
        case anodeResistance = "anode-resistance"
        case contactExponent = "contact-exponent"
        case cathodePressureExponent = "cathode-pressure-exponent"
        case anodePressureExponent = "anode-pressure-exponent"
        case conductivityRatio = "conductivity-ratio"
        case openCircuitPressure = "open-circuit-voltage-per-pressure"
        case sustainingPressure = "sustaining-pressure"
        case retention = "capacity-retention"
    }

    /// How near the simulated value must come.
    public enum Tolerance: Sendable, Equatable {
        /// |simulated / published − 1| at most this.
        case relative(Double)
        /// Larger over smaller at most this, of one sign.
        case factor(Double)
        /// |simulated − published| at most this, in SI units.
        case absolute(Double)
    }

    /// What the published figure says.
    public enum Comparison: String, Sendable, CaseIterable {
        case value
        /// The figure is a bound from below: reached or exceeded without tolerance.
        case atLeast = "at-least"
        /// A bound from above.
        case atMost = "at-most"
    }

    /// A miss whose physical reason is known and written down.
    public struct AcceptedMiss: Sendable, Equatable {
        public var reason: String
        /// How large the factor between simulated and published may be for the reason to hold.
        public var factor: Double

        public init(reason: String, factor: Double) {
            self.reason = reason
            self.factor = factor
        }
    }

    /// What sets it apart from the other points; empty where the conditions say it.
    public var label: String
    public var quantity: Quantity
    /// The cell file that is simulated, and for a ratio the one it is compared with.
    public var cell: String
    public var referenceCell: String?
    public var conditions: TestConditions
    public var published: WrittenValue
    public var comparison: Comparison
    public var tolerance: Tolerance
    /// Why the figure is shown but not judged; nil for those that are.
    public var notJudged: String?
    public var acceptedMiss: AcceptedMiss?

    public init(
        label: String = "", quantity: Quantity, cell: String, referenceCell: String?,
        conditions: TestConditions,
        published: WrittenValue, comparison: Comparison, tolerance: Tolerance,
        notJudged: String? = nil, acceptedMiss: AcceptedMiss? = nil
    ) {
        self.label = label
        self.quantity = quantity
        self.cell = cell
        self.referenceCell = referenceCell
        self.conditions = conditions
        self.published = published
        self.comparison = comparison
        self.tolerance = tolerance
        self.notJudged = notJudged
        self.acceptedMiss = acceptedMiss
    }
}

/// A value in SI units that remembers the unit it was written in.
public struct WrittenValue: Sendable, Equatable {
    /// In SI units.
    public var value: Double
    /// The unit as written: "mA/cm2".
    public var unit: String
    /// SI units per written unit.
    public var scale: Double
    public var source: String

    public init(value: Double, unit: String, scale: Double, source: String) {
        self.value = value
        self.unit = unit
        self.scale = scale
        self.source = source
    }

    /// A value in SI units as a number of the written unit.
    public func written(_ value: Double) -> Double { value / scale }
}
