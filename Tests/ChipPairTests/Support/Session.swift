import HAL
import Quantities
import SimulatedChips
import Testing

/// How a run from identification to a measurement ended.
enum SessionEnd: Equatable {
    case value(Double)
    case failed(DeviceError)
    /// Start-up neither finished nor gave up within its bounds.
    case hung
}

extension ChipPair {
    /// Calls `start` until the device is ready.
    ///
    /// - Returns: Whether it got there within 200 calls and a simulated minute.
    func bringUp() throws(DeviceError) -> Bool {
        let deadline = bus.now + .seconds(60)
        for _ in 0..<200 {
            switch try device.start(now: bus.now) {
            case .ready: return true
            case .wait(let until):
                guard until <= deadline else { return false }
                bus.simulated.advance(to: until)
            }
        }
        return false
    }

    /// Lets the chip finish conversions with the present input.
    func settle() { bus.pass(conversionTime) }

    /// The whole life of a device in small: identification, start-up, one measurement.
    func session() -> SessionEnd {
        do {
            _ = try device.identify()
            guard try bringUp() else { return .hung }
            settle()
            return .value(try measure().value)
        } catch { return .failed(error) }
    }

    /// Whether a measured value is right for an applied one.
    func isRight(_ measured: Double, for applied: Double) -> Bool {
        let tolerance = leastSignificantBit / 2 + statedError
        return (measured - applied).magnitude <= tolerance * (1 + 1e-9) + 1e-12
    }

    /// An input inside the range that is not its middle, zero or an end.
    var typicalInput: Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * 0.6180339887
    }
}
