import Testing

@testable import Configuration

/// What a pack file says of predicted limits.
@Suite struct PackPredictionKeysTests {
    private func pack(_ table: String) throws -> PackDescription {
        try PackDescription(
            contentsOf: ShippedFiles.pack,
            problems: ShippedFiles.context([
                .init(
                    file: ShippedFiles.pack, old: "[estimator]\n", new: table + "\n[estimator]\n")
            ]))
    }

    @Test func `a file that says nothing predicts by the program's own figures`() throws {
        let pack = try PackDescription(contentsOf: ShippedFiles.pack)
        #expect(pack.prediction == PredictionDescription())
        #expect(pack.prediction.isEnabled)
    }

    @Test func `every figure can be given`() throws {
        let pack = try pack(
            """
            [prediction]
            source = "measured"
            enabled = false
            deviations = "3 1"
            state_of_charge_minimum = "5 %"
            state_of_charge_maximum = "90 %"
            contact_fraction_minimum = "75 %"
            critical_current_fraction = "50 %"
            """)
        #expect(
            pack.prediction
                == PredictionDescription(
                    isEnabled: false, deviations: 3, stateOfChargeMinimum: 0.05,
                    stateOfChargeMaximum: 0.9, contactFractionMinimum: 0.75,
                    criticalCurrentFraction: 0.5))
    }

    @Test func `a window of charge has its ends in order`() {
        let error = #expect(throws: ConfigurationError.self) {
            try pack(
                """
                [prediction]
                source = "measured"
                state_of_charge_minimum = "60 %"
                state_of_charge_maximum = "50 %"
                """)
        }
        #expect(
            error?.problems.contains {
                $0.keyPath == "prediction.state_of_charge_minimum"
                    && $0.message == "not below the maximum"
            } == true)
    }

    @Test func `a key that is not known is refused`() {
        #expect(throws: ConfigurationError.self) {
            try pack("[prediction]\nhorizon = \"5 s\"\n")
        }
    }
}
