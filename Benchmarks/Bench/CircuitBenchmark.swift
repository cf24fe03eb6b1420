import BenchmarkReference
import CellModel

/// The equivalent circuit at one operating point per cell against the same arithmetic in C.
struct CircuitBenchmark {
    private static let count = 256
    private let parameters = ExampleCell.parameters

    private func column(_ first: Double, _ step: Double) -> [Double] {
        (0..<Self.count).map { first + step * Double($0) }
    }

    func rows() -> [Row] {
        let count = Self.count
        let charge = column(0.1, 0.003)
        let contact = column(0.6, 0.001)
        let interphase = column(0.001, 1e-5)
        let temperature = column(288, 0.1)
        let pressure = column(4e6, 1e4)
        let highest = column(7e6, 1e3)
        var results = Array(repeating: 0.0, count: 9 * count)
        var circuits = (0..<count).map { index in
            EquivalentCircuit<Double>(
                parameters: parameters, stateOfCharge: charge[index],
                contactFraction: contact[index], interphaseResistance: interphase[index],
                temperature: temperature[index], pressure: pressure[index],
                highestPressure: highest[index])
        }
        func eights(_ values: [Double]) -> [SIMD8<Double>] {
            stride(from: 0, to: count, by: 8).map { SIMD8(values[$0..<$0 + 8]) }
        }
        let (charge8, contact8) = (eights(charge), eights(contact))
        let (interphase8, temperature8) = (eights(interphase), eights(temperature))
        let (pressure8, highest8) = (eights(pressure), eights(highest))
        var circuits8 = charge8.indices.map { index in
            EquivalentCircuit<SIMD8<Double>>(
                parameters: parameters, stateOfCharge: charge8[index],
                contactFraction: contact8[index], interphaseResistance: interphase8[index],
                temperature: temperature8[index], pressure: pressure8[index],
                highestPressure: highest8[index])
        }
        let times = ExampleCell.withReference { pointer in
            Stopwatch.best([
                {
                    reference_circuit(
                        pointer, charge, contact, interphase, temperature, pressure, highest,
                        &results, count)
                },
                {
                    for index in circuits.indices {
                        circuits[index] = EquivalentCircuit(
                            parameters: parameters, stateOfCharge: charge[index],
                            contactFraction: contact[index],
                            interphaseResistance: interphase[index],
                            temperature: temperature[index], pressure: pressure[index],
                            highestPressure: highest[index])
                    }
                },
                {
                    for index in circuits8.indices {
                        circuits8[index] = EquivalentCircuit(
                            parameters: parameters, stateOfCharge: charge8[index],
                            contactFraction: contact8[index],
                            interphaseResistance: interphase8[index],
                            temperature: temperature8[index], pressure: pressure8[index],
                            highestPressure: highest8[index])
                    }
                },
            ])
        }
        let names: [KeyPath<EquivalentCircuit<Double>, Double>] = [
            \.openCircuitVoltage, \.openCircuitSlope, \.seriesResistance, \.interfaceResistance,
            \.contactSensitivity, \.fastResistance, \.fastTimeConstant, \.slowResistance,
            \.slowTimeConstant,
        ]
        var difference = 0.0
        for (column, name) in names.enumerated() {
            for index in 0..<count {
                let value = results[column * count + index]
                difference = max(
                    difference, Row.difference(value, from: circuits[index][keyPath: name]))
            }
        }
        let rates = times.map { Double(count) / $0 * 1e-6 }
        let unit = "M cells/s"
        return [
            .rate("circuit, Double", unit, rates[1], reference: rates[0], bar: 0.14),
            .rate("circuit, SIMD8<Double>", unit, rates[2], reference: rates[0], bar: 0.13),
            .agreement("circuit, difference from reference", difference),
        ]
    }
}
