import CellModel
import Testing

@testable import Configuration

/// Keys of a measured cell that say how its open-circuit voltage moves.
@Suite struct MeasuredCellTests {
    static func text(_ openCircuit: String) -> String {
        """
        name = "m"
        chemistry = "c"
        kind = "measured"
        source = "s"
        [design]
        capacity = "3 Ah"
        electrode_area = "1 m2"
        [window]
        voltage_minimum = "2.5 V"
        voltage_maximum = "4.2 V"
        temperature_minimum = "-20 degC"
        temperature_maximum = "60 degC"
        [open_circuit]
        voltage = { value = [3, 3.5, 4], unit = "V" }
        \(openCircuit)
        [resistance]
        temperatures = { value = [25], unit = "degC" }
        series = { value = [[20, 20]], unit = "mohm" }
        [polarisation]
        temperatures = { value = [25], unit = "degC" }
        fast_resistance = { value = [[10, 10]], unit = "mohm" }
        fast_time_constant = { value = [[10, 10]], unit = "s" }
        slow_resistance = { value = [[10, 10]], unit = "mohm" }
        slow_time_constant = { value = [[100, 100]], unit = "s" }
        [thermal]
        heat_capacity = "45 J/K"
        conductance_to_ambient = "0.1 W/K"
        """
    }

    func load(_ openCircuit: String) -> (cell: CellDescription?, problems: [ConfigurationProblem]) {
        let context = LoadContext()
        let cell = Document(file: "m.toml", text: Self.text(openCircuit), problems: context)
            .flatMap { CellFile($0).load() }
        return (cell, context.all)
    }

    @Test func `a shift per temperature is added to the voltage`() throws {
        let (cell, problems) = load(
            """
            temperatures = { value = [0, 25], unit = "degC" }
            temperature_shift = { value = [[-20, -10], [0, 0]], unit = "mV" }
            """)
        #expect(problems == [])
        let circuit = try #require(cell).parameters.openCircuit
        let cold = circuit.evaluate(stateOfCharge: 0.5, temperature: 273.15, pressure: 0.0).voltage
        #expect(abs(cold - 3.485) < 1e-12)
        let warm = circuit.evaluate(stateOfCharge: 0.5, temperature: 298.15, pressure: 0.0).voltage
        #expect(abs(warm - 3.5) < 1e-12)
    }

    @Test func `a shift that turns the curve round is refused`() throws {
        let (cell, problems) = load(
            """
            temperatures = { value = [0, 25], unit = "degC" }
            temperature_shift = { value = [[0, 600, 0], [0, 0, 0]], unit = "mV" }
            """)
        #expect(cell == nil)
        #expect(problems.map(\.keyPath) == ["open_circuit.temperature_shift"])
        let problem = try #require(problems.first)
        #expect("\(problem)".contains("falls while the state of charge rises"))
    }

    @Test func `a shift needs its temperatures`() {
        let (_, problems) = load("temperature_shift = { value = [[0, 0]], unit = \"mV\" }")
        #expect(problems.map(\.keyPath).contains("open_circuit.temperatures"))
    }

    @Test func `hysteresis has a gap and a rate or neither`() throws {
        let (cell, problems) = load(
            """
            hysteresis_half_gap = { value = [10, 20], unit = "mV" }
            hysteresis_rate = { value = 20, unit = "1" }
            """)
        #expect(problems == [])
        let circuit = try #require(cell).parameters.openCircuit
        #expect(circuit.hysteresis.rate == 20)
        #expect(abs(circuit.hysteresisHalfGap.value(at: 0.5).value - 0.015) < 1e-12)
        let (_, missing) = load("hysteresis_rate = { value = 20, unit = \"1\" }")
        #expect(missing.map(\.keyPath) == ["open_circuit.hysteresis_half_gap"])
    }
}
