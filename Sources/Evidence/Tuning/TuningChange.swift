public import Estimation

/// One number of the estimator's tuning set to something else, as "voltageDeviation=0.01".
///
/// The tuning is the same for every cell; changes are for looking at what it does.
public struct TuningChange: Sendable {
    public let name: String
    public let value: Double
    private let path: any WritableKeyPath<EstimatorSettings, Double> & Sendable

    /// - Parameter text: A name of ``names``, an equals sign and a number ≥ 0; nil for anything
    ///   else.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let value = Double(parts[1]), value >= 0, value.isFinite,
            let known = Self.known.first(where: { $0.key == parts[0] })
        else { return nil }
        name = known.key
        path = known.value
        self.value = value
    }

    /// What can be changed.
    public static var names: [String] { known.map(\.key) }

    /// Makes the change.
    public func apply(to settings: inout EstimatorSettings) { settings[keyPath: path] = value }

    private static var known:
        KeyValuePairs<String, any WritableKeyPath<EstimatorSettings, Double> & Sendable>
    {
        [
            "initialStateOfChargeDeviation": \.initialStateOfChargeDeviation,
            "initialContactDeviation": \.initialContactDeviation,
            "initialInterphaseDeviation": \.initialInterphaseDeviation,
            "initialPressureBiasDeviation": \.initialPressureBiasDeviation,
            "initialPolarisationRate": \.initialPolarisationRate,
            "initialPolarisationShare": \.initialPolarisationShare,
            "initialPolarisationMaximum": \.initialPolarisationMaximum,
            "initialCapacityDeviation": \.initialCapacityDeviation,
            "currentOffsetRate": \.currentOffsetRate,
            "currentOffsetTime": \.currentOffsetTime,
            "currentGainDeviation": \.currentGainDeviation,
            "capacityWalk": \.capacityWalk,
            "voltageDeviation": \.voltageDeviation,
            "transientDeviation": \.transientDeviation,
            "openCircuitDeviation": \.openCircuitDeviation,
            "voltageErrorShare": \.voltageErrorShare,
            "voltageErrorTime": \.voltageErrorTime,
            "voltageErrorCharge": \.voltageErrorCharge,
            "polarisationDeviation": \.polarisationDeviation,
            "linearisationSpread": \.linearisationSpread,
            "curvatureWeight": \.curvatureWeight,
            "plateauKnowledgeShare": \.plateauKnowledgeShare,
            "plateauGate": \.plateauGate,
            "initialBranchDeviation": \.initialBranchDeviation,
            "branchDeviation": \.branchDeviation,
            "initialPressureBiasShare": \.initialPressureBiasShare,
            "swellingGainDeviation": \.swellingGainDeviation,
            "pressureBiasWalkShare": \.pressureBiasWalkShare,
            "swellingGainWalk": \.swellingGainWalk,
            "pressureDeviation": \.pressureDeviation,
            "pressureModelDeviation": \.pressureModelDeviation,
            "pressureCorrelationTime": \.pressureCorrelationTime,
            "pressureBiasWalk": \.pressureBiasWalk,
            "voidHeightDeviation": \.voidHeightDeviation,
            "contactWalk": \.contactWalk,
            "contactRateDeviation": \.contactRateDeviation,
            "contactCorrelationTime": \.contactCorrelationTime,
            "interphaseWalk": \.interphaseWalk,
            "innovationGate": \.innovationGate,
            "consistencyLimit": \.consistencyLimit,
        ]
    }
}
