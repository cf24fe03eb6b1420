/// Why a cell cannot be identified. Each case says what would be right.
public enum FitError: Error, Equatable, CustomStringConvertible {
    case noTests
    case dischargeDoesNotDischarge(file: String)
    case chargeDoesNotCharge(file: String)
    /// C-rate of what was passed as a slow cycle.
    case notSlow(file: String, rate: Double)
    case notSteady(file: String)
    case noCapacity
    case tooLittleData(file: String)
    case notIndependent

    public var description: String {
        switch self {
        case .noTests:
            "No test to identify a cell from. Give pulses, a drive cycle or a slow discharge."
        case .dischargeDoesNotDischarge(let file):
            "\(file): the slow discharge gains charge. Is the sign of the current right?"
        case .chargeDoesNotCharge(let file):
            "\(file): the slow charge loses charge. Is the sign of the current right?"
        case .notSlow(let file, let rate):
            "\(file): passed as a slow discharge or charge, but it takes "
                + "\((10 / rate).rounded() / 10) h for all it moves. About 20 h are slow, 4 h "
                + "the least. Pass it as a drive cycle, or look whether its time is in seconds."
        case .notSteady(let file):
            "\(file): passed as a slow discharge or charge, but its current is not constant. Pass "
                + "it as pulses or as a drive cycle."
        case .noCapacity:
            "The capacity is not known: no test runs from full to the lower voltage limit. Give a "
                + "slow discharge, or the capacity."
        case .tooLittleData(let file):
            "\(file): no row is left to fit after what cannot be used is left out."
        case .notIndependent:
            "The tests do not tell the parts of the model apart. Give pulses or a drive cycle "
                + "whose current changes."
        }
    }
}
