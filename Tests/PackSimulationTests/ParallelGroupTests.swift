import CellModel
import Configuration
import Testing

@testable import PackSimulation

struct ParallelGroupTests {
    private static let ambient = 333.15
    /// Cells that differ in everything.
    private static let mixed = CellVariation(
        capacity: 0.05, resistance: 0.2, stateOfCharge: 0.02, particleRadius: 0.05, thermal: 0.1)

    private func charges(_ pack: SimulatedPack) -> [Double] {
        pack.cells.map(\.storedCharge)
    }

    @Test(arguments: [0.9, 0, -1.2])
    func `currents add up and voltages agree in every step`(current: Double) {
        var pack = TestWorld.groups(of: 3, variation: Self.mixed)
        for _ in 0..<500 {
            pack.advance(interval: 0.1, current: current, ambient: Self.ambient)
            for position in 0..<pack.positionCount {
                let members = pack.cells(at: position)
                let sum = members.reduce(0) { $0 + pack.currents[$1] }
                #expect((sum - current).magnitude < 1e-12)
                for index in members {
                    let voltage = pack.cells[index].terminalVoltage
                    #expect((voltage - pack.voltage(position: position)).magnitude < 1e-12)
                }
            }
        }
        #expect(pack.currents[0] != pack.currents[1], "They differ.")
    }

    @Test(arguments: [0.9, 0, -0.9])
    func `a group takes the charge that flows through the string`(current: Double) {
        var pack = TestWorld.groups(of: 3, variation: Self.mixed)
        let before = charges(pack)
        for _ in 0..<1_000 {
            pack.advance(interval: 0.1, current: current, ambient: Self.ambient)
        }
        let after = charges(pack)
        for position in 0..<pack.positionCount {
            let gained = pack.cells(at: position).reduce(0) { $0 + after[$1] - before[$1] }
            #expect((gained - 100 * current).magnitude < 1e-8)
        }
    }

    @Test func `a weak cell of a group carries less current`() {
        var variation = CellVariation.none
        variation.resistance = 0.3
        variation.interfaceResistance = 0.3
        var pack = TestWorld.groups(of: 4, variation: variation)
        pack.splitCurrent(2)
        for position in 0..<pack.positionCount {
            let members = pack.cells(at: position)
            let byResistance = members.sorted {
                pack.cells[$0].seriesResistance < pack.cells[$1].seriesResistance
            }
            let byCurrent = members.sorted { pack.currents[$0] > pack.currents[$1] }
            #expect(byResistance == byCurrent)
            // Equal charge, so each takes what its conductance is of the whole.
            for index in members {
                let share =
                    pack.seriesResistance(position: position) / pack.cells[index].seriesResistance
                #expect((pack.currents[index] - 2 * share).magnitude < 1e-9)
            }
        }
    }

    @Test func `cells of a resting group charge one another until they are equal`() {
        var variation = CellVariation.none
        variation.stateOfCharge = 0.03
        var pack = TestWorld.groups(of: 2, stackOfPosition: [0], variation: variation)
        func difference() -> Double {
            (pack.cells[0].stateOfCharge - pack.cells[1].stateOfCharge).magnitude
        }
        let start = difference()
        #expect(start > 0.005)
        #expect(pack.currents[0].magnitude > 1e-3, "A current circulates from the first moment.")
        #expect((pack.currents[0] + pack.currents[1]).magnitude < 1e-14)
        for _ in 0..<7_200 { pack.advance(interval: 1, current: 0, ambient: Self.ambient) }
        #expect(difference() < 0.05 * start)
    }

    @Test func `equal cells side by side are one cell with the layers of all`() {
        var single = TestWorld.groups(of: 1, thermal: Self.isolated)
        var triple = TestWorld.groups(of: 3, thermal: Self.isolated)
        for step in 0..<3_000 {
            let current = step % 700 < 500 ? 0.4 : -0.3
            single.advance(interval: 0.1, current: current, ambient: Self.ambient)
            triple.advance(interval: 0.1, current: 3 * current, ambient: Self.ambient)
        }
        for position in 0..<2 {
            let voltage = single.voltage(position: position)
            #expect((voltage - triple.voltage(position: position)).magnitude < 1e-6)
            let charge = single.stateOfCharge(position: position)
            #expect((charge - triple.stateOfCharge(position: position)).magnitude < 1e-12)
            let resistance = single.seriesResistance(position: position)
            #expect(
                (resistance / triple.seriesResistance(position: position) / 3 - 1).magnitude < 1e-6)
        }
        // The press alone, which settles and expands once, knows how many cells there are.
        #expect((single.pressure(stack: 0) / triple.pressure(stack: 0) - 1).magnitude < 1e-5)
    }

    private static let isolated = StackThermal(neighbourConductance: 0, endPlateConductance: 0)

    @Test func `long steps share the current as short ones do`() {
        var short = TestWorld.groups(of: 3, variation: Self.mixed)
        var long = short
        for _ in 0..<6_000 { short.advance(interval: 0.1, current: 0.9, ambient: Self.ambient) }
        for _ in 0..<10 { long.advance(interval: 60, current: 0.9, ambient: Self.ambient) }
        for index in short.cells.indices {
            let difference = short.cells[index].stateOfCharge - long.cells[index].stateOfCharge
            #expect(difference.magnitude < 1e-3)
        }
    }

    @Test func `a string of single cells gives each the whole current`() {
        var pack = TestWorld.pack()
        for _ in 0..<200 {
            var cells = pack.cells
            let pressure = pack.pressure(stack: 0)
            let highest = pack.stacks[0].highestPressure
            pack.advance(interval: 0.1, current: 0.4, ambient: Self.ambient)
            for index in cells.indices {
                cells[index].advance(
                    interval: 0.1, current: 0.4, pressure: pressure, highestPressure: highest,
                    cooling: pack.thermal.coolings[index])
                #expect(cells[index].terminalVoltage == pack.cells[index].terminalVoltage)
                #expect(cells[index].temperature == pack.cells[index].temperature)
            }
        }
        #expect(pack.voltage(position: 2) == pack.cells[2].terminalVoltage)
        #expect(pack.stateOfCharge(position: 2) == pack.cells[2].stateOfCharge)
    }

    @Test func `a short in one cell is fed by the others of its group`() {
        var pack = TestWorld.groups(of: 2)
        pack.setShort(20, cell: 1)
        for _ in 0..<600 { pack.advance(interval: 1, current: 0, ambient: Self.ambient) }
        let shorted = pack.sensedCell(position: 1)
        let other = pack.cells(at: 1).first { $0 != shorted }
        #expect(pack.currents[shorted] > 0)
        #expect(other.map { pack.currents[$0] < 0 && pack.cells[$0].stateOfCharge < 0.5 } == true)
        #expect((pack.stateOfCharge(position: 0) - 0.5).magnitude < 1e-12)
    }

    @Test func `currents add up around an internal short that came by itself`() {
        var pack = TestWorld.groups(of: 3, variation: Self.mixed)
        pack.cells[1].short.advance(
            interval: 1, rate: 1_000, intrusionRate: 0, pack.cells[1].design.shortBehaviour)
        #expect(pack.cells[1].isSoftShorted || pack.cells[1].isHardShorted)
        for _ in 0..<50 {
            pack.advance(interval: 0.1, current: 0.3, ambient: Self.ambient)
            let members = pack.cells(at: 0)
            let sum = members.reduce(0) { $0 + pack.currents[$1] }
            #expect((sum - 0.3).magnitude < 1e-11)
            for index in members {
                let voltage = pack.cells[index].terminalVoltage
                #expect((voltage - pack.voltage(position: 0)).magnitude < 1e-11)
            }
        }
        #expect(pack.cells[1].ledger.chargeLeaked > 0)
    }

    @Test func `a bleed resistor across a group discharges all of its cells`() {
        var pack = TestWorld.groups(of: 2)
        pack.setBleed(68, cell: 0)
        let current = pack.bleedCurrents[0]
        #expect((current - pack.voltage(position: 0) / 68).magnitude < 1e-15)
        let before = charges(pack)
        for _ in 0..<100 { pack.advance(interval: 1, current: 0, ambient: Self.ambient) }
        let after = charges(pack)
        #expect((before[0] + before[1] - after[0] - after[1] - 100 * current).magnitude < 1e-6)
        #expect(after[0] < before[0] && after[1] < before[1])
    }
}
