import CellModel
import Testing

@Suite struct EquivalentCircuitTests {
    static let cell = CellParameters(
        capacity: 270, electrodeArea: 25e-4, layerCount: 1,
        openCircuit: OpenCircuitVoltage(
            cathode: .nmc811, cathodeFractionEmpty: 0.9084, cathodeFractionFull: 0.305,
            anode: .lithium, pressureCoefficient: 0.12e-9, referencePressure: 5e6),
        resistance: SeriesResistance(
            electrolyte: ElectrolyteLayer(
                thickness: 30e-6,
                conductivity: .arrhenius(reference: 0.2, activationEnergy: 31_400)),
            interface: InterfaceResistanceTests.argyrodite,
            cathode: .constant(30e-4, activationEnergy: 43_400)),
        polarisation: Polarisation(
            fastResistance: StateMap(constant: 0.13), fastTimeConstant: StateMap(constant: 26),
            slowResistance: StateMap(constant: 0.19), slowTimeConstant: StateMap(constant: 77)),
        contact: ContactDynamicsTests.argyrodite,
        swelling: Swelling(perCharge: 1.2e-10, voidHeight: 1e-5),
        thermal: CellThermal(heatCapacity: 20, conductanceToAmbient: 0.1))

    func circuit(
        _ charge: Double, contact: Double = 1, interphase: Double = 0, celsius: Double = 25
    ) -> EquivalentCircuit<Double> {
        EquivalentCircuit(
            parameters: Self.cell, stateOfCharge: charge, contactFraction: contact,
            interphaseResistance: interphase, temperature: celsius + 273.15, pressure: 5e6,
            highestPressure: 6e6)
    }

    @Test func `the cell spans the voltages of its design`() {
        #expect(abs(circuit(0).openCircuitVoltage - 3.56) < 0.01)
        #expect(abs(circuit(1).openCircuitVoltage - 4.20) < 0.01)
    }

    @Test func `five megapascals move the open-circuit voltage by 0,6 mV`() {
        let open = Self.cell.openCircuit
        let low = open.evaluate(stateOfCharge: 0.5, temperature: 298.15, pressure: 5e6).voltage
        let high = open.evaluate(stateOfCharge: 0.5, temperature: 298.15, pressure: 10e6).voltage
        #expect(abs((high - low) - 0.6e-3) < 1e-9)
    }

    @Test func `charging raises and discharging lowers the terminal voltage`() {
        let point = circuit(0.5)
        let rest = point.terminalVoltage(current: 0, fastVoltage: 0, slowVoltage: 0)
        #expect(point.terminalVoltage(current: 0.1, fastVoltage: 0, slowVoltage: 0) > rest)
        #expect(point.terminalVoltage(current: -0.1, fastVoltage: 0, slowVoltage: 0) < rest)
    }

    @Test(arguments: [0.05, 0.2, 0.5, 0.8, 0.97])
    func `the contact sensitivity is the derivative of the resistance`(contact: Double) {
        let step = 1e-6
        let above = circuit(0.4, contact: contact + step).seriesResistance
        let below = circuit(0.4, contact: contact - step).seriesResistance
        let difference = (above - below) / (2 * step)
        let sensitivity = circuit(0.4, contact: contact).contactSensitivity
        #expect(abs(sensitivity / difference - 1) < 1e-5)
    }

    @Test(arguments: [0.1503, 0.4107, 0.7811])
    func `the slope is the derivative of the open-circuit voltage`(charge: Double) {
        let step = 1e-6
        for celsius in [-10.0, 25, 60] {
            let above = circuit(charge + step, celsius: celsius).openCircuitVoltage
            let below = circuit(charge - step, celsius: celsius).openCircuitVoltage
            let slope = circuit(charge, celsius: celsius).openCircuitSlope
            #expect(abs((above - below) / (2 * step) - slope) < 1e-4)
        }
    }

    @Test func `interphase resistance adds ohm for ohm`() {
        let added = circuit(0.4, interphase: 0.25).seriesResistance - circuit(0.4).seriesResistance
        #expect(abs(added - 0.25) < 1e-12)
    }

    @Test func `cold raises the resistance many times`() {
        let ratio = circuit(0.5, celsius: -20).seriesResistance / circuit(0.5).seriesResistance
        #expect(ratio > 8 && ratio < 40)
    }

    @Test func `an RC pair reaches its end voltage and halves where it should`() {
        let half = EquivalentCircuit<Double>.relaxed(
            voltage: 0.1, resistance: 1, timeConstant: 10, current: 0,
            interval: 6.931471805599453)
        #expect(abs(half.voltage - 0.05) < 1e-15)
        let end = EquivalentCircuit<Double>.relaxed(
            voltage: 0, resistance: 0.2, timeConstant: 10, current: 2, interval: 1e4)
        #expect(abs(end.voltage - 0.4) < 1e-12)
    }

    @Test func `eight cells at once have the bits of each alone`() {
        let charges = SIMD8<Double>(0.05, 0.2, 0.33, 0.47, 0.6, 0.74, 0.88, 0.99)
        let contacts = SIMD8<Double>(1, 0.9, 0.8, 0.6, 0.4, 0.3, 0.1, 0.02)
        let eight = EquivalentCircuit<SIMD8<Double>>(
            parameters: Self.cell, stateOfCharge: charges, contactFraction: contacts,
            interphaseResistance: SIMD8(0.01), temperature: SIMD8(310), pressure: SIMD8(4e6),
            highestPressure: SIMD8(7e6))
        for lane in 0..<8 {
            let one = EquivalentCircuit<Double>(
                parameters: Self.cell, stateOfCharge: charges[lane],
                contactFraction: contacts[lane], interphaseResistance: 0.01, temperature: 310,
                pressure: 4e6, highestPressure: 7e6)
            #expect(eight.openCircuitVoltage[lane] == one.openCircuitVoltage)
            #expect(eight.seriesResistance[lane] == one.seriesResistance)
            #expect(eight.contactSensitivity[lane] == one.contactSensitivity)
        }
    }
}
