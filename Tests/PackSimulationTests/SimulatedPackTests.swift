import CellModel
import Configuration
import Testing

@testable import PackSimulation

struct SimulatedPackTests {
    @Test(arguments: [0.2, -0.2])
    func `every cell of a series string takes the same charge`(current: Double) {
        var pack = TestWorld.pack()
        let before = pack.cells.map(\.stateOfCharge)
        for _ in 0..<1_000 { pack.advance(interval: 0.1, current: current, ambient: 333.15) }
        for (cell, start) in zip(pack.cells, before) {
            let charge = (cell.stateOfCharge - start) * cell.design.capacity
            #expect((charge - 100 * current).magnitude < 1e-8)
        }
        #expect(Set(pack.cells.map(\.design.capacity)).count == 4, "They differ.")
    }

    @Test func `a short discharges its own cell only`() {
        var pack = TestWorld.pack()
        let before = pack.cells.map(\.stateOfCharge)
        pack.setShort(100, cell: 2)
        for _ in 0..<100 { pack.advance(interval: 1, current: 0, ambient: 333.15) }
        for index in pack.cells.indices where index != 2 {
            #expect(pack.cells[index].stateOfCharge == before[index])
        }
        #expect(pack.cells[2].stateOfCharge < before[2])
    }

    @Test func `a bleed resistor takes V over R from its own cell and warms something else`() {
        var pack = TestWorld.pack()
        let before = pack.cells.map(\.stateOfCharge)
        let current = pack.cells[1].terminalVoltage / 68
        pack.setBleed(68, cell: 1)
        for _ in 0..<100 { pack.advance(interval: 1, current: 0, ambient: 333.15) }
        let charge =
            (before[1] - pack.cells[1].stateOfCharge)
            * pack.cells[1].design.capacity
        #expect((charge - 100 * current).magnitude < 1e-6)
        for index in pack.cells.indices where index != 1 {
            #expect(pack.cells[index].stateOfCharge == before[index])
        }
        // 0.2 W in the resistor; the cell keeps only what its own resistance makes of 60 mA.
        #expect(pack.cells[1].heat < 0.01)
        pack.setBleed(nil, cell: 1)
        #expect(pack.bleedCurrents[1] == 0)
    }

    @Test func `a charged cell is warmer and a resting pack goes to ambient`() {
        var pack = TestWorld.pack()
        for _ in 0..<600 { pack.advance(interval: 1, current: 0.6, ambient: 333.15) }
        #expect(pack.cells.allSatisfy { $0.temperature > 333.15 })
        for _ in 0..<30_000 { pack.advance(interval: 1, current: 0, ambient: 300) }
        #expect(pack.cells.allSatisfy { ($0.temperature - 300).magnitude < 0.05 })
    }

    @Test func `one seed makes one pack, another seed another`() {
        let first = TestWorld.pack(seed: 4).cells.map(\.design.capacity)
        #expect(first == TestWorld.pack(seed: 4).cells.map(\.design.capacity))
        #expect(first != TestWorld.pack(seed: 5).cells.map(\.design.capacity))
    }

    @Test func `a shim taken out loosens its stack for good`() {
        var pack = TestWorld.pack(variation: 0)
        pack.advance(interval: 1, current: 0, ambient: 333.15)
        let before = pack.pressure(stack: 0)
        pack.setPermanentSet(1e-5, stack: 0)
        pack.advance(interval: 1, current: 0, ambient: 333.15)
        let stiffness = TestWorld.scenario.pack.stacks[0].fixture.mechanics.stiffness
        #expect((before - pack.pressure(stack: 0) - stiffness * 1e-5).magnitude < 100)
    }

    @Test func `terminal voltages add up`() {
        let pack = TestWorld.pack()
        let sum = pack.cells.map(\.terminalVoltage).reduce(0, +)
        #expect((pack.voltage - sum).magnitude < 1e-12)
        #expect((3.5...4.2).contains(sum / 4))
    }
}

struct SimulatedStackTests {
    private func stack() -> SimulatedStack {
        SimulatedStack(
            mechanics: StackMechanics(
                fixture: StackFixture(preload: 5e6, stiffness: 4e9), thermalExpansion: 2e-7,
                settling: Settling(rate: 1e-9, referencePressure: 5e6, exponent: 0)),
            referenceTemperature: 300)
    }

    /// p = p_pre + K_f (Σ N Δh + α_T ΔT − u) + p_external, by hand.
    @Test func `pressure is preload, stiffness times displacement, and what is pushed`() {
        var stack = stack()
        stack.externalPressure = 1e5
        stack.advance(interval: 10, thickness: 1e-4, temperature: 320)
        let creep = 1e-9 * 10.0
        let expected = 5e6 + 4e9 * (1e-4 + 2e-7 * 20 - creep) + 1e5
        #expect((stack.pressure - expected).magnitude < 1e-6)
    }

    @Test func `pressure is never below nothing and the highest is remembered`() {
        var stack = stack()
        stack.advance(interval: 0, thickness: 1e-3, temperature: 300)
        let highest = stack.pressure
        stack.externalPressure = -1e9
        stack.advance(interval: 0, thickness: 0, temperature: 300)
        #expect(stack.pressure == 0)
        #expect(stack.highestPressure == highest)
        #expect(highest == 5e6 + 4e6)
    }

    @Test func `a stack settles in proportion to pressure and time`() {
        var stack = stack()
        stack.advance(interval: 1_000, thickness: 0, temperature: 300)
        #expect((5e6 - stack.pressure - 4e9 * 1e-6).magnitude < 1e-3)
    }
}
