public import Estimation
public import Protection
public import Quantities

/// Everything one step of the loop read, believed, decided and did.
///
/// The loop owns one and rewrites it in place. A consumer that keeps a copy past the next step
/// costs the loop an allocation, so consumers encode what they need and let go.
public struct Snapshot: Sendable, Equatable {
    /// Steps completed before this one.
    public var sequence: UInt64 = 0
    /// The time the step was given.
    public var now: Instant = .start
    public var state: ContactorState = .initialising
    /// The coils commanded by this step, and the auxiliary contacts as read in it.
    public var commanded: ContactorSet = []
    public var feedback: ContactorSet = []
    /// How often each contactor has closed, this step included.
    public var contactorCycles = ContactorCycles()
    /// Positive charges.
    public var current: Reading<Current> = .missing(.notYetMeasured)
    /// The cell monitor's own, redundant current measurement.
    public var currentOfCellMonitor: Reading<Current> = .missing(.notYetMeasured)
    /// Pack voltage on the cell side, measured apart from the cells.
    public var packVoltage: Reading<Voltage> = .missing(.notYetMeasured)
    /// Voltage on the load side of the contactors.
    public var busVoltage: Reading<Voltage> = .missing(.notYetMeasured)
    public var interlockIsClosed: Bool = false
    public var emergencyStopIsPressed: Bool = false
    public var cells: [CellSnapshot]
    public var stacks: [StackSnapshot]
    /// In the order of the hardware's buses; empty where it names none.
    public var buses: [BusSnapshot]
    /// Flags raised or cleared in this step, in the order of the rules; bounded.
    public var events: [FlagEvent]
    /// Flags active after this step; bounded.
    public var activeFlags: [FlagEvent]
    /// Flag changes that did not fit `events` or `activeFlags`, since the start.
    public var droppedEvents: UInt64 = 0
    /// Bus transfers that failed since the start.
    public var transferErrors: UInt64 = 0
    /// Accesses to lines that failed since the start, which ``transferErrors`` counts as well.
    public var lineErrors: UInt64 = 0
    /// The last of them.
    public var lineFailure: LineFailure?
    /// Time until the contactors open because of an active fatal flag; `nil` when none is active.
    public var timeToOpen: Duration?
    /// What load and charger may do, and what limits them: the lesser of what protection permits
    /// and what is predicted for 10 s; `nil` before the first step.
    public var limits: CurrentLimits?
    /// Power, energy and time left; `nil` before the first step, and where nothing is predicted.
    public var outlook: OutlookSnapshot?
    /// Why an operator's request of this step had no effect; `nil` when none was refused.
    public var refusal: RequestRefusal?
    /// Charge that went into the battery since the start; negative when more came out.
    public var chargeThroughput: Charge = .zero

    /// The largest number of flags one snapshot carries in each list.
    public static let flagLimit = 64

    public init(cellCount: Int, stackCount: Int, busCount: Int = 0) {
        cells = Array(repeating: CellSnapshot(), count: cellCount)
        stacks = Array(repeating: StackSnapshot(), count: stackCount)
        buses = Array(repeating: BusSnapshot(), count: busCount)
        events = []
        activeFlags = []
        events.reserveCapacity(Self.flagLimit)
        activeFlags.reserveCapacity(Self.flagLimit)
    }
}

/// One cell in a ``Snapshot``.
public struct CellSnapshot: Sendable, Equatable {
    public var voltage: Reading<Voltage> = .missing(.notYetMeasured)
    public var temperature: Reading<Temperature> = .missing(.notYetMeasured)
    public var estimate = CellEstimate()
    /// What has become of the cell, against a new one.
    public var health = CellHealth()
    /// Whether the bleed resistor is on, from this step on, by the last command that the cell
    /// monitor accepted.
    public var isBalancing = false

    public init() {}
}

/// One mechanical stack in a ``Snapshot``.
public struct StackSnapshot: Sendable, Equatable {
    public var pressure: Reading<Pressure> = .missing(.notYetMeasured)
    /// The stack pressure the model expects from the estimated states, before any bias.
    public var pressureExpected: Pressure = .zero
    /// Rate of change of the measured pressure, pascals per second; 0 until two readings exist.
    public var pressureRate = 0.0
    /// Where the zero of the measured pressure comes from.
    public var tare = TareStatus()

    public init() {}
}
