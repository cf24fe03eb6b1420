import Control
import Estimation

/// The estimates of a cell in the order of their columns in a frame.
enum EstimateColumns {
    /// The first twelve are those of version 1.
    static var paths: [WritableKeyPath<CellEstimate, Double>] {
        [
            \.stateOfCharge, \.stateOfChargeDeviation, \.contactFraction,
            \.contactFractionDeviation, \.interfaceResistance, \.interfaceResistanceDeviation,
            \.seriesResistance, \.pressureBias, \.pressureBiasDeviation, \.openCircuitVoltage,
            \.voltageInnovation, \.pressureInnovation, \.seriesResistanceDeviation,
            \.fastVoltage, \.slowVoltage, \.branch, \.coreTemperature, \.capacity,
            \.capacityDeviation, \.currentBias, \.currentBiasDeviation,
        ]
    }

    /// The figures of health, in the order of their columns and of their bits.
    static var healths: [WritableKeyPath<CellHealth, HealthFigure>] {
        [\.capacity, \.resistance, \.interface]
    }
}
