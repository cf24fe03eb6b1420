public import HAL

extension DeviceError {
    /// The failure in a few words, for a table or a log line.
    public var words: String {
        switch self {
        case .bus(let error): error.words
        case .line(.unavailable): "line not available"
        case .line(.system(let number)): "line error (errno \(number))"
        case .wrongIdentity(let expected, let found):
            "another chip answers: \(hexadecimal(found)) in place of \(hexadecimal(expected))"
        case .checksum: "wrong checksum"
        case .notReady: "not ready in time"
        case .noFreshData: "no measurement yet"
        case .saturated: "at the end of its range"
        case .readBack(let register, let wrote, let found):
            "register \(hexadecimal(UInt32(register))) reads back \(hexadecimal(found)) "
                + "in place of \(hexadecimal(wrote))"
        case .configurationLost: "lost its configuration"
        case .deviceFault(let status): "reports a fault: \(hexadecimal(status))"
        }
    }
}

extension I2CError {
    /// The failure in a few words.
    public var words: String {
        switch self {
        case .addressNotAcknowledged: "no answer"
        case .dataNotAcknowledged: "refuses a byte"
        case .timeout: "time-out"
        case .busStuck: "bus stuck"
        case .unsupported: "not supported by the adapter"
        case .adapterGone(0): "adapter gone"
        case .adapterGone(let number): "adapter gone (errno \(number))"
        case .system(let number): "error of the system (errno \(number))"
        }
    }
}

/// "0x0117": an even number of digits, at least two.
public func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + (digits.utf8.count % 2 == 1 ? "0" : "") + digits
}
