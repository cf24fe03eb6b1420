public import CellModel
public import Estimation
public import Identification

/// An estimator that takes part in the comparison.
public struct ComparedEstimator: Sendable {
    /// As the tables show it.
    public let name: String
    private let kind: Kind

    private enum Kind: Sendable {
        /// Charge and two RC pairs, and errors taken for white noise of this σ in volts.
        case plain(Double)
        case project
        case update(VoltageUpdate)
        case bank
    }

    /// σ of the voltage of the plain filters, V: what a fit leaves over, and what served best of
    /// fourteen pairs of this (10 to 300 mV) and of the walk of the charge (1e-5 to 1e-3 1/√s) on
    /// the very logs of the comparison.
    private static let plainDeviations = [0.01, 0.1]

    /// All, in the order of the tables; costs are relative to the project's own.
    public static var all: [ComparedEstimator] {
        plainDeviations.map {
            ComparedEstimator(
                name: "Plain EKF, \(Int(($0 * 1000).rounded())) mV", kind: .plain($0))
        } + [
            project,
            ComparedEstimator(name: "Tangent EKF", kind: .update(.tangent)),
            ComparedEstimator(name: "Iterated EKF", kind: .update(.iterated)),
            ComparedEstimator(name: "Sigma points", kind: .update(.sigmaPoints)),
            ComparedEstimator(name: "Bank of eight", kind: .bank),
        ]
    }

    /// The project's own filter.
    public static let project = ComparedEstimator(name: "SolidBMS", kind: .project)

    /// A running estimator: called with inputs and the seconds since the last, it says what it
    /// believes.
    ///
    /// - Parameters:
    ///   - stateOfCharge: Its first guess.
    ///   - settings: The project's tuning.
    public func begin(
        parameters: CellParameters, settings: EstimatorSettings, stateOfCharge: Double
    ) -> (CellInputs<Double>, Double) -> FilterReading {
        let load = StackLoad<Double>.none
        var tuning = settings
        var update: VoltageUpdate?
        switch kind {
        case .bank:
            var bank = FilterBank(
                parameters: parameters, settings: settings, stateOfCharge: stateOfCharge)
            return { inputs, interval in
                bank.step(
                    inputs: inputs, parameters: parameters, settings: settings,
                    interval: interval)
                return bank.reading
            }
        case .plain(let deviation):
            tuning = Self.plainSettings(voltageDeviation: deviation)
            update = .tangent
        case .update(let other): update = other
        case .project: break
        }
        var filter = CellFilter<Double>(
            parameters: parameters, settings: tuning, stateOfCharge: stateOfCharge)
        return { inputs, interval in
            if let update {
                update.step(
                    &filter, inputs: inputs, parameters: parameters, settings: tuning, load: load,
                    interval: interval)
            } else {
                // Compiled here like the others, or their times could not be compared.
                filter.step(
                    inputs: inputs, parameters: parameters, settings: tuning, load: load,
                    interval: interval)
            }
            return FilterReading(filter, inputs: inputs)
        }
    }

    /// The tuning that leaves z, v₁ and v₂ of the state, white noise, and no second thoughts.
    static func plainSettings(voltageDeviation: Double) -> EstimatorSettings {
        var settings = EstimatorSettings()
        settings.voltageDeviation = voltageDeviation
        settings.transientDeviation = 0
        settings.openCircuitDeviation = 0
        settings.voltageErrorShare = 0
        settings.polarisationDeviation = 0
        settings.initialPolarisationRate = 0
        settings.initialPolarisationShare = 0
        settings.initialInterphaseDeviation = 0
        settings.interphaseWalk = 0
        settings.initialCapacityDeviation = 0
        settings.capacityWalk = 0
        settings.currentOffsetRate = 0
        settings.currentGainDeviation = 0
        settings.initialBranchDeviation = 0
        settings.branchDeviation = 0
        // 1 % of 1C of white noise at a row a second is 3e-6; three times that for the count.
        settings.stateOfChargeWalk = 1e-5
        settings.innovationGate = 1e6
        settings.consistencyLimit = 1e6
        return settings
    }
}
