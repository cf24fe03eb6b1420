import Configuration
import Control
import OperatorChannel
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

@Suite struct StatusFieldsTests {
    @Test func `a status says everything that an operator asks for`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        _ = try bench.ask(.close)
        bench.beat(50)
        let status = try bench.ask(.status)
        #expect(status.isAccepted)
        for (key, value) in [
            ("state", "operating"), ("pack", "demo-16s4"), ("cells", "16"), ("stacks", "4"),
            ("flags", "0"), ("contactors_commanded", "negative positive closed"),
            ("contactors_feedback", "negative positive closed"), ("interlock", "closed"),
            ("emergency_stop", "released"), ("drives_outputs", "yes"),
            ("stack.1.tare_source", "pack file"), ("log_snapshots", "none"),
            ("program", ProgramVersion.current), ("charge_limit_reason", nil),
            ("discharge_limit_reason", nil), ("configuration", nil),
        ] as [(String, String?)] {
            #expect(status[key] != nil, "\(key)")
            if let value { #expect(status[key] == value, "\(key)") }
        }
        func number(_ key: String) -> Double { status[key].flatMap { Double($0) } ?? .nan }
        let snapshot = bench.link.latest.copy()
        #expect(abs(number("pack_voltage_volt") - number("bus_voltage_volt")) < 2)
        #expect(number("lowest_cell_voltage_volt") <= number("highest_cell_voltage_volt"))
        let lowest = Int(number("lowest_cell_voltage_cell")) - 1
        #expect(
            abs(
                (snapshot.cells[lowest].voltage.value?.volts ?? 0)
                    - number("lowest_cell_voltage_volt"))
                < 0.001)
        #expect((0...100).contains(number("state_of_charge_percent")))
        #expect(number("state_of_charge_deviation_percent") > 0)
        #expect(number("time_in_state_s") >= 4.9 && number("time_in_state_s") < 10)
        #expect(number("uptime_s") > 14)
        #expect(number("snapshot_age_s") < 0.2)
        let truth = bench.rig.pack.pressure(stack: 1) / 1e6
        #expect(abs(number("stack.2.pressure_megapascal") - truth) < 0.3)
        #expect(abs(number("stack.2.pressure_expected_megapascal") - truth) < 0.5)
    }

    @Test func `what is missing has its reason in place of its value`() throws {
        let bench = try OperatorBench(faultable: ["pressure-3", "temperature-2"])
        bench.bringUp()
        bench.rig.apply(.deviceSilent(device: "pressure-3"), size: 1)
        bench.rig.apply(.deviceSilent(device: "temperature-2"), size: 1)
        bench.beat(40)
        let status = try bench.ask(.status)
        #expect(status["stack.3.pressure_megapascal"] == nil)
        #expect(status["stack.3.pressure_missing"] == "no response")
        #expect(status["cell_temperatures_missing"] == "1")
        #expect(status["stack.2.pressure_megapascal"] != nil)
    }

    @Test func `an active flag has its value, its limit and what it takes to clear it`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        bench.rig.apply(
            .addedPressure(stack: 1, pressure: .megapascals(9)), size: 1)
        bench.beat(30)
        let status = try bench.ask(.status)
        #expect(status["state"] == "fault")
        #expect(status["time_to_open_s"] != nil)
        #expect(status["flag.1.name"] == "stack overpressure")
        #expect(status["flag.1.grade"] == "safety")
        #expect(status["flag.1.number"] == "401")
        #expect(status["flag.1.place"] == "stack 2")
        #expect(status["flag.1.value"]?.hasSuffix(" MPa") == true)
        #expect(status["flag.1.limit"] == "12.000 MPa")
        #expect(status["flag.1.acknowledgement"] == "yes")
        let names = status.fields.filter { $0.key.hasSuffix(".name") && $0.key.hasPrefix("flag.") }
        #expect("\(names.count)" == status["flags"])
    }

    @Test func `a state that began after the snapshot was put up has lasted no time`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let snapshot = bench.link.latest.copy()
        let fields = StatusFields(
            snapshot, stateBegan: snapshot.now + .milliseconds(100),
            facts: StatusFacts(bench.scenario.pack), now: snapshot.now + .milliseconds(100)
        ).all
        #expect(fields.first { $0.key == "time_in_state_s" }?.value == "0.0")
    }

    @Test func `keys are words in lower case and come once`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let status = try bench.ask(.status)
        let keys = status.fields.map(\.key)
        #expect(Set(keys).count == keys.count)
        for key in keys {
            #expect(
                key.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
                }, "\(key)")
        }
    }
}
