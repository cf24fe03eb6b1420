import BenchmarkReference
import CellModel
import Estimation

/// The filter of one cell in its lanes against the same arithmetic in plain C.
struct FilterBenchmark {
    static let cellCount = 64
    private static let interval = 0.1
    private let parameters = ExampleCell.parameters
    private let settings = EstimatorSettings()

    /// What the sensors of a cell say: near the truth, a little different for every cell.
    static func inputs(_ cell: Int) -> CellInputs<Double> {
        var inputs = CellInputs<Double>(
            current: -0.01 + 0.0001 * Double(cell), voltage: 3.78 + 0.002 * Double(cell % 16),
            temperature: 298 + 0.05 * Double(cell % 32))
        inputs.setPressure(6.2e6 + 1e3 * Double(cell))
        return inputs
    }

    func rows() -> [Row] {
        let count = Self.cellCount
        let interval = Self.interval
        let reference = ReferenceFilters(count: count, inputs: Self.inputs)
        var scalars = Array(repeating: filter(of: Double.self), count: count)
        let scalarInputs = (0..<count).map(Self.inputs)
        var eights = Array(repeating: filter(of: SIMD8<Double>.self), count: count / 8)
        let eightInputs = (0..<count / 8).map { inputs(of: SIMD8<Double>.self, first: $0 * 8) }
        var sixteens = Array(repeating: filter(of: SIMD16<Float>.self), count: count / 16)
        let sixteenInputs = (0..<count / 16).map { inputs(of: SIMD16<Float>.self, first: $0 * 16) }
        let eightLoad = StackLoad<SIMD8<Double>>(fixture: ExampleCell.fixture, layerCount: 1)
        let sixteenLoad = StackLoad<SIMD16<Float>>(fixture: ExampleCell.fixture, layerCount: 1)

        return ExampleCell.withReference { pointer in
            for _ in 0..<100 {
                reference.step(pointer, interval: interval)
                for cell in scalars.indices {
                    scalars[cell].advance(
                        inputs: scalarInputs[cell], parameters: parameters, settings: settings,
                        load: ExampleCell.load, interval: interval)
                }
            }
            var difference = 0.0
            for cell in 0..<count {
                difference = max(
                    difference, reference.difference(cell, from: scalars[cell]))
            }
            let times = Stopwatch.best([
                { reference.step(pointer, interval: interval) },
                {
                    for cell in scalars.indices {
                        scalars[cell].advance(
                            inputs: scalarInputs[cell], parameters: parameters,
                            settings: settings, load: ExampleCell.load, interval: interval)
                    }
                },
                {
                    for block in eights.indices {
                        eights[block].advance(
                            inputs: eightInputs[block], parameters: parameters,
                            settings: settings, load: eightLoad, interval: interval)
                    }
                },
                {
                    for block in sixteens.indices {
                        sixteens[block].advance(
                            inputs: sixteenInputs[block], parameters: parameters,
                            settings: settings, load: sixteenLoad, interval: interval)
                    }
                },
            ])
            return rows(times.map { Double(count) / $0 * 1e-6 }, difference: difference)
        }
    }

    private func rows(_ rates: [Double], difference: Double) -> [Row] {
        let unit = "M cell-steps/s"
        return [
            .rate("filter, Double", unit, rates[1], reference: rates[0], bar: 0.25),
            .rate("filter, SIMD8<Double>", unit, rates[2], reference: rates[0], bar: 0.4),
            .rate("filter, SIMD16<Float>", unit, rates[3], reference: rates[0], bar: 0.5),
            .rate("filter, SIMD8 over Double", unit, rates[2], reference: rates[1], bar: 0.8),
            .agreement("filter, difference from reference", difference),
        ]
    }

    private func filter<L: Lane>(of lane: L.Type) -> CellFilter<L> {
        CellFilter<L>(
            parameters: parameters, settings: settings, stateOfCharge: L(0.5),
            load: StackLoad<L>(fixture: ExampleCell.fixture, layerCount: 1))
    }

    private func inputs<L: Lane>(of lane: L.Type, first: Int) -> CellInputs<L> {
        var current = L.zero
        var voltage = L.zero
        var temperature = L.zero
        var pressure = L.zero
        for index in 0..<L.laneCount {
            let one = Self.inputs(first + index)
            current[lane: index] = one.current
            voltage[lane: index] = one.voltage
            temperature[lane: index] = one.temperature
            pressure[lane: index] = one.pressure
        }
        var inputs = CellInputs<L>(current: current, voltage: voltage, temperature: temperature)
        inputs.setPressure(pressure)
        return inputs
    }
}
