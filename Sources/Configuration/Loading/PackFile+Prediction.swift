/// Predicted limits.
extension PackFile {
    /// What `prediction` says; a file without it has the defaults.
    func readPrediction() -> PredictionDescription {
        guard let table = root.optionalTable("prediction") else { return PredictionDescription() }
        let lowest = table.optionalValue("state_of_charge_minimum", .ratio, in: 0...1)
        let highest = table.optionalValue("state_of_charge_maximum", .ratio, in: 0...1)
        if let lowest, let highest, lowest >= highest {
            table.add(
                "state_of_charge_minimum", "not below the maximum", found: shortText(lowest),
                allowed: "below \(shortText(highest))")
        }
        return PredictionDescription(
            isEnabled: table.boolean("enabled", default: true),
            deviations: table.optionalValue("deviations", .ratio, in: 0...6),
            stateOfChargeMinimum: lowest, stateOfChargeMaximum: highest,
            contactFractionMinimum: table.optionalValue(
                "contact_fraction_minimum", .ratio, in: 0...1),
            criticalCurrentFraction: table.optionalValue(
                "critical_current_fraction", .ratio, in: 0...1))
    }
}
