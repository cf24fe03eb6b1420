import Control
import Estimation
import HAL
import Protection
import Quantities
import SimulatedChips
import Testing

@testable import PackSimulation

/// A checker that cannot fail proves nothing: every invariant is broken once on purpose.
struct InvariantCheckerTests {
    struct Spoiling: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let spoil: @Sendable (inout Snapshot) -> Void

        init(_ name: String, _ spoil: @escaping @Sendable (inout Snapshot) -> Void) {
            testDescription = name
            self.spoil = spoil
        }
    }

    static let spoilings: [Spoiling] = [
        Spoiling("current") { $0.current = .valid(.amperes(.nan), age: .zero) },
        Spoiling("other current") {
            $0.currentOfCellMonitor = .valid(.amperes(.infinity), age: .zero)
        },
        Spoiling("bus voltage") { $0.busVoltage = .valid(.volts(.infinity), age: .zero) },
        Spoiling("pack voltage") { $0.packVoltage = .valid(.volts(-.infinity), age: .zero) },
        Spoiling("throughput") { $0.chargeThroughput = .coulombs(.nan) },
        Spoiling("cell voltage") { $0.cells[3].voltage = .valid(.volts(.nan), age: .zero) },
        Spoiling("temperature") { $0.cells[15].temperature = .valid(.kelvins(.nan), age: .zero) },
        Spoiling("pressure") { $0.stacks[1].pressure = .valid(.pascals(.nan), age: .zero) },
        Spoiling("expected pressure") { $0.stacks[1].pressureExpected = .pascals(.nan) },
        Spoiling("pressure rate") { $0.stacks[1].pressureRate = .nan },
        Spoiling("event") { $0.events = [event(value: .nan)] },
        Spoiling("active flag") { $0.activeFlags = [event(value: .infinity)] },
        Spoiling("state of charge") { $0.cells[0].estimate.stateOfCharge = .nan },
        Spoiling("its deviation") { $0.cells[0].estimate.stateOfChargeDeviation = .nan },
        Spoiling("contact") { $0.cells[0].estimate.contactFraction = .nan },
        Spoiling("its deviation") { $0.cells[0].estimate.contactFractionDeviation = .nan },
        Spoiling("interface") { $0.cells[0].estimate.interfaceResistance = .nan },
        Spoiling("its deviation") { $0.cells[0].estimate.interfaceResistanceDeviation = .nan },
        Spoiling("series") { $0.cells[0].estimate.seriesResistance = .nan },
        Spoiling("bias") { $0.cells[0].estimate.pressureBias = .nan },
        Spoiling("its deviation") { $0.cells[0].estimate.pressureBiasDeviation = .nan },
        Spoiling("open circuit") { $0.cells[0].estimate.openCircuitVoltage = .nan },
        Spoiling("voltage innovation") { $0.cells[0].estimate.voltageInnovation = .nan },
        Spoiling("pressure innovation") { $0.cells[0].estimate.pressureInnovation = .nan },
    ]

    private static func event(value: Double) -> FlagEvent {
        FlagEvent(
            kind: .raised, diagnostic: .cellOvervoltage, grade: .safety, place: .cell(0),
            value: value, threshold: 4, time: .start, since: .start)
    }

    private func snapshot(_ state: ContactorState = .standby) -> Snapshot {
        var snapshot = Snapshot(cellCount: 16, stackCount: 4)
        snapshot.state = state
        snapshot.current = .valid(.zero, age: .zero)
        return snapshot
    }

    @Test func `a good snapshot breaks nothing`() {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        checker.check(snapshot(), rig: TestWorld.rig())
        #expect(checker.violations.isEmpty)
    }

    @Test(arguments: spoilings)
    func `a number that is not finite is found wherever it is`(_ spoiling: Spoiling) {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        var snapshot = snapshot()
        spoiling.spoil(&snapshot)
        checker.check(snapshot, rig: TestWorld.rig())
        #expect(checker.violations.count == 1)
    }

    @Test(arguments: [ContactorState.initialising, .standby, .fault, .service])
    func `a coil commanded on in a state of rest is found`(_ state: ContactorState) {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        var snapshot = snapshot(state)
        snapshot.commanded = .precharge
        checker.check(snapshot, rig: TestWorld.rig())
        #expect(checker.violations.count == 1)
    }

    @Test(arguments: [0, 1, 2])
    func `a contactor closed in a state of rest is found after it had time to open`(
        _ which: Int
    ) {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        let rig = TestWorld.rig()
        [rig.board.negative, rig.board.precharge, rig.board.positive][which].coil.drive(true)
        var snapshot = snapshot()
        for _ in 0..<3 {
            rig.advance(to: rig.now + .milliseconds(100), demand: 0)
            snapshot.now = rig.now
            checker.check(snapshot, rig: rig)
        }
        #expect(checker.violations.isEmpty, "200 ms and two steps are allowed.")
        for _ in 0..<4 {
            rig.advance(to: rig.now + .milliseconds(100), demand: 0)
            snapshot.now = rig.now
            checker.check(snapshot, rig: rig)
        }
        #expect(!checker.violations.isEmpty)
    }

    @Test(arguments: [true, false])
    func `closing onto an uncharged bus is found`(isPrecharged: Bool) {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        let rig = TestWorld.rig()
        rig.board.negative.coil.drive(true)
        rig.board.precharge.coil.drive(isPrecharged)
        for _ in 0..<20 { rig.advance(to: rig.now + .milliseconds(100), demand: 0) }
        rig.board.positive.coil.drive(true)
        for _ in 0..<3 {
            rig.advance(to: rig.now + .milliseconds(100), demand: 0)
            checker.checkInrush(rig)
        }
        #expect(checker.violations.isEmpty == isPrecharged)
    }

    /// Tells the simulated front end to bleed, over its bus, as its manual says.
    private func bleed(_ cells: UInt8, on rig: SimulatedRig) throws {
        let index = try #require(rig.board.busNames.firstIndex(of: "cells"))
        // No sleep, in which it does not bleed; then the cells, and their checksum and length.
        let messages: [[UInt8]] = [
            [0x3E, 0x9A, 0x00], [0x3E, 0x83, 0x00, cells, 0x00], [0x60, ~(0x83 &+ cells), 0x06],
        ]
        // It answers half a second after power-on.
        if rig.now == .start { rig.advance(to: rig.now + .milliseconds(500), demand: 0) }
        for message in messages {
            var nothing = MutableSpan<UInt8>()
            try rig.board.buses[index].transfer(
                to: I2CAddress(0x08), writing: message.span, reading: &nothing)
            rig.advance(to: rig.now + .milliseconds(100), demand: 0)
        }
        #expect(rig.board.cellMonitor.bleedingInputs == UInt16(cells))
    }

    @Test(arguments: [(UInt8(0b101), 0), (0b110, 1)])
    func `neighbours that are bled are found`(cells: UInt8, count: Int) throws {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        let rig = TestWorld.rig()
        try bleed(cells, on: rig)
        checker.check(snapshot(), rig: rig)
        #expect(checker.violations.count == count)
    }

    @Test(arguments: [(ContactorState.standby, false), (.operating, false), (.fault, true)])
    func `cells bled for longer than the chip allows in another state are found`(
        state: ContactorState, isFound: Bool
    ) throws {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        let rig = TestWorld.rig()
        var snapshot = snapshot(state)
        for index in 0..<250 {
            if index % 50 == 0 { try bleed(0b101, on: rig) }
            rig.advance(to: rig.now + .milliseconds(100), demand: 0)
            snapshot.now = rig.now
            checker.check(snapshot, rig: rig)
            if index < 150 { #expect(checker.violations.isEmpty) }
        }
        #expect(checker.violations.isEmpty == !isFound)
    }

    @Test func `a wrong run does not fill the memory`() {
        var checker = InvariantChecker(scenario: TestWorld.scenario)
        var snapshot = snapshot()
        snapshot.pressureOfFirstStackIsNotANumber()
        let rig = TestWorld.rig()
        for _ in 0..<200 { checker.check(snapshot, rig: rig) }
        #expect(checker.violations.count == 50)
    }
}

extension Snapshot {
    fileprivate mutating func pressureOfFirstStackIsNotANumber() {
        stacks[0].pressureExpected = .pascals(.nan)
    }
}
