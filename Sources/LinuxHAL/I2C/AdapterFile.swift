import Glibc
import HAL

/// The device file of a bus: opened and set up at the start, and again after its adapter has gone.
///
/// **When it counts as gone.** Some errnos say so by themselves (``DeviceLoss``). An unplugged USB
/// adapter may say EIO or what a missing acknowledge is, so whenever several calls in a row have
/// failed, whatever they said, the file at the path is compared with the one that was opened.
///
/// **Why it is then closed.** The kernel waits with taking an adapter away until the last program
/// has closed it, and a descriptor does not come back to life.
///
/// **How often it is tried.** Once at once, then once a second. Nothing is allocated.
struct AdapterFile {
    /// What the adapter that is open can do.
    private(set) var adapter = I2CAdapter.other
    private(set) var usesMessages = false
    private(set) var hasSMBus = false
    /// Negative while there is none.
    private(set) var descriptor: Int32 = -1
    /// Times that it was opened after the first.
    private(set) var reopenCount = 0

    private let paths: AdapterPaths
    private let timeout: UInt
    private let calls: any SMBusCalls

    private var node = DeviceNode()
    private var failuresInRow = 0
    /// The errno of the loss, or of the last attempt to open.
    private var reason: Int32 = 0
    /// Nanoseconds of the monotonic clock.
    private var nextLook: Int64 = 0
    private var nextAttempt: Int64 = 0

    /// The address in effect, so that consecutive SMBus calls to one chip need no other.
    private var selected: UInt8?
    /// Addresses that no kernel driver owned when they were first used: one bit each. Messages
    /// would pass by such a driver unnoticed.
    private var free: (low: UInt64, high: UInt64) = (0, 0)

    /// Failed calls in a row after which it may be the adapter. A step that loses its bus has more.
    static let failureLimit = 3
    /// Between two looks at the path, and between two attempts to open it, in nanoseconds.
    static let interval: Int64 = 1_000_000_000

    /// - Parameter timeout: Of a transfer, in units of 10 ms.
    init(path: String, timeout: UInt, calls: any SMBusCalls) {
        paths = AdapterPaths(path)
        self.timeout = timeout
        self.calls = calls
    }

    var isOpen: Bool { descriptor >= 0 }

    /// Why it could not be opened.
    enum Failure: Error {
        /// What could not be done, and the errno.
        case cannot(StaticString, Int32)
        /// The functions that there are do not do.
        case functionsMissing(UInt64)

        var number: Int32 {
            switch self {
            case .cannot(_, let number): number
            case .functionsMissing: EOPNOTSUPP
            }
        }
    }

    // MARK: - Open and closed

    /// Opens it and sets the adapter up: time-out, no retries, and what it can do is enough.
    mutating func open() throws(Failure) {
        descriptor = calls.open(paths.node)
        if descriptor < 0 { throw .cannot("open the I2C bus", -descriptor) }
        do throws(Failure) { try setUp() } catch {
            close()
            throw error
        }
    }

    private mutating func setUp() throws(Failure) {
        var functions: UInt64 = 0
        var returned = calls.functions(descriptor, &functions)
        if returned < 0 { throw .cannot("ask for the adapter's functions", -returned) }
        usesMessages = SMBusFunctions.hasMessages(functions)
        hasSMBus = SMBusFunctions.hasAll(functions)
        if !usesMessages, !hasSMBus { throw .functionsMissing(functions) }
        returned = calls.setTimeout(descriptor, tensOfMilliseconds: timeout)
        if returned < 0 { throw .cannot("set the adapter's timeout", -returned) }
        returned = calls.setRetries(descriptor, 0)
        if returned < 0 { throw .cannot("set the adapter's retries", -returned) }
        adapter = calls.adapter(paths)
        // A file that cannot be described is never taken for another.
        if calls.node(of: descriptor, &node) < 0 { node = DeviceNode() }
        failuresInRow = 0
    }

    mutating func close() {
        if descriptor >= 0 { calls.close(descriptor) }
        descriptor = -1
        selected = nil
        free = (0, 0)
    }

    /// Opens it again if it is closed and the time for an attempt has come.
    mutating func reopen() throws(I2CError) {
        if isOpen { return }
        let now = calls.now()
        guard now >= nextAttempt else { throw .adapterGone(reason) }
        nextAttempt = now + Self.interval
        do throws(Failure) { try open() } catch {
            reason = error.number
            throw .adapterGone(reason)
        }
        reopenCount += 1
    }

    // MARK: - Calls

    /// Takes what a call returned: at least 0, or a negated errno.
    ///
    /// - Throws: `adapterGone` when there is no adapter any more; it is closed then.
    mutating func note(_ returned: Int32) throws(I2CError) {
        guard returned < 0 else {
            failuresInRow = 0
            return
        }
        failuresInRow += 1
        guard failuresInRow >= Self.failureLimit, isGone(saying: -returned) else { return }
        close()
        reason = -returned
        throw .adapterGone(reason)
    }

    private mutating func isGone(saying number: Int32) -> Bool {
        let meansNoAnswer = number == ENODEV && adapter.saysNoDeviceForNoAnswer
        if DeviceLoss.isSaid(by: number), !meansNoAnswer { return true }
        // Failures may also come from chips that are silent: a look now and then.
        let now = calls.now()
        guard now >= nextLook, node != DeviceNode() else { return false }
        nextLook = now + Self.interval
        var found = DeviceNode()
        let returned = calls.node(at: paths.node, &found)
        return returned == -ENOENT || returned >= 0 && found != node
    }

    /// It said that it could do messages and cannot.
    mutating func giveUpMessages() { usesMessages = false }

    // MARK: - Addresses

    /// Makes an address the one that SMBus calls go to; it must be free of kernel drivers.
    ///
    /// - Returns: 0 or more, or a negated errno.
    mutating func select(_ address: UInt8) -> Int32 {
        if selected == address { return 0 }
        return selectAnew(address)
    }

    /// The same, asking the kernel even if it is the one in effect.
    mutating func selectAnew(_ address: UInt8) -> Int32 {
        let returned = calls.select(descriptor, address)
        selected = returned < 0 ? nil : address
        if returned >= 0 { markFree(address) }
        return returned
    }

    func isKnownFree(_ address: UInt8) -> Bool {
        (address < 64 ? free.low >> UInt64(address) : free.high >> UInt64(address - 64)) & 1 == 1
    }

    private mutating func markFree(_ address: UInt8) {
        if address < 64 {
            free.low |= 1 << UInt64(address)
        } else {
            free.high |= 1 << UInt64(address - 64)
        }
    }
}
