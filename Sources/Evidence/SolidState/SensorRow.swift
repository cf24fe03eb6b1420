import CellModel
import Configuration
import PackSimulation
import Quantities

/// What the sensors of one cell show at one moment.
struct SweepReadings {
    /// V, A, K and Pa.
    var voltage: Double
    var current: Double
    var temperature: Double
    var pressure: Double
}

/// The sensors of one cell.
struct SensorRow {
    private var voltage: ErringSensor
    private var current: ErringSensor
    private var temperature: ErringSensor
    private var pressure: ErringSensor

    /// - Parameter sensors: Nil shows the truth.
    init(_ sensors: SweepSensors?, cell: SweepCell, seed: UInt64, index: Int) {
        func sensor(_ errors: SensorErrors?, _ scale: Double, _ name: String) -> ErringSensor {
            ErringSensor(errors ?? .none, scale: scale, seed: seed, name: name, index: index)
        }
        voltage = sensor(sensors?.voltage, 1, "voltage")
        current = sensor(sensors?.current, cell.cell.parameters.capacity / 3600, "current")
        temperature = sensor(sensors?.temperature, 1, "temperature")
        pressure = sensor(sensors?.pressure, cell.pressureFullScale.pascals, "pressure")
    }

    mutating func read(
        _ pack: SimulatedPack, current amperes: Double, interval: Double
    ) -> SweepReadings {
        SweepReadings(
            voltage: voltage.read(pack.voltage(position: 0), interval: interval),
            current: current.read(amperes, interval: interval),
            temperature: temperature.read(pack.surfaceTemperature(cell: 0), interval: interval),
            pressure: pressure.read(pack.pressure(stack: 0), interval: interval))
    }
}
