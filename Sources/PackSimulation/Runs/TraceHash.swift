public import Control
import Estimation
import Protection
import Quantities

/// A 64-bit digest of everything the loop said, step by step: the same inputs give the same hash.
///
/// Every field of a snapshot takes part, but for the list of active flags, which the events of all
/// steps make up. Multiply-and-rotate over the bit patterns; a fingerprint to compare runs by, not
/// a signature.
public struct TraceHash: Sendable, Equatable {
    /// The digest so far.
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    public init() {}

    /// Takes one step.
    public mutating func add(_ snapshot: borrowing Snapshot) {
        mix(snapshot.sequence)
        add(snapshot.now)
        var word = UInt64(snapshot.state.rawValue) | UInt64(snapshot.commanded.rawValue) << 8
        word |= UInt64(snapshot.feedback.rawValue) << 16
        word |= Self.bit(snapshot.interlockIsClosed) << 24
        word |= Self.bit(snapshot.emergencyStopIsPressed) << 25
        if let refusal = snapshot.refusal { word |= (UInt64(refusal.rawValue) + 1) << 32 }
        mix(word)
        mix(snapshot.transferErrors)
        mix(snapshot.lineErrors)
        add(failureAt: snapshot.lineFailure?.time)
        mix(snapshot.droppedEvents)
        add(snapshot.current)
        add(snapshot.currentOfCellMonitor)
        add(snapshot.busVoltage)
        add(snapshot.packVoltage)
        add(snapshot.chargeThroughput.si)
        for cell in snapshot.cells.indices { add(snapshot.cells[cell]) }
        for stack in snapshot.stacks.indices {
            add(snapshot.stacks[stack].pressure)
            add(snapshot.stacks[stack].pressureExpected.si)
            add(snapshot.stacks[stack].pressureRate)
            add(snapshot.stacks[stack].tare)
        }
        for bus in snapshot.buses.indices { add(snapshot.buses[bus]) }
        mix(snapshot.contactorCycles.negative)
        mix(snapshot.contactorCycles.precharge)
        mix(snapshot.contactorCycles.positive)
        for event in snapshot.events { add(event) }
        mix(UInt64(snapshot.activeFlags.count))
        mix(snapshot.timeToOpen.map { UInt64(bitPattern: $0.inNanoseconds) } ?? .max)
        if let limits = snapshot.limits {
            add(limits.charge)
            add(limits.discharge)
        }
        if let outlook = snapshot.outlook {
            add(outlook.charge)
            add(outlook.discharge)
            add(outlook.energy)
        }
    }

    private mutating func add(_ cell: CellSnapshot) {
        add(cell.voltage)
        switch cell.temperature {
        case .valid(let value, let age): add(value.kelvins, age)
        case .missing(let reason): add(reason)
        }
        mix(Self.bit(cell.isBalancing))
        let estimate = cell.estimate
        add(estimate.stateOfCharge)
        add(estimate.stateOfChargeDeviation)
        add(estimate.contactFraction)
        add(estimate.contactFractionDeviation)
        add(estimate.interfaceResistance)
        add(estimate.interfaceResistanceDeviation)
        add(estimate.seriesResistance)
        add(estimate.pressureBias)
        add(estimate.pressureBiasDeviation)
        add(estimate.openCircuitVoltage)
        add(estimate.voltageInnovation)
        add(estimate.pressureInnovation)
        add(estimate.seriesResistanceDeviation)
        add(estimate.fastVoltage)
        add(estimate.slowVoltage)
        add(estimate.branch)
        add(estimate.coreTemperature)
        add(estimate.capacity)
        add(estimate.capacityDeviation)
        add(estimate.currentBias)
        add(estimate.currentBiasDeviation)
        mix(
            UInt64(estimate.observed.rawValue)
                | UInt64(estimate.mechanicalChannel.rawValue) << 8)
        add(cell.health.capacity)
        add(cell.health.resistance)
        add(cell.health.interface)
        mix(estimate.resetCount << 1 | Self.bit(estimate.isConsistent))
    }

    /// How a refused attempt was refused is for the operator; that it was is in the digest.
    private mutating func add(_ tare: TareStatus) {
        add(tare.tare?.zeroRatio ?? (tare.isInFile ? .infinity : -.infinity))
        add(tare.offset.si)
        switch tare.latest {
        case nil: mix(0)
        case .measuring: mix(1)
        case .stored: mix(2)
        case .refused: mix(3)
        }
    }

    private mutating func add(_ bus: BusSnapshot) {
        mix(bus.transferCount)
        mix(bus.errorCount)
        add(bus.errorRate)
        mix(
            UInt64(bus.rung.rawValue) | Self.bit(bus.isHeld) << 8
                | Self.bit(bus.switchRefuses) << 9 | Self.bit(bus.isGone) << 10
                | UInt64(bus.stuckChannels) << 16
                | UInt64(bitPattern: Int64(bus.recoveryCount)) << 32)
        mix(bus.deviceErrorCount)
        mix(UInt64(UInt32(bitPattern: bus.lossNumber)))
        add(failureAt: bus.lastFailure?.time)
    }

    /// Which device or line it was, and how, is for the journal; that and when is in the digest.
    private mutating func add(failureAt time: Instant?) {
        mix(Self.bit(time != nil))
        add(time ?? .start)
    }

    private mutating func add(_ event: FlagEvent) {
        mix(
            UInt64(event.diagnostic.rawValue) | UInt64(event.grade.rawValue) << 16
                | UInt64(event.kind.rawValue) << 24 | UInt64(event.place.index) << 32
                | UInt64(event.place.scope.rawValue) << 48)
        add(event.value)
        add(event.threshold)
        add(event.time)
        add(event.since)
    }

    private mutating func add(_ limit: CurrentLimit) {
        add(limit.current.si)
        switch limit.cause {
        case .rating: mix(1)
        case .curve(let signal): mix(2 | UInt64(signal.rawValue) << 8)
        case .missing(let signal): mix(3 | UInt64(signal.rawValue) << 8)
        case .deratingFlag: mix(4)
        case .stopRequest: mix(5)
        case .fatalFlag: mix(6)
        case .prediction(let quantity): mix(7 | UInt64(quantity.rawValue) << 8)
        }
        mix(
            UInt64(limit.place.index) | UInt64(limit.place.scope.rawValue) << 16
                | Self.bit(limit.isRecovering) << 24)
        add(limit.value)
        add(limit.threshold)
    }

    private mutating func add(_ limits: HorizonReports) {
        for horizon in PowerHorizon.allCases {
            add(limits[horizon].limit)
            add(limits[horizon].power)
        }
    }

    private mutating func add(_ energy: EnergyOutlook) {
        add(energy.chargeToEmpty)
        add(energy.chargeToFull)
        add(energy.energyToEmpty)
        add(energy.energyToFull)
        add(energy.timeToEmpty)
        add(energy.timeToFull)
        add(energy.meanCurrent ?? .infinity)
    }

    private mutating func add(_ value: BoundedValue?) {
        guard let value else { return mix(.max) }
        add(value.value)
        add(value.low)
        add(value.high)
    }

    private mutating func add(_ figure: HealthFigure) {
        add(figure.ratio)
        add(figure.deviation)
        mix(Self.bit(figure.isObserved))
    }

    private mutating func add<Value: Quantity>(_ reading: Reading<Value>) {
        switch reading {
        case .valid(let value, let age): add(value.si, age)
        case .missing(let reason): add(reason)
        }
    }

    private mutating func add(_ value: Double, _ age: Duration) {
        add(value)
        mix(UInt64(bitPattern: age.inNanoseconds))
    }

    /// Apart from every age, which is not negative.
    private mutating func add(_ reason: MissingReason) { mix(~UInt64(reason.rawValue)) }

    private mutating func add(_ instant: Instant) { mix(UInt64(bitPattern: instant.nanoseconds)) }

    private mutating func add(_ number: Double) { mix(number.bitPattern) }

    private static func bit(_ flag: Bool) -> UInt64 { flag ? 1 : 0 }

    private mutating func mix(_ bits: UInt64) {
        let mixed = (value ^ bits) &* 0x9E37_79B9_7F4A_7C15
        value = mixed << 23 | mixed >> 41
    }
}
