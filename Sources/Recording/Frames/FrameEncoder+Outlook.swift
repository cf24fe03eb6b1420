import Control
import Estimation
import Protection
import Quantities

extension FrameEncoder {
    mutating func putOutlook(_ snapshot: borrowing Snapshot) {
        let outlook = snapshot.outlook
        put(
            (snapshot.limits == nil ? 0 : FrameFormat.limitsBit)
                | (outlook == nil ? UInt8(0) : FrameFormat.outlookBit))
        put(snapshot.limits?.charge)
        put(snapshot.limits?.discharge)
        put(outlook?.charge)
        put(outlook?.discharge)
        let energy = outlook?.energy
        put(energy?.chargeToEmpty)
        put(energy?.chargeToFull)
        put(energy?.energyToEmpty)
        put(energy?.energyToFull)
        put(energy?.timeToEmpty)
        put(energy?.timeToFull)
        put(energy?.meanCurrent ?? .nan)
    }

    private mutating func put(_ reports: HorizonReports?) {
        for horizon in PowerHorizon.allCases {
            put(reports?[horizon].limit)
            put(reports?[horizon].power ?? .nan)
        }
    }

    private mutating func put(_ limit: CurrentLimit?) {
        let (cause, detail) = limit.map { Self.code(of: $0.cause) } ?? (0, 0)
        put(limit?.current.amperes ?? .nan)
        put(cause)
        put(detail)
        put(limit?.place.scope.rawValue ?? 0)
        put(limit?.place.index ?? 0)
        put(limit?.value ?? .nan)
        put(limit?.threshold ?? .nan)
        put(limit?.isRecovering == true ? 1 : UInt8(0))
    }

    private static func code(of cause: LimitCause) -> (cause: UInt8, detail: UInt8) {
        switch cause {
        case .rating: (0, 0)
        case .curve(let signal): (1, code(of: signal))
        case .missing(let signal): (2, code(of: signal))
        case .deratingFlag: (3, 0)
        case .stopRequest: (4, 0)
        case .fatalFlag: (5, 0)
        case .prediction(let quantity): (6, quantity.rawValue)
        }
    }

    private static func code(of signal: Signal) -> UInt8 {
        for index in FrameFormat.limitSignals.indices
        where FrameFormat.limitSignals[index] == signal {
            return UInt8(index)
        }
        return .max
    }

    private mutating func put(_ value: BoundedValue?) {
        put(value?.value ?? .nan)
        put(value?.low ?? .nan)
        put(value?.high ?? .nan)
    }
}
