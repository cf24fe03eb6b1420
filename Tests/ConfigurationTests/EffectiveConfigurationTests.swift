import Quantities
import Testing

@testable import Configuration

@Suite struct EffectiveConfigurationTests {
    @Test func `two readings of the same files print the same`() throws {
        let name = ShippedFiles.scenario("demo-mission")
        let first = EffectiveConfiguration(try ScenarioDescription(contentsOf: name))
        let second = EffectiveConfiguration(try ScenarioDescription(contentsOf: name))
        #expect(first.description == second.description)
        #expect(first.digest == second.digest)
        #expect(first == second)
    }

    @Test func `every value of the pack is printed with unit and source`() throws {
        let pack = try PackDescription(contentsOf: ShippedFiles.pack)
        let lines = EffectiveConfiguration(pack).description.split(separator: "\n")
        let stiffness = lines.first { $0.contains("fixture.stiffness") }
        #expect(stiffness?.contains("0.0045 MPa/um") == true)
        #expect(stiffness?.contains("2.33 MPa over the 518.4 um") == true)
        let exponents = lines.filter { $0.contains(" interface.pressure_exponent") }
        #expect(exponents.count == 2)
        #expect(exponents.first?.contains("derived: interface of li6ps5cl") == true)
        #expect(exponents.last?.contains("0.7 ± 0.2 1") == true)
        #expect(lines.contains { $0.contains("devices[6].address") && $0.contains("0x48") })
        for value in pack.provenance + pack.cell.provenance where !value.unit.isEmpty {
            #expect(!value.source.isEmpty, "\(value.keyPath)")
        }
    }

    @Test func `the text of a small cell is what it was`() {
        let cell = CellDescription(
            name: "x", chemistry: "y", kind: .measured,
            parameters: TestCell.parameters, physics: nil,
            voltageRange: .volts(3) ... .volts(4),
            temperatureRange: .kelvins(273) ... .kelvins(333),
            provenance: [
                Provenance(file: "a/x.toml", keyPath: "name", text: "x"),
                Provenance(
                    file: "a/x.toml", keyPath: "design.capacity", text: "3", unit: "Ah",
                    source: "s", method: "m", uncertainty: 0.5, note: "n"),
                Provenance(
                    file: "a/m.toml", keyPath: "k", text: "2", unit: "mS/cm", source: "t"),
            ])
        #expect(
            EffectiveConfiguration(cell).description == """
                [cell x]  a/x.toml
                  name             x
                  design.capacity  3 ± 0.5 Ah  s; m; n

                [material]  a/m.toml
                  k  2 mS/cm  t

                digest \(EffectiveConfiguration(cell).digestText)

                """)
    }

    @Test func `the digest does not depend on where the files lie, but on each value`() throws {
        let plain = try PackDescription(contentsOf: ShippedFiles.pack)
        var moved = plain
        for index in moved.provenance.indices { moved.provenance[index].file = "elsewhere" }
        #expect(EffectiveConfiguration(moved).digest == EffectiveConfiguration(plain).digest)
        for index in [0, 40, plain.provenance.count - 1] {
            var changed = plain
            changed.provenance[index].text += "1"
            #expect(EffectiveConfiguration(changed).digest != EffectiveConfiguration(plain).digest)
        }
    }

    @Test(
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] as [(String, UInt64)])
    func `the hash gives the published vectors`(text: String, hash: UInt64) {
        #expect(FowlerNollVo.hash(text) == hash)
    }
}
