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
        let quantities = 86
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
        let states = (0..<10).map { array(fresh.state[$0]) }
        Self.set(&cells.state, states)
        var elements: [UnsafeMutablePointer<Double>] = []
        for row in 0..<10 {
            for column in 0...row { elements.append(array(fresh.covariance[row, column])) }
        }
        Self.set(&cells.covariance, elements)
        cells.unrecoverable = array(0)
        cells.temperature = array(fresh.temperature)
        cells.core = array(fresh.coreTemperature)
        cells.pressure = array(fresh.pressure)
        cells.highest = array(fresh.highestPressure)
        cells.voltage_consistency = array(1)
        cells.pressure_consistency = array(1)
        cells.voltage_innovation = array(0)
        cells.error_variance = array(fresh.errorVariance)
        cells.log_likelihood = array(0)
        cells.pressure_count = array(0)
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

    /// The largest difference of any state or element of the covariance from those of a filter,
    /// relative to the latter; infinite where one of the two is not a number.
    func difference(_ cell: Int, from filter: CellFilter<Double>) -> Double {
        var largest = 0.0
        func compare(_ value: Double?, _ expected: Double) {
            largest = max(largest, Row.difference(value ?? .nan, from: expected))
        }
        withUnsafeBytes(of: cells.state) { bytes in
            let pointers = bytes.bindMemory(to: UnsafeMutablePointer<Double>?.self)
            for index in 0..<10 { compare(pointers[index]?[cell], filter.state[index]) }
        }
        withUnsafeBytes(of: cells.covariance) { bytes in
            let pointers = bytes.bindMemory(to: UnsafeMutablePointer<Double>?.self)
            var index = 0
            for row in 0..<10 {
                for column in 0...row {
                    compare(pointers[index]?[cell], filter.covariance[row, column])
                    index += 1
                }
            }
        }
        return largest
    }

    /// Fills an array of C, which Swift sees as a tuple, with pointers.
    private static func set<Tuple>(
        _ target: inout Tuple, _ pointers: [UnsafeMutablePointer<Double>]
    ) {
        withUnsafeMutableBytes(of: &target) { bytes in
            let places = bytes.bindMemory(to: UnsafeMutablePointer<Double>?.self)
            precondition(places.count == pointers.count, "Every array of C needs its memory.")
            for index in places.indices { places[index] = pointers[index] }
        }
    }
}
