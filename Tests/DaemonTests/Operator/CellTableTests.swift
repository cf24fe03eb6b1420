import ArgumentParser
import Configuration
import Control
import Foundation
import OperatorChannel
import Quantities
import Testing

@testable import PackSimulation
@testable import solidbms
@testable import solidbmsd

/// What `solidbms ctl` makes of a daemon's replies, for people and for programs.
@Suite struct CellTableTests {
    private func operating() throws -> OperatorBench {
        let bench = try OperatorBench(faultable: ["temperature-2", "pressure-3"])
        bench.bringUp()
        _ = try bench.ask(.close)
        bench.beat(50)
        return bench
    }

    private func lines(_ reply: OperatorReply) -> [String] {
        CellTable(StatusView(reply.fields)).text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    @Test func `a row per cell, a row per stack, columns under each other`() throws {
        let lines = lines(try operating().ask(.cells))
        #expect(lines[0].hasPrefix("demo-16s4: operating, current "))
        #expect(lines[0].hasSuffix(" A, no flags"))
        let head = try #require(lines.firstIndex { $0.hasPrefix("  cell  stack") })
        let rows = lines[(head + 1)...(head + 16)]
        for (index, row) in rows.enumerated() {
            let words = row.split(separator: " ")
            #expect(words[0] == "\(index + 1)")
            #expect(words[1] == "\(index / 4 + 1)")
            #expect((2...5).contains(try #require(Double(words[2]))))
            #expect((20...80).contains(try #require(Double(words[3]))))
            #expect(row.contains("±"))
        }
        // The decimal points of a column stand under each other.
        let points = Set(rows.map { $0.prefix { $0 != "." }.count })
        #expect(points.count == 1)
        #expect(lines[head + 17].hasPrefix("  apart  "))
        #expect(lines[head + 17].contains(" mV (cell "))
        #expect(lines.contains { $0.hasPrefix("  stack  name") })
        #expect(lines.contains { $0.contains("± three standard deviations") })
        #expect(lines.allSatisfy { $0.count <= 120 })
    }

    @Test func `what is missing says why`() throws {
        let bench = try operating()
        bench.rig.apply(.deviceSilent(device: "temperature-2"), size: 1)
        bench.rig.apply(.deviceSilent(device: "pressure-3"), size: 1)
        bench.beat(60)
        let lines = lines(try bench.ask(.cells))
        let cell = try #require(lines.first { $0.hasPrefix("     2 ") })
        #expect(cell.contains("missing: no response"))
        #expect(cell.contains("temperature missing ("))
        let stack = try #require(lines.first { $0.contains("stack-3") })
        #expect(stack.contains("missing: no response"))
        #expect(lines[0].contains(" flags"))
    }

    @Test func `a number that nobody knows is a dash, and a guess is marked`() {
        let view = StatusView([
            .init("pack", "p"), .init("state", "standby"), .init("current_missing", "stale"),
            .init("flags", "0"), .init("cell.1.stack", "1"), .init("cell.1.voltage_volt", "3.7000"),
            .init("cell.1.temperature_celsius", "25.00"),
            .init("cell.1.state_of_charge_percent", "50.00"),
            .init("cell.1.state_of_charge_three_sigma_percent", "86.60"),
            .init("cell.1.state_of_charge_observed", "no"),
            .init("cell.1.resistance_missing", "not observed yet"),
            .init("cell.1.interface_resistance_missing", "not observed yet"),
            .init("cell.1.contact_missing", "not observed yet"),
            .init("cell.1.balancing", "yes"),
        ])
        let head = [
            "cell", "stack", "V", "°C", "charge %", "R0 mΩ", "interface mΩ", "contact %", "bleed",
            "flags",
        ]
        let lines = CellTable(view).text.split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        #expect(lines[0] == "p: standby, current missing: stale, no flags")
        #expect(head.allSatisfy { lines[1].contains($0) })
        #expect(
            lines[2]
                == "     1      1  3.700  25.0  50.0 ± 86.6 ?      –             –          –  on")
        #expect(lines[3] == "  ± three standard deviations; – no reading tells yet")
        #expect(lines[4] == "  ? counted from a guess that no reading has confirmed")
    }

    @Test func `programs get numbers, and reasons in their place`() throws {
        let bench = try operating()
        bench.rig.apply(.deviceSilent(device: "temperature-2"), size: 1)
        bench.beat(60)
        let text = StatusJSON(try bench.ask(.cells).fields, kinds: ["cell", "stack"]).text
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let cells = try #require(object["cell"] as? [[String: Any]])
        #expect(cells.count == 16)
        #expect(cells[4]["stack"] as? Int == 2)
        #expect(cells[0]["voltage_volt"] is Double)
        #expect(cells[0]["state_of_charge_three_sigma_percent"] is Double)
        #expect(cells[1]["temperature_celsius"] == nil)
        #expect(cells[1]["temperature_missing"] as? String == "no response")
        let stacks = try #require(object["stack"] as? [[String: Any]])
        #expect(stacks.count == 4)
        #expect(stacks[0]["pressure_megapascal"] is Double)
        #expect(stacks[0]["pressure_rate_kilopascal_per_s"] is Double)
        #expect(object["flag"] == nil)
        let status = try #require(
            JSONSerialization.jsonObject(
                with: Data(StatusJSON(try bench.ask(.status).fields).text.utf8)) as? [String: Any])
        #expect((status["flag"] as? [[String: Any]])?.isEmpty == false)
        #expect((status["closings"] as? [String: Any])?["positive_count"] as? Int == 1)
    }

    @Test(arguments: [
        (["cells"], OperatorRequest.cells), (["cells", "--json"], .cells),
        (["status", "--json"], .status),
        (["service", "contactor-replaced", "positive"], .contactorReplaced(.positive)),
        (["service", "contactor-replaced", "precharge"], .contactorReplaced(.precharge)),
    ])
    func `words of the shell are requests`(words: [String], request: OperatorRequest) throws {
        #expect(try CtlCommand.parse(words).request() == request)
    }

    @Test(arguments: [
        ["cells", "3"], ["cells", "--no-wait"], ["close", "--json"],
        ["service", "contactor-replaced"], ["service", "contactor-replaced", "fuse"],
        ["service", "contactor-replaced", "positive", "negative"],
    ])
    func `other words are an error of usage`(words: [String]) {
        #expect(throws: (any Error).self) { try CtlCommand.parse(words) }
    }
}
