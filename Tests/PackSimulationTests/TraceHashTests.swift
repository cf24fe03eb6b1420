import Control
import Estimation
import HAL
import Quantities
import Testing

@testable import PackSimulation
@testable import Protection

/// The hash covers what it says it covers: every field, also those added later.
struct TraceHashTests {
    struct Change: CustomTestStringConvertible, Sendable {
        /// Type and field.
        let testDescription: String
        let apply: @Sendable (inout Snapshot) -> Void

        init(_ field: String, _ apply: @escaping @Sendable (inout Snapshot) -> Void) {
            testDescription = field
            self.apply = apply
        }
    }

    static let changes: [Change] = [
        Change("Snapshot.sequence") { $0.sequence += 1 },
        Change("Snapshot.now") { $0.now.nanoseconds += 1 },
        Change("Snapshot.state") { $0.state = .fault },
        Change("Snapshot.commanded") { $0.commanded = .precharge },
        Change("Snapshot.feedback") { $0.feedback = .precharge },
        Change("Snapshot.current") { $0.current = .valid(.amperes(1.000_000_1), age: .zero) },
        Change("Snapshot.current age") {
            $0.current = .valid(.amperes(1), age: .nanoseconds(1))
        },
        Change("Snapshot.currentOfCellMonitor") { $0.currentOfCellMonitor = .missing(.stale) },
        Change("Snapshot.packVoltage") { $0.packVoltage = .missing(.stale) },
        Change("Snapshot.busVoltage") { $0.busVoltage = .missing(.stale) },
        Change("Snapshot.interlockIsClosed") { $0.interlockIsClosed.toggle() },
        Change("Snapshot.emergencyStopIsPressed") { $0.emergencyStopIsPressed.toggle() },
        Change("Snapshot.events") { $0.events.removeAll() },
        Change("Snapshot.activeFlags") { $0.activeFlags.removeAll() },
        Change("Snapshot.droppedEvents") { $0.droppedEvents += 1 },
        Change("Snapshot.transferErrors") { $0.transferErrors += 1 << 60 },
        Change("Snapshot.lineErrors") { $0.lineErrors += 1 },
        Change("Snapshot.lineFailure") {
            $0.lineFailure = LineFailure(
                line: .interlock, error: .line(.system(5)), time: .start)
        },
        Change("Snapshot.timeToOpen") { $0.timeToOpen = .zero },
        Change("Snapshot.limits") { $0.limits = nil },
        Change("Snapshot.refusal") { $0.refusal = .wrongState },
        Change("Snapshot.chargeThroughput") { $0.chargeThroughput = .coulombs(1e-9) },
        Change("Snapshot.cells") { $0.cells.removeLast() },
        Change("Snapshot.stacks") { $0.stacks.removeLast() },
        Change("CellSnapshot.voltage") { $0.cells[1].voltage = .missing(.frozen) },
        Change("CellSnapshot.temperature") { $0.cells[1].temperature = .missing(.frozen) },
        Change("CellSnapshot.temperature age") {
            $0.cells[0].temperature = .valid(.kelvins(300), age: .seconds(1))
        },
        Change("CellSnapshot.isBalancing") { $0.cells[1].isBalancing = true },
        Change("CellSnapshot.estimate") { $0.cells[1].estimate.stateOfCharge += 1e-15 },
        Change("StackSnapshot.pressure") { $0.stacks[0].pressure = .missing(.frozen) },
        Change("StackSnapshot.pressureExpected") { $0.stacks[0].pressureExpected = .pascals(1) },
        Change("StackSnapshot.pressureRate") { $0.stacks[0].pressureRate = 1 },
        Change("StackSnapshot.tare") { $0.stacks[0].tare.latest = .measuring },
        Change("Snapshot.buses") { $0.buses[1].errorCount += 1 },
        Change("BusSnapshot.transferCount") { $0.buses[0].transferCount += 1 },
        Change("BusSnapshot.errorCount") { $0.buses[0].errorCount += 1 },
        Change("BusSnapshot.errorRate") { $0.buses[0].errorRate = 0.1 },
        Change("BusSnapshot.rung") { $0.buses[0].rung = .givenUp },
        Change("BusSnapshot.isHeld") { $0.buses[0].isHeld.toggle() },
        Change("BusSnapshot.stuckChannels") { $0.buses[0].stuckChannels = 4 },
        Change("BusSnapshot.switchRefuses") { $0.buses[0].switchRefuses.toggle() },
        Change("BusSnapshot.isGone") { $0.buses[0].isGone.toggle() },
        Change("BusSnapshot.lossNumber") { $0.buses[0].lossNumber = 19 },
        Change("BusSnapshot.deviceErrorCount") { $0.buses[0].deviceErrorCount += 1 },
        Change("BusSnapshot.lastFailure") {
            $0.buses[0].lastFailure = DeviceFailure(
                device: .cellMonitor, error: .bus(.timeout), time: .start)
        },
        Change("BusSnapshot.recoveryCount") { $0.buses[0].recoveryCount += 1 },
        Change("TareStatus.tare") {
            $0.stacks[0].tare.tare = StackTare(zeroRatio: 1e-6, takenUnixSeconds: 0)
        },
        Change("TareStatus.offset") { $0.stacks[0].tare.offset = .pascals(1) },
        Change("TareStatus.latest") { $0.stacks[0].tare.latest = .stored },
        Change("CellEstimate.stateOfCharge") { $0.cells[0].estimate.stateOfCharge = 0.1 },
        Change("CellEstimate.stateOfChargeDeviation") {
            $0.cells[0].estimate.stateOfChargeDeviation = 0.1
        },
        Change("CellEstimate.contactFraction") { $0.cells[0].estimate.contactFraction = 0.1 },
        Change("CellEstimate.contactFractionDeviation") {
            $0.cells[0].estimate.contactFractionDeviation = 0.1
        },
        Change("CellEstimate.interfaceResistance") {
            $0.cells[0].estimate.interfaceResistance = 0.1
        },
        Change("CellEstimate.interfaceResistanceDeviation") {
            $0.cells[0].estimate.interfaceResistanceDeviation = 0.1
        },
        Change("CellEstimate.seriesResistance") { $0.cells[0].estimate.seriesResistance = 0.1 },
        Change("CellEstimate.pressureBias") { $0.cells[0].estimate.pressureBias = 0.1 },
        Change("CellEstimate.pressureBiasDeviation") {
            $0.cells[0].estimate.pressureBiasDeviation = 0.1
        },
        Change("CellEstimate.openCircuitVoltage") {
            $0.cells[0].estimate.openCircuitVoltage = 0.1
        },
        Change("CellEstimate.voltageInnovation") { $0.cells[0].estimate.voltageInnovation = 0.1 },
        Change("CellEstimate.pressureInnovation") {
            $0.cells[0].estimate.pressureInnovation = 0.1
        },
        Change("CellEstimate.resetCount") { $0.cells[0].estimate.resetCount += 1 },
        Change("CellEstimate.isConsistent") { $0.cells[0].estimate.isConsistent.toggle() },
        Change("CellEstimate.seriesResistanceDeviation") {
            $0.cells[0].estimate.seriesResistanceDeviation = 0.1
        },
        Change("CellEstimate.fastVoltage") { $0.cells[0].estimate.fastVoltage = 0.1 },
        Change("CellEstimate.slowVoltage") { $0.cells[0].estimate.slowVoltage = 0.1 },
        Change("CellEstimate.branch") { $0.cells[0].estimate.branch = 0.1 },
        Change("CellEstimate.coreTemperature") { $0.cells[0].estimate.coreTemperature = 300 },
        Change("CellEstimate.capacity") { $0.cells[0].estimate.capacity = 0.1 },
        Change("CellEstimate.capacityDeviation") { $0.cells[0].estimate.capacityDeviation = 0.1 },
        Change("CellEstimate.currentBias") { $0.cells[0].estimate.currentBias = 0.1 },
        Change("CellEstimate.currentBiasDeviation") {
            $0.cells[0].estimate.currentBiasDeviation = 0.1
        },
        Change("CellEstimate.observed") { $0.cells[0].estimate.observed = .capacity },
        Change("CellEstimate.mechanicalChannel") {
            $0.cells[0].estimate.mechanicalChannel = .distrusted
        },
        Change("CellSnapshot.health") { $0.cells[1].health.interface.isObserved.toggle() },
        Change("CellHealth.capacity") { $0.cells[0].health.capacity.ratio = 0.9 },
        Change("CellHealth.resistance") { $0.cells[0].health.resistance.deviation = 0.1 },
        Change("CellHealth.interface") { $0.cells[0].health.interface.isObserved.toggle() },
        Change("Snapshot.outlook") { $0.outlook = nil },
        Change("OutlookSnapshot.charge") { $0.outlook?.charge.tenSeconds.power = 1 },
        Change("OutlookSnapshot.discharge") {
            $0.outlook?.discharge.sixtySeconds.limit.current = .amperes(8)
        },
        Change("OutlookSnapshot.energy") { $0.outlook?.energy.meanCurrent = 1 },
        Change("EnergyOutlook.chargeToEmpty") { $0.outlook?.energy.chargeToEmpty = bounded },
        Change("EnergyOutlook.chargeToFull") { $0.outlook?.energy.chargeToFull = bounded },
        Change("EnergyOutlook.energyToEmpty") { $0.outlook?.energy.energyToEmpty = bounded },
        Change("EnergyOutlook.energyToFull") { $0.outlook?.energy.energyToFull = bounded },
        Change("EnergyOutlook.timeToEmpty") { $0.outlook?.energy.timeToEmpty = bounded },
        Change("EnergyOutlook.timeToFull") { $0.outlook?.energy.timeToFull = bounded },
        Change("EnergyOutlook.meanCurrent") { $0.outlook?.energy.meanCurrent = 0 },
        Change("CurrentLimit.threshold") { $0.limits?.charge.threshold = 1 },
        Change("CurrentLimit.cause predicted") {
            $0.limits?.charge.cause = .prediction(.pressure)
        },
        Change("FlagEvent.kind") { $0.events[0].kind = .cleared },
        Change("FlagEvent.diagnostic") { $0.events[0].diagnostic = .cellUndervoltage },
        Change("FlagEvent.grade") { $0.events[0].grade = .warning },
        Change("FlagEvent.place") { $0.events[0].place = .stack(1) },
        Change("FlagEvent.value") { $0.events[0].value = 1 },
        Change("FlagEvent.threshold") { $0.events[0].threshold = 1 },
        Change("FlagEvent.time") { $0.events[0].time.nanoseconds += 1 },
        Change("FlagEvent.since") { $0.events[0].since.nanoseconds += 1 },
        Change("CurrentLimits.charge") { $0.limits?.charge.current = .amperes(9) },
        Change("CurrentLimits.discharge") { $0.limits?.discharge.current = .amperes(9) },
        Change("CurrentLimit.current") { $0.limits?.charge.current = .amperes(8) },
        Change("CurrentLimit.cause") { $0.limits?.charge.cause = .curve(.cellVoltage) },
        Change("CurrentLimit.place") { $0.limits?.charge.place = .cell(1) },
        Change("CurrentLimit.value") { $0.limits?.charge.value = 1 },
        Change("Snapshot.contactorCycles") { $0.contactorCycles.positive += 1 },
        Change("TareStatus.isInFile") { $0.stacks[0].tare.isInFile = false },
        Change("CurrentLimit.isRecovering") { $0.limits?.charge.isRecovering.toggle() },
    ]

    private static let bounded = BoundedValue(value: 2, low: 1, high: 3)

    private static var base: Snapshot {
        var snapshot = Snapshot(cellCount: 2, stackCount: 1, busCount: 2)
        snapshot.current = .valid(.amperes(1), age: .zero)
        snapshot.cells[0].temperature = .valid(.kelvins(300), age: .zero)
        let event = FlagEvent(
            kind: .raised, diagnostic: .cellOvervoltage, grade: .safety, place: .cell(1),
            value: 4.3, threshold: 4.2, time: .start, since: .start)
        snapshot.events = [event]
        snapshot.activeFlags = [event]
        let limit = CurrentLimit(
            current: .amperes(1), cause: .rating, place: .pack, value: 0, isRecovering: false)
        snapshot.limits = CurrentLimits(charge: limit, discharge: limit)
        let reports = HorizonReports(HorizonReport(limit: limit, power: 0))
        snapshot.outlook = OutlookSnapshot(
            charge: reports, discharge: reports, energy: EnergyOutlook())
        return snapshot
    }

    private static func hash(_ snapshot: Snapshot) -> UInt64 {
        var hash = TraceHash()
        hash.add(snapshot)
        return hash.value
    }

    @Test func `the same snapshot gives the same hash`() {
        #expect(Self.hash(Self.base) == Self.hash(Self.base))
    }

    @Test(arguments: changes)
    func `the hash changes with each field`(_ change: Change) {
        var snapshot = Self.base
        change.apply(&snapshot)
        #expect(snapshot != Self.base)
        #expect(Self.hash(snapshot) != Self.hash(Self.base))
    }

    @Test func `no field is left out`() {
        let base = Self.base
        let parts: [(String, Any)] = [
            ("Snapshot", base), ("CellSnapshot", base.cells[0]), ("StackSnapshot", base.stacks[0]),
            ("CellEstimate", base.cells[0].estimate), ("FlagEvent", base.events[0]),
            ("CellHealth", base.cells[0].health), ("OutlookSnapshot", base.outlook as Any),
            ("EnergyOutlook", EnergyOutlook()), ("BusSnapshot", base.buses[0]),
            ("TareStatus", base.stacks[0].tare), ("CurrentLimits", base.limits as Any),
            ("CurrentLimit", base.limits?.charge as Any),
        ]
        for (name, value) in parts {
            let mirror = Mirror(reflecting: value)
            let fields =
                mirror.displayStyle == .optional
                ? mirror.children.first.map { Mirror(reflecting: $0.value).children }
                : mirror.children
            for field in fields ?? mirror.children {
                let full = name + "." + (field.label ?? "")
                #expect(Self.changes.contains { $0.testDescription == full }, "\(full)")
            }
        }
    }

    @Test func `the order of steps counts`() {
        var first = Self.base
        first.state = .standby
        var forwards = TraceHash()
        forwards.add(first)
        forwards.add(Self.base)
        var backwards = TraceHash()
        backwards.add(Self.base)
        backwards.add(first)
        #expect(forwards != backwards)
    }
}
