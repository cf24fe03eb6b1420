import Configuration
import Control
import Estimation
import OperatorChannel
import Protection
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbmsd

@Suite struct CellFieldsTests {
    private func number(_ reply: OperatorReply, _ key: String) -> Double {
        reply[key].flatMap { Double($0) } ?? .nan
    }

    @Test func `every cell has what is measured, and what is believed with its doubt`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        _ = try bench.ask(.close)
        bench.beat(50)
        let reply = try bench.ask(.cells)
        #expect(reply.isAccepted)
        #expect(reply["cells"] == "16" && reply["stacks"] == "4" && reply["flags"] == "0")
        #expect(reply["state"] == "operating")
        let snapshot = bench.link.latest.copy()
        for (index, cell) in snapshot.cells.enumerated() {
            let key = "cell.\(index + 1)"
            let volts = try #require(cell.voltage.value).volts
            let celsius = try #require(cell.temperature.value).celsius
            #expect((number(reply, "\(key).voltage_volt") - volts).magnitude < 2e-3)
            #expect((number(reply, "\(key).temperature_celsius") - celsius).magnitude < 0.5)
            let charge = number(reply, "\(key).state_of_charge_percent")
            #expect((charge - cell.estimate.stateOfCharge * 100).magnitude < 0.1)
            let doubt = number(reply, "\(key).state_of_charge_three_sigma_percent")
            let deviation = cell.estimate.stateOfChargeDeviation * 100
            #expect((doubt - 3 * deviation).magnitude < 0.1)
            #expect(reply["\(key).stack"] == "\(index / 4 + 1)")
            #expect(reply["\(key).balancing"] == (cell.isBalancing ? "yes" : "no"))
            #expect(reply["\(key).flags"] == nil)
            for (quantity, kind, unit) in [
                ("resistance", Observability.resistance, "milliohm"),
                ("interface_resistance", .contact, "milliohm"), ("contact", .contact, "percent"),
            ] {
                let isKnown = cell.estimate.observed.contains(kind)
                #expect((reply["\(key).\(quantity)_\(unit)"] != nil) == isKnown)
                #expect((reply["\(key).\(quantity)_three_sigma_\(unit)"] != nil) == isKnown)
                let missing = reply["\(key).\(quantity)_missing"]
                #expect(missing == (isKnown ? nil : "not observed yet"))
            }
        }
        let truth = bench.rig.pack.pressure(stack: 1) / 1e6
        #expect((number(reply, "stack.2.pressure_megapascal") - truth).magnitude < 0.3)
        #expect(number(reply, "stack.2.pressure_rate_kilopascal_per_s").isFinite)
    }

    @Test func `what is believed is given in the units of its name`() {
        var snapshot = Snapshot(cellCount: 1, stackCount: 1)
        snapshot.cells[0].estimate.stateOfCharge = 0.5
        snapshot.cells[0].estimate.stateOfChargeDeviation = 0.01
        snapshot.cells[0].estimate.seriesResistance = 0.0213
        snapshot.cells[0].estimate.seriesResistanceDeviation = 0.0002
        snapshot.cells[0].estimate.interfaceResistance = 0.012
        snapshot.cells[0].estimate.interfaceResistanceDeviation = 0.001
        snapshot.cells[0].estimate.contactFraction = 0.97
        snapshot.cells[0].estimate.contactFractionDeviation = 0.005
        snapshot.cells[0].estimate.observed = [.charge, .contact, .resistance]
        let reply = OperatorReply(
            .accepted, fields: CellFields(snapshot, facts: Self.facts, now: .start).all)
        for (key, value) in [
            ("state_of_charge_percent", "50.00"), ("state_of_charge_three_sigma_percent", "3.00"),
            ("state_of_charge_observed", "yes"), ("resistance_milliohm", "21.300"),
            ("resistance_three_sigma_milliohm", "0.600"),
            ("interface_resistance_milliohm", "12.000"),
            ("interface_resistance_three_sigma_milliohm", "3.000"),
            ("contact_percent", "97.00"), ("contact_three_sigma_percent", "1.50"),
        ] {
            #expect(reply["cell.1.\(key)"] == value, "\(key)")
        }
    }

    @Test func `what is missing has its reason, and a flag its place`() throws {
        let bench = try OperatorBench(faultable: ["temperature-2", "pressure-3"])
        bench.bringUp()
        bench.rig.apply(.deviceSilent(device: "temperature-2"), size: 1)
        bench.rig.apply(.deviceSilent(device: "pressure-3"), size: 1)
        bench.beat(60)
        let reply = try bench.ask(.cells)
        #expect(reply["cell.2.temperature_celsius"] == nil)
        #expect(reply["cell.2.temperature_missing"] == "no response")
        #expect(reply["cell.1.temperature_celsius"] != nil)
        #expect(reply["cell.2.flags"]?.contains("temperature missing (") == true)
        #expect(reply["cell.1.flags"] == nil)
        #expect(reply["stack.3.pressure_missing"] == "no response")
        #expect(reply["stack.3.pressure_rate_kilopascal_per_s"] == nil)
        #expect(reply["stack.3.flags"]?.contains("stack pressure missing (") == true)
    }

    @Test func `of one diagnostic at one place the gravest grade is named`() {
        var snapshot = Snapshot(cellCount: 2, stackCount: 1)
        for (grade, diagnostic) in [
            (Grade.operating, Diagnostic.cellOvervoltage), (.safety, .cellOvervoltage),
            (.warning, .cellOvervoltage), (.warning, .overtemperatureCharging),
        ] {
            snapshot.activeFlags.append(
                FlagEvent(
                    kind: .raised, diagnostic: diagnostic, grade: grade, place: .cell(1), value: 1,
                    threshold: 1, time: .start, since: .start))
        }
        let reply = OperatorReply(
            .accepted, fields: CellFields(snapshot, facts: Self.facts, now: .start).all)
        #expect(
            reply["cell.2.flags"]
                == "cell overvoltage (safety), overtemperature charging (warning)")
        #expect(reply["cell.1.flags"] == nil)
    }

    private static var facts: StatusFacts {
        StatusFacts(
            program: "test", pack: "two cells", configuration: "", stackNames: ["press"],
            stackOfCell: [0, 0], rules: [])
    }

    /// A front end measures 16 cells; each may sit in a stack of its own, and everything may be
    /// wrong at once.
    @Test func `the largest replies there are stay far below the limit`() throws {
        let count = 16
        let name = String(repeating: "n", count: 1_000)
        let facts = StatusFacts(
            program: "0.10.0", pack: name, configuration: "0123456789abcdef",
            stackNames: Array(repeating: name, count: count), stackOfCell: Array(0..<count),
            rules: [])
        var snapshot = Snapshot(cellCount: count, stackCount: count, busCount: 4)
        for index in 0..<count {
            snapshot.cells[index].estimate.observed = [.charge, .contact, .resistance]
            snapshot.cells[index].estimate.seriesResistance = -1e9
            snapshot.cells[index].estimate.seriesResistanceDeviation = 1e300
            snapshot.stacks[index].pressure = .valid(.pascals(-1e300), age: .zero)
            snapshot.stacks[index].tare.latest = .refused(.offsetTooLarge)
        }
        for index in 0..<Snapshot.flagLimit {
            snapshot.activeFlags.append(
                FlagEvent(
                    kind: .raised, diagnostic: .prechargeContactorFailsToClose, grade: .operating,
                    place: .cell(index % count), value: -1e300, threshold: 1e300, time: .start,
                    since: .start))
        }
        let cells = OperatorReply(
            .accepted, fields: CellFields(snapshot, facts: facts, now: .start).all)
        let status = OperatorReply(
            .accepted,
            fields: StatusFields(snapshot, stateBegan: .start, facts: facts, now: .start).all)
        for reply in [cells, status] {
            #expect(reply.text.utf8.count < OperatorProtocol.replyLengthLimit / 4)
            #expect(OperatorReply(text: reply.text) == reply)
            let longest = reply.text.split(separator: "\n").map(\.utf8.count).max() ?? 0
            #expect(longest < 2_000)
        }
    }

    @Test func `keys are words in lower case and come once`() throws {
        let bench = try OperatorBench()
        bench.bringUp()
        let keys = try bench.ask(.cells).fields.map(\.key)
        #expect(Set(keys).count == keys.count)
        for key in keys {
            #expect(
                key.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
                }, "\(key)")
        }
    }
}
