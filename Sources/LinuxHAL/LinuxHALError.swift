import CLinuxHAL
public import HAL

/// Why something of the operating system could not be used: what it was, what was tried, what the
/// kernel answered, and what to do about it.
///
/// These are start-up errors for the operator. Errors of single transfers and lines are
/// `I2CError` and `LineError`.
public struct LinuxHALError: Error, Equatable, Sendable {
    /// The kind of thing that failed.
    public enum Resource: Equatable, Sendable {
        /// An I²C bus.
        case i2cBus
        /// A GPIO controller, or all of them.
        case gpioChip
        /// One line of a controller.
        case gpioLine
        /// The timer that paces the loop.
        case timer
        /// The reception of signals.
        case signals
        /// The socket of the service manager.
        case serviceManager
        /// The hardware watchdog.
        case watchdog
        /// The thread of the loop, or what wakes another.
        case thread
        /// The memory of the process.
        case memory
    }

    /// What went wrong with it.
    public enum Problem: Equatable, Sendable {
        /// A call failed; the text completes "cannot …".
        case cannot(String)
        /// The adapter lacks SMBus functions that the drivers use.
        case functionsMissing([String])
        /// A kernel driver owns the I²C address.
        case addressHeld(I2CAddress, driver: String?)
        /// The watchdog's driver does not take this timeout.
        case timeoutRefused(Duration)
        /// The machine has no GPIO chip.
        case noChips
        /// No line has this name; the names there are, in order of chip and offset.
        case lineNotFound(known: [String])
        /// More than one line has this name; where they are.
        case lineAmbiguous(places: [String])
        /// Another program or kernel driver holds the line.
        case lineHeld(consumer: String)
    }

    /// The kind of thing that failed.
    public let resource: Resource
    /// Its path or name: `/dev/i2c-1`, `BMS_CONT_POS_EN`.
    public let name: String
    /// What went wrong with it.
    public let problem: Problem
    /// The kernel's answer, positive; 0 when no call failed.
    public let errno: Int32

    /// An error as it is thrown here; tests and other code may build their own to compare.
    public init(
        resource: Resource, name: String, problem: Problem, errno: Int32 = 0
    ) {
        self.resource = resource
        self.name = name
        self.problem = problem
        self.errno = errno
    }
}

extension LinuxHALError: CustomStringConvertible {
    /// One line: name, problem, the kernel's words, and a hint where there is one.
    public var description: String {
        var text = "\(name): \(sentence)"
        if errno != 0 { text += ": " + describe(errno: errno) }
        if let hint { text += ". " + hint }
        return text
    }

    private var sentence: String {
        switch problem {
        case .cannot(let action):
            "cannot \(action)"
        case .functionsMissing(let functions):
            "the adapter cannot do SMBus \(functions.joined(separator: ", "))"
        case .addressHeld(let address, let driver?):
            "address \(address) is held by the kernel driver \(driver)"
        case .addressHeld(let address, nil):
            "address \(address) is held by a kernel driver"
        case .timeoutRefused(let timeout):
            "the watchdog does not take a timeout of \(timeout.components.seconds) s"
        case .noChips:
            "there is no GPIO chip"
        case .lineNotFound(let known):
            known.isEmpty
                ? "no GPIO line has this name; no line on this machine has any name"
                : "no GPIO line has this name; there are \(known.joined(separator: ", "))"
        case .lineAmbiguous(let places):
            "more than one GPIO line has this name: \(places.joined(separator: ", "))"
        case .lineHeld(let consumer):
            consumer.isEmpty
                ? "the GPIO line is in use" : "the GPIO line is in use by \"\(consumer)\""
        }
    }
}

/// The C library's sentence for an errno, with its symbolic name and number.
public func describe(errno number: Int32) -> String {
    let text = hal_errno_text(number).map { String(cString: $0) } ?? "Unknown error"
    guard let symbol = hal_errno_name(number) else { return "\(text) (errno \(number))" }
    return "\(text) (\(String(cString: symbol)), \(number))"
}
