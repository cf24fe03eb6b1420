import HAL

/// How many transfers of one step may run into their deadline before the rest of the step's
/// transfers are given up: a bus whose clock is held low must not make a step late.
struct BusPatience {
    static let timeoutLimit = 2
    private var timeouts = 0

    /// Whether the buses may still be used in this step.
    var isLeft: Bool { timeouts < Self.timeoutLimit }

    /// A new step.
    mutating func renew() { timeouts = 0 }

    /// Takes a device's error.
    mutating func note(_ error: DeviceError) {
        if case .bus(.timeout) = error { timeouts += 1 }
    }
}
