import CellModel
import Estimation
import Testing

/// Whatever arrives, what leaves is finite and inside its limits.
@Suite struct AdversarialInputTests {
    static let values: [Double] = [
        0, -0.0, 1, -1, .leastNonzeroMagnitude, 1e300, -1e300, .infinity, -.infinity, .nan, 3.7,
        99.9, -99.9, 298, 599, 151, 5e6, 9.9e8, -9.9e8, 7,
    ]

    func hammer<L: Lane>(_ type: L.Type, cell: CellParameters, seed: UInt64) -> CellFilter<L> {
        var state = seed
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Self.values[Int(state >> 33) % Self.values.count]
        }
        let settings = EstimatorSettings()
        let load = StackLoad<L>(fixture: ExampleCells.rigid, layerCount: 1)
        var filter = CellFilter<L>(
            parameters: cell, settings: settings, stateOfCharge: L(0.5), load: load)
        for step in 0..<20_000 {
            var inputs = CellInputs<L>(
                current: L(next()), voltage: L(next()), temperature: L(next()))
            inputs.chargeCurrent = L(next())
            inputs.setPressure(L(next()))
            filter.step(
                inputs: inputs, parameters: cell, settings: settings, load: load,
                interval: [0.01, 1, 100, 50_000][step % 4])
            for index in 0..<6 {
                let value = filter.state[index][lane: 0]
                let deviation = filter.deviation(index)[lane: 0]
                #expect(value.isFinite && deviation.isFinite)
            }
        }
        return filter
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `no input makes the filter lose its numbers`(seed: UInt64) {
        for cell in [ExampleCells.lithiumSulfide, ExampleCells.plateau] {
            let filter = hammer(Double.self, cell: cell, seed: seed)
            #expect(filter.stateOfCharge >= -0.1 && filter.stateOfCharge <= 1.1)
            #expect(filter.contactFraction >= 0.02 && filter.contactFraction <= 1)
            // Below zero it takes back what a measured table overstates, but never all of R₀.
            #expect(filter.interphaseResistance >= -0.5 * filter.resistanceScale)
        }
    }

    @Test func `nor in single precision`() {
        let filter = hammer(Float.self, cell: ExampleCells.lithiumSulfide, seed: 11)
        #expect(filter.stateOfCharge >= -0.11 && filter.stateOfCharge <= 1.11)
    }
}
