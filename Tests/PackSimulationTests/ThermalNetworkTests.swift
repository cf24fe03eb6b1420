import CellModel
import Configuration
import Testing

@testable import PackSimulation

struct ThermalNetworkTests {
    private static let ambient = 320.0
    private let thermal = TestWorld.scenario.pack.cell.parameters.thermal

    /// Heat above ambient in cores and surfaces, J.
    private func energy(_ pack: SimulatedPack) -> Double {
        pack.cells.reduce(pack.thermal.surfaceEnergy(above: Self.ambient)) {
            // A simulated cell's heat capacity is that of its core.
            $0 + $1.design.thermal.heatCapacity * ($1.temperature - Self.ambient)
        }
    }

    @Test(arguments: [0.1, 1.0, 30.0])
    func `what goes in stays or leaves for the ambient`(interval: Double) {
        var pack = TestWorld.groups(of: 1, stackOfPosition: [0, 0, 0, 1, 1])
        pack.setHeat(15, cell: 1)
        let start = energy(pack)
        var made = 0.0
        for _ in 0..<2_000 {
            pack.advance(interval: interval, current: -0.05, ambient: Self.ambient)
            made += interval * (15 + pack.cells.reduce(0) { $0 + $1.heat })
        }
        let balance = made - (energy(pack) - start) - pack.heatToAmbient
        #expect((balance / made).magnitude < 1e-12)
        #expect(pack.heatToAmbient > 0.1 * made)
    }

    @Test func `in steady state temperatures fall along the way by heat over conductance`() {
        let free = StackThermal(neighbourConductance: 0, endPlateConductance: 0)
        var pack = TestWorld.groups(of: 1, stackOfPosition: [0], thermal: free)
        // Heat from inside; what is set as outside the cell's own chemistry enters the core.
        pack.cells[0].externalHeat = 3
        for _ in 0..<5_000 { pack.advance(interval: 1, current: 0, ambient: Self.ambient) }
        let surface = pack.surfaceTemperature(cell: 0)
        let core = pack.cells[0].temperature
        #expect((surface - Self.ambient - 3 / thermal.conductanceToAmbient).magnitude < 1e-6)
        #expect((core - surface - 3 / thermal.coreToSurfaceConductance).magnitude < 1e-6)
    }

    @Test func `heat from outside warms the surface before the core`() {
        var pack = TestWorld.groups(of: 1)
        pack.setHeat(20, cell: 0)
        for _ in 0..<20 { pack.advance(interval: 0.1, current: 0, ambient: 333.15) }
        #expect(pack.sensedTemperature(position: 0) > pack.cells[0].temperature + 0.5)
        #expect(pack.cells[0].temperature > 333.15)
    }

    @Test func `end plates keep the ends of a stack cooler than its middle`() {
        var pack = TestWorld.groups(of: 1, stackOfPosition: [0, 0, 0, 0, 0])
        for _ in 0..<3_000 { pack.advance(interval: 1, current: -0.2, ambient: 333.15) }
        let surfaces = (0..<5).map(pack.surfaceTemperature(cell:))
        #expect(surfaces[0] < surfaces[1] && surfaces[1] < surfaces[2])
        #expect((surfaces[0] - surfaces[4]).magnitude < 1e-9)
        #expect((surfaces[1] - surfaces[3]).magnitude < 1e-9)
    }

    @Test func `no heat crosses from one stack to the next`() {
        var pack = TestWorld.groups(of: 1, stackOfPosition: [0, 0, 1, 1])
        pack.setHeat(20, cell: 1)
        for _ in 0..<300 { pack.advance(interval: 1, current: 0, ambient: 333.15) }
        #expect(pack.surfaceTemperature(cell: 0) > 333.5)
        #expect((pack.surfaceTemperature(cell: 2) - 333.15).magnitude < 1e-6)
    }

    @Test func `steps of ten minutes end where short ones end`() {
        var short = TestWorld.groups(of: 1, stackOfPosition: [0, 0, 0])
        short.setHeat(2, cell: 0)
        var long = short
        for _ in 0..<36_000 { short.advance(interval: 1, current: 0, ambient: Self.ambient) }
        for _ in 0..<60 { long.advance(interval: 600, current: 0, ambient: Self.ambient) }
        for cell in 0..<3 {
            let difference =
                short.surfaceTemperature(cell: cell)
                - long.surfaceTemperature(cell: cell)
            #expect(difference.magnitude < 1e-3)
        }
    }

    @Test func `a thermometer touches the middle cell of its group`() {
        var pack = TestWorld.groups(of: 3)
        #expect(pack.sensedCell(position: 1) == 4)
        pack.setHeat(10, cell: 1)
        for _ in 0..<30 { pack.advance(interval: 1, current: 0, ambient: 333.15) }
        #expect(pack.sensedTemperature(position: 1) == pack.surfaceTemperature(cell: 4))
        #expect(pack.highestTemperature(position: 1) == pack.surfaceTemperature(cell: 4))
        #expect(pack.surfaceTemperature(cell: 3) < pack.surfaceTemperature(cell: 4))
    }
}
