import CellModel
import Configuration
import Estimation
import Protection
import Quantities

extension PackAssembly {
    /// What predicts limits and reserves of a pack; `nil` where its file forbids it.
    static func outlook(for pack: PackDescription) -> PackOutlook? {
        guard pack.prediction.isEnabled else { return nil }
        var settings = PredictionSettings()
        settings.deviations = pack.prediction.deviations ?? settings.deviations
        return PackOutlook(
            cells: Array(repeating: pack.positionParameters, count: pack.cellCount),
            stackOfCell: stackOfCell(pack), fixtures: pack.stacks.map(\.fixture.mechanics),
            limits: OperatingLimits(pack), settings: settings)
    }
}

extension OperatingLimits {
    /// The limits of operating grade and the ratings. Where the pack file has no such grade, the
    /// window of the cell counts.
    init(_ pack: PackDescription) {
        func operating(_ diagnostic: Diagnostic) -> Double? {
            pack.rules.first { $0.diagnostic == diagnostic && $0.grade == .operating }?
                .setThreshold
        }
        func window(
            _ low: Diagnostic, _ high: Diagnostic, _ otherwise: ClosedRange<Double>
        ) -> ClosedRange<Double> {
            let lowest = operating(low) ?? otherwise.lowerBound
            return lowest...max(lowest, operating(high) ?? otherwise.upperBound)
        }
        let temperatures = pack.cell.temperatureRange
        let kelvins = temperatures.lowerBound.kelvins...temperatures.upperBound.kelvins
        let voltages = pack.cell.voltageRange
        self.init(
            voltage: window(
                .cellUndervoltage, .cellOvervoltage,
                voltages.lowerBound.volts...voltages.upperBound.volts),
            chargingTemperature: window(
                .undertemperatureCharging, .overtemperatureCharging, kelvins),
            dischargingTemperature: window(
                .undertemperatureDischarging, .overtemperatureDischarging, kelvins),
            chargeCurrent: pack.derating.chargeRating.amperes,
            dischargeCurrent: pack.derating.dischargeRating.amperes)
        pressureMinimum = operating(.stackUnderpressure) ?? pressureMinimum
        pressureMaximum = operating(.stackOverpressure) ?? pressureMaximum
        plating = pack.cell.physics?.plating ?? plating
        let file = pack.prediction
        stateOfChargeMinimum = file.stateOfChargeMinimum ?? stateOfChargeMinimum
        stateOfChargeMaximum = file.stateOfChargeMaximum ?? stateOfChargeMaximum
        contactFractionMinimum = file.contactFractionMinimum ?? contactFractionMinimum
        criticalCurrentFraction = file.criticalCurrentFraction ?? criticalCurrentFraction
    }
}
