import CellModel
import Estimation

/// A cell that obeys the filter's own equations, with sensor noise: what a filter must manage
/// before it meets anything richer.
struct MatchingPlant {
    let cell: CellParameters
    let fixture: StackFixture
    var charge: Double
    var contact = 1.0
    var unrecoverable = 0.0
    /// s of the voltage hysteresis.
    var branch = 0.0
    var fast = 0.0
    var slow = 0.0
    var interphase: Double
    var bias: Double
    var pressure: Double
    var highest: Double
    var temperature = 298.15
    private var seed: UInt64

    init(
        cell: CellParameters, fixture: StackFixture, charge: Double, interphase: Double = 0,
        bias: Double = 0, seed: UInt64
    ) {
        self.cell = cell
        self.fixture = fixture
        self.charge = charge
        self.interphase = interphase
        self.bias = bias
        self.seed = seed
        pressure = fixture.preload
        highest = fixture.preload
        pressure = truePressure
        highest = pressure
    }

    var truePressure: Double {
        fixture.preload + fixture.stiffness * cell.layerCount
            * cell.swelling.thickness(
                stateOfCharge: charge, arealCapacity: cell.arealCapacity,
                contactFraction: contact)
    }

    /// Close to normal: the sum of twelve uniform numbers.
    mutating func noise(_ deviation: Double) -> Double {
        var sum = -6.0
        for _ in 0..<12 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            sum += Double(seed >> 11) / 9_007_199_254_740_992
        }
        return sum * deviation
    }

    /// Moves the truth by one second and returns what the sensors say.
    mutating func step(
        current: Double, voltageNoise: Double = 2e-3, pressureNoise: Double = 10e3
    ) -> CellInputs<Double> {
        charge += current / cell.capacity
        branch = cell.openCircuit.hysteresis.advanced(
            state: branch, charge: current / cell.capacity)
        if cell.contact.isActive {
            let rates = cell.contact.rates(
                contactFraction: contact, unrecoverable: unrecoverable,
                currentDensity: current / cell.totalArea,
                sustainable: cell.contact.sustainableCurrent(
                    pressure: pressure, temperature: temperature))
            contact = min(1, max(0.02, contact + rates.contact))
            unrecoverable += rates.unrecoverable
        }
        pressure = truePressure
        highest = max(highest, pressure)
        let circuit = EquivalentCircuit<Double>(
            parameters: cell, stateOfCharge: charge, contactFraction: contact,
            interphaseResistance: interphase, temperature: temperature, pressure: pressure,
            highestPressure: highest, branch: branch)
        fast =
            EquivalentCircuit<Double>.relaxed(
                voltage: fast, resistance: circuit.fastResistance,
                timeConstant: circuit.fastTimeConstant, current: current, interval: 1
            ).voltage
        slow =
            EquivalentCircuit<Double>.relaxed(
                voltage: slow, resistance: circuit.slowResistance,
                timeConstant: circuit.slowTimeConstant, current: current, interval: 1
            ).voltage
        let volts = circuit.terminalVoltage(
            current: current, fastVoltage: fast, slowVoltage: slow)
        var inputs = CellInputs<Double>(
            current: current, voltage: volts + noise(voltageNoise), temperature: temperature)
        inputs.setPressure(pressure + bias + noise(pressureNoise))
        return inputs
    }
}
