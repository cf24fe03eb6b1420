import CellModel
import Quantities

/// Cells known from measurements on the whole: tables over state of charge and temperature.
extension CellFile {
    func measuredParts(_ thermal: CellThermal) -> CellParameters? {
        let design = root.table("design")
        let capacity = design.value("capacity", .charge, in: 1e-3...1e8)
        let area = design.value("electrode_area", .area, in: 1e-8...100)
        let openCircuit = root.table("open_circuit")
        let voltage = openCircuit.values("voltage", .voltage, count: 2...1025, in: 0.1...6)
        checkAscending(openCircuit, voltage)
        var entropic: [Double]?
        if openCircuit.has("entropic_coefficient") {
            entropic = openCircuit.values(
                "entropic_coefficient", .entropicCoefficient, count: 2...1025, in: -1e-2...1e-2)
        }
        var shift: StateMap?
        if openCircuit.has("temperature_shift") {
            shift = map(openCircuit, "temperature_shift", .voltage, in: -1...1)
            checkAscending(openCircuit, voltage, shift)
        }
        let hysteresis = readHysteresis(openCircuit)
        let resistance = root.table("resistance")
        let series = map(resistance, "series", .resistance, in: 0...100)
        let polarisation = root.table("polarisation")
        let fast = map(polarisation, "fast_resistance", .resistance, in: 0...100)
        let fastTime = map(polarisation, "fast_time_constant", .duration, in: 1e-3...1e6)
        let slow = map(polarisation, "slow_resistance", .resistance, in: 0...100)
        let slowTime = map(polarisation, "slow_time_constant", .duration, in: 1e-3...1e6)
        let swelling = measuredSwelling(arealCapacity: capacity / area)
        guard document.problems.isEmpty, let voltage, let series, let fast, let fastTime,
            let slow, let slowTime
        else {
            return nil
        }
        return CellParameters(
            capacity: capacity, electrodeArea: area, layerCount: 1,
            openCircuit: OpenCircuitVoltage(
                voltage: UniformTable(voltage),
                entropicCoefficient: UniformTable(entropic ?? [0, 0]), temperatureShift: shift,
                hysteresisHalfGap: hysteresis.halfGap, hysteresis: hysteresis.law),
            resistance: SeriesResistance(measured: series),
            polarisation: Polarisation(
                fastResistance: fast, fastTimeConstant: fastTime, slowResistance: slow,
                slowTimeConstant: slowTime),
            contact: .inactive, swelling: swelling,
            thermal: thermal)
    }

    /// How thick the cell is over its charge, where a gauge was on it.
    private func measuredSwelling(arealCapacity: Double) -> Swelling {
        let none = Swelling(perCharge: 0, voidHeight: 0)
        guard root.has("swelling") else { return none }
        let table = root.table("swelling")
        let thickness = table.values("thickness", .length, count: 2...1025, in: -0.1...0.1)
        let expansion = table.value(
            "thermal_expansion", .thermalExpansion, in: -1e-3...1e-3, default: 0)
        let deviation = table.value("course_deviation", .ratio, in: 0...1)
        guard let thickness, arealCapacity > 0 else { return none }
        let swelling = Swelling(
            thickness: thickness, arealCapacity: arealCapacity, thermalExpansion: expansion,
            deviation: deviation)
        if swelling == nil {
            table.add(
                "thickness",
                "the full cell is as thick as the empty one to 2 % of the range between them, "
                    + "which a swelling over the charge cannot describe")
        }
        return swelling ?? none
    }

    private func checkAscending(_ table: TableReader, _ voltage: [Double]?) {
        guard let voltage else { return }
        for index in voltage.indices.dropFirst() where voltage[index] < voltage[index - 1] {
            table.add(
                "voltage", "the open-circuit voltage falls while the state of charge rises",
                found: "value \(index + 1), \(shortText(voltage[index])) V, after "
                    + "\(shortText(voltage[index - 1])) V")
            return
        }
    }

    /// The curve of every row must rise as well. What it may fall is what rounding does to two
    /// tables.
    private func checkAscending(_ table: TableReader, _ voltage: [Double]?, _ shift: StateMap?) {
        guard let voltage, let shift else { return }
        let curve = UniformTable(voltage)
        for (row, temperature) in zip(shift.rows, shift.temperatures) {
            let count = max(voltage.count, row.samples.count)
            var previous = -Double.infinity
            for index in 0..<count {
                let z = Double(index) / Double(count - 1)
                let sum = curve.value(at: z).value + row.value(at: z).value
                if sum < previous - 1e-4 {
                    table.add(
                        "temperature_shift",
                        "the open-circuit voltage falls while the state of charge rises",
                        found: "at \(shortText(temperature - 273.15)) degC and a state of charge "
                            + "of \(shortText(z))")
                    return
                }
                previous = sum
            }
        }
    }

    /// Half the gap between the branches after charging and after discharging, and how fast the
    /// cell goes from one to the other; none where the file says nothing.
    private func readHysteresis(
        _ table: TableReader
    ) -> (halfGap: UniformTable, law: VoltageHysteresis) {
        let none = (UniformTable([0, 0]), VoltageHysteresis.none)
        guard table.has("hysteresis_half_gap") || table.has("hysteresis_rate") else { return none }
        let gap = table.values("hysteresis_half_gap", .voltage, count: 2...1025, in: 0...1)
        let rate = table.value("hysteresis_rate", .ratio, in: 0.1...1000)
        guard let gap, !rate.isNaN else { return none }
        return (UniformTable(gap), VoltageHysteresis(rate: rate))
    }

    /// A map over the table's own `temperatures` and equally spaced states of charge.
    private func map(
        _ table: TableReader, _ key: String, _ dimension: Dimension, in allowed: ClosedRange<Double>
    ) -> StateMap? {
        let temperatures = table.values(
            "temperatures", .temperature, count: 1...64, in: 150...600)
        guard let temperatures else { return nil }
        guard zip(temperatures, temperatures.dropFirst()).allSatisfy({ $0 < $1 }) else {
            table.add("temperatures", "temperatures must ascend")
            return nil
        }
        let rows = table.rows(key, dimension, rowCount: temperatures.count, in: allowed)
        return rows.map { StateMap(temperatures: temperatures, rows: $0.map { UniformTable($0) }) }
    }
}
