import Configuration
import HAL
import Quantities
import Testing

@testable import LinuxHAL
@testable import PackSimulation
@testable import solidbmsd

@Suite struct KernelHardwareTests {
    /// The shipped pack on simulated buses and lines in memory.
    struct Setup {
        let scenario: ScenarioDescription
        let rig: SimulatedRig
        let calls: FakeLines
        let hardware: KernelHardware

        init(
            silent: String? = nil, holder: String = "", withoutBus: String? = nil,
            withoutLine: String? = nil
        ) throws {
            var scenario = try Shipped.scenario()
            if let silent {
                scenario.faults = [
                    InjectedFault(
                        name: "silent", kind: .deviceSilent(device: silent), step: nil,
                        after: .zero, duration: nil, ramp: .zero)
                ]
            }
            rig = SimulatedRig(scenario)
            rig.advance(to: .start + .seconds(1), demand: 0)
            if let silent { rig.apply(.deviceSilent(device: silent), size: 1) }
            let pack = scenario.pack
            calls = FakeLines(pack.lines.all.map(\.name).filter { $0 != withoutLine })
            calls.holder = holder
            let buses = zip(pack.buses, rig.board.ports.buses).map { description, bus in
                description.name == withoutBus
                    ? BusAccess(
                        opening: BusDescription(
                            name: description.name, deviceFile: "/dev/no-such-bus", clock: 1e5))
                    : BusAccess(description, bus)
            }
            self.scenario = scenario
            hardware = KernelHardware(
                pack: pack, buses: buses, lines: .success(try GPIOLines(calls: calls)))
        }
    }

    @Test func `a whole rig is found, and nothing of it is taken or driven`() throws {
        let setup = try Setup()
        let survey = setup.hardware.survey()
        #expect(survey.isComplete, "\(survey.problems)")
        #expect(survey.summary == "24 of 24 chips and 10 of 10 lines are there")
        #expect(setup.calls.taken.isEmpty)
        #expect(setup.calls.changes == 0)
        #expect(setup.rig.board.violations.isEmpty)
        #expect(survey.report.contains("temperature-6   TMP117      main         1  0x49"))
    }

    @Test(arguments: ["cell-monitor", "temperature-7", "multiplexer", "settings"])
    func `a silent chip is named with its place`(name: String) throws {
        let survey = try Setup(silent: name).hardware.survey()
        #expect(!survey.isComplete)
        #expect(survey.problems.contains { $0.hasPrefix(name + ": ") && $0.contains("no answer") })
    }

    @Test func `a bus that is not there is told once, with path and hint`() throws {
        let survey = try Setup(withoutBus: "main").hardware.survey()
        #expect(survey.problems.count == 1)
        let problem = try #require(survey.problems.first)
        #expect(problem.hasPrefix("/dev/no-such-bus: cannot open the I2C bus"))
        #expect(problem.contains("Enable the bus"))
        #expect(survey.summary == "1 of 24 chips and 10 of 10 lines are there")
    }

    @Test func `a line without its name is told with the names there are`() throws {
        let survey = try Setup(withoutLine: "BMS_WDI").hardware.survey()
        #expect(!survey.isComplete)
        #expect(survey.problems.count == 1)
        #expect(survey.problems.first?.hasPrefix("BMS_WDI: ") == true)
        #expect(survey.problems.first?.contains("BMS_ESTOP_N") == true)
    }

    @Test func `no chip is asked while a daemon runs, for its multiplexer would move`() throws {
        let setup = try Setup(holder: "solidbmsd")
        let before = setup.rig.board.transferCount
        let survey = setup.hardware.survey()
        #expect(!survey.isComplete)
        #expect(setup.rig.board.transferCount == before)
        #expect(survey.report.contains("not asked, a daemon is running"))
    }

    @Test func `a dry run takes the inputs and no output`() throws {
        let setup = try Setup()
        let ports = try setup.hardware.ports(drivesOutputs: false)
        try ports.positiveContactor.set(true)
        try ports.watchdog.set(true)
        #expect(setup.calls.taken.count == 5)
        #expect(setup.calls.taken.allSatisfy { !$0.request.isOutput })
        #expect(setup.calls.changes == 0)
    }

    @Test func `a real run takes its outputs at their safe level`() throws {
        let setup = try Setup()
        let ports = try setup.hardware.ports(drivesOutputs: true)
        let outputs = setup.calls.taken.filter(\.request.isOutput)
        #expect(
            outputs.map(\.name).sorted()
                == [
                    "BMS_CONT_NEG_EN", "BMS_CONT_POS_EN", "BMS_MUX_RST_N", "BMS_PRECHG_EN",
                    "BMS_WDI",
                ])
        #expect(outputs.allSatisfy { !$0.request.initialValue })
        #expect(outputs.filter(\.request.isActiveLow).map(\.name) == ["BMS_MUX_RST_N"])
        let stop = setup.calls.taken.first { $0.name == "BMS_ESTOP_N" }
        #expect(stop?.request.isActiveLow == true)
        let edged = setup.calls.taken.filter(\.request.hasEdges)
        #expect(edged.map(\.name) == ["BMS_INTERLOCK_N", "BMS_ESTOP_N"])
        try ports.watchdog.set(true)
        #expect(setup.calls.changes == 1)
    }

    @Test(arguments: [true, false])
    func `transfers are measured by a clock that goes`(drivesOutputs: Bool) throws {
        let ports = try Setup().hardware.ports(drivesOutputs: drivesOutputs)
        let began = ports.now()
        #expect(began > .start)
        for _ in 0..<1_000_000 where ports.now() == began {}
        #expect(ports.now() > began)
    }

    @Test(arguments: [true, false])
    func `stop and interlock without edges are warned of`(hasInterrupts: Bool) throws {
        let setup = try Setup()
        setup.calls.hasInterrupts = hasInterrupts
        var warnings: [String] = []
        _ = try setup.hardware.ports(drivesOutputs: true) { warnings.append($0) }
        let lines = warnings.map { $0.prefix { $0 != ":" } }
        #expect(lines == (hasInterrupts ? [] : ["BMS_INTERLOCK_N", "BMS_ESTOP_N"]))
    }
}
