import BenchmarkReference
import CellModel
import Estimation

/// Filters of the C reference, begun like Swift's: one array per quantity in one allocation, which
/// lives as long as the program.
final class ReferenceFilters {
    private let count: Int
    private let storage: UnsafeMutablePointer<Double>
    private var cells = ReferenceCells()

    init(count: Int, inputs: (Int) -> CellInputs<Double>) {
        self.count = count
        let quantities = 43
        storage = .allocate(capacity: quantities * count)
        storage.initialize(repeating: 0, count: quantities * count)
        let fresh = CellFilter<Double>(
            parameters: ExampleCell.parameters, settings: EstimatorSettings(), stateOfCharge: 0.5,
            load: ExampleCell.load)
        var next = 0
        func array(_ value: Double) -> UnsafeMutablePointer<Double> {
            let start = storage + next * count
            start.update(repeating: value, count: count)
            next += 1
            return start
        }
        let states = (0..<6).map { array(fresh.state[$0]) }
        cells.state = (states[0], states[1], states[2], states[3], states[4], states[5])
        var elements: [UnsafeMutablePointer<Double>] = []
        for row in 0..<6 {
            for column in 0...row { elements.append(array(fresh.covariance[row, column])) }
        }
        withUnsafeMutableBytes(of: &cells.covariance) { bytes in
            let pointers = bytes.bindMemory(to: UnsafeMutablePointer<Double>?.self)
            for index in pointers.indices { pointers[index] = elements[index] }
        }
        cells.unrecoverable = array(0)
        cells.temperature = array(fresh.temperature)
        cells.pressure = array(fresh.pressure)
        cells.highest = array(fresh.highestPressure)
        cells.voltage_consistency = array(1)
        cells.pressure_consistency = array(1)
        cells.voltage_count = array(0)
        cells.reset_count = array(0)
        cells.scale = array(fresh.resistanceScale)
        cells.in_current = array(0)
        cells.in_voltage = array(0)
        cells.in_temperature = array(0)
        cells.in_pressure = array(0)
        cells.stiffness = array(ExampleCell.load.stiffness)
        cells.others_pressure = array(ExampleCell.load.othersPressure)
        cells.others_variance = array(ExampleCell.load.othersVariance)
        for cell in 0..<count {
            let input = inputs(cell)
            cells.in_current[cell] = input.current
            cells.in_voltage[cell] = input.voltage
            cells.in_temperature[cell] = input.temperature
            cells.in_pressure[cell] = input.pressure
        }
    }

    func step(_ parameters: UnsafePointer<ReferenceParameters>, interval: Double) {
        reference_filter_step(parameters, &cells, count, interval)
    }

    func stateOfCharge(_ cell: Int) -> Double { cells.state.0?[cell] ?? .nan }
    func contactFraction(_ cell: Int) -> Double { cells.state.3?[cell] ?? .nan }
}
