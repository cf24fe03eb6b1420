import CellModel
import Testing

@Suite struct HeatGenerationTests {
    func power(
        _ current: Double, above voltage: Double, entropic: Double
    ) -> (irreversible: Double, reversible: Double) {
        HeatGeneration.power(
            current: current, terminalVoltage: 3.8 + voltage, openCircuitVoltage: 3.8,
            entropicCoefficient: entropic, temperature: 298.15)
    }

    @Test func `polarisation warms in both directions`() {
        #expect(power(2, above: 0.12, entropic: 0).irreversible > 0)
        #expect(power(-2, above: -0.12, entropic: 0).irreversible > 0)
        #expect(abs(power(2, above: 0.12, entropic: 0).irreversible - 0.24) < 1e-12)
    }

    @Test func `what entropy takes up on charge it gives back on discharge`() {
        let charging = power(3, above: 0, entropic: -0.3e-3).reversible
        let discharging = power(-3, above: 0, entropic: -0.3e-3).reversible
        #expect(charging < 0)
        #expect(discharging == -charging)
        // 3 A at −0.3 mV/K and 25 °C: −0.27 W.
        #expect(abs(charging + 0.268) < 0.001)
    }

    @Test func `rest makes no heat`() {
        let rest = power(0, above: 0.01, entropic: -0.3e-3)
        #expect(rest.irreversible == 0 && rest.reversible == 0)
    }
}
