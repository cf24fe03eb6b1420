public import Protection
public import Quantities

/// What the loop must know of the pack beyond its devices, rules and cell model.
public struct ControlSettings: Sendable, Equatable {
    /// Which stack each cell sits in, in cell order, ascending.
    public var stackOfCell: [Int]
    /// Turns a bridge ratio into stack pressure, one per stack.
    public var loadCells: [LoadCellCalibration]
    /// What a tare taken at the rig must satisfy.
    public var tare = TareSettings()
    /// Pressure below which a stack's preload counts as lost; the preload signal counts from here.
    public var preloadFloor: Pressure
    /// What a measured value can be at all.
    public var plausible: PlausibleRanges
    /// An older reading is missing.
    public var ageLimits: ReadingTimes
    /// A raw code that stays the same for longer means a frozen converter; zero: not checked.
    public var frozenLimits: ReadingTimes
    /// Temperatures read per step, in turn; at least 1.
    public var temperaturesPerStep: Int
    /// Below this magnitude the pack rests.
    public var restCurrent: Current
    /// When cells are balanced; `nil`: never.
    public var balancing: BalancingSettings?
    /// What a bled cell sees while its switch is on; used with ``balancing`` only.
    public var bleedResistance: Resistance

    public init(
        stackOfCell: [Int], loadCells: [LoadCellCalibration], preloadFloor: Pressure,
        plausible: PlausibleRanges, ageLimits: ReadingTimes,
        frozenLimits: ReadingTimes, temperaturesPerStep: Int, restCurrent: Current,
        balancing: BalancingSettings? = nil, bleedResistance: Resistance = .ohms(28)
    ) {
        precondition(temperaturesPerStep >= 1, "At least one temperature is read per step.")
        self.stackOfCell = stackOfCell
        self.loadCells = loadCells
        self.preloadFloor = preloadFloor
        self.plausible = plausible
        self.ageLimits = ageLimits
        self.frozenLimits = frozenLimits
        self.temperaturesPerStep = temperaturesPerStep
        self.restCurrent = restCurrent
        self.balancing = balancing
        self.bleedResistance = bleedResistance
    }
}

/// From a bridge ratio to a stack pressure: p = (ratio − zero) · scale.
public struct LoadCellCalibration: Sendable, Equatable {
    /// Ratio without force, V/V (tare).
    public var zeroRatio: Double
    /// Pa per V/V: rated force over rated ratio over plate area.
    public var pascalsPerRatio: Double
    /// Calibrated range; readings outside are saturated.
    public var range: ClosedRange<Pressure>
    /// Whether somebody measured ``zeroRatio``; otherwise it is to be taken at the rig.
    public var isZeroKnown = true
    /// The first second, since 1970, in which the calibration counts no more; `nil`: never.
    public var expiryUnixSeconds: Int64?

    public init(zeroRatio: Double, pascalsPerRatio: Double, range: ClosedRange<Pressure>) {
        self.zeroRatio = zeroRatio
        self.pascalsPerRatio = pascalsPerRatio
        self.range = range
    }

    /// The pressure of a bridge ratio.
    public func pressure(ratio: Double) -> Pressure {
        .pascals((ratio - zeroRatio) * pascalsPerRatio)
    }
}
