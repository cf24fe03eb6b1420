/// The pull resistor inside the chip.
public enum GPIOBias: Sendable {
    /// As the device tree or the reset left it.
    case asIs
    /// No pull.
    case disabled
    /// Pulled to the supply.
    case pullUp
    /// Pulled to ground.
    case pullDown
}

/// What the kernel says about one GPIO line.
public struct GPIOLineInfo: Equatable, Sendable {
    /// Position on the chip.
    public var offset = 0
    /// The name in the device tree; empty when it has none.
    public var name = ""
    /// Who holds the line; empty when nobody does or the holder gave no name.
    public var consumer = ""
    /// Whether a program or a kernel driver holds it.
    public var isUsed = false
}

/// One GPIO controller, `/dev/gpiochipN`, open for as long as this object or one of its lines
/// lives.
///
/// Never remember a chip by its number: it changes with the kernel. The label stays.
public final class GPIOChip {
    /// The device node.
    public let path: String
    /// The kernel's name, `gpiochip0`.
    public let name: String
    /// The controller's label, such as `pinctrl-bcm2711`.
    public let label: String
    /// The lines as they were when the chip was opened, in order of offset.
    public let lines: [GPIOLineInfo]

    private let calls: any GPIOCalls
    private let handle: OpaquePointer

    /// Opens a chip; changes no line.
    public convenience init(path: String) throws(LinuxHALError) {
        try self.init(path: path, calls: KernelGPIOCalls())
    }

    init(path: String, calls: any GPIOCalls) throws(LinuxHALError) {
        var opened: OpaquePointer?
        let returned = calls.openChip(path, &opened)
        guard returned >= 0, let opened else {
            throw Self.failure(path, "open the GPIO chip", returned)
        }
        let info: GPIOChipInfo
        do {
            (info, lines) = try Self.survey(opened, path, calls)
        } catch {
            calls.closeChip(opened)
            throw error
        }
        self.path = path
        self.calls = calls
        handle = opened
        name = info.name
        label = info.label
    }

    deinit { calls.closeChip(handle) }

    private static func survey(
        _ chip: OpaquePointer, _ path: String, _ calls: any GPIOCalls
    ) throws(LinuxHALError) -> (GPIOChipInfo, [GPIOLineInfo]) {
        var info = GPIOChipInfo()
        let returned = calls.chipInfo(chip, &info)
        if returned < 0 { throw failure(path, "read the GPIO chip's description", returned) }
        var lines: [GPIOLineInfo] = []
        for offset in 0..<info.lineCount {
            var line = GPIOLineInfo()
            let returned = calls.lineInfo(chip, offset, &line)
            if returned < 0 { throw failure(path, "describe GPIO line \(offset)", returned) }
            lines.append(line)
        }
        return (info, lines)
    }

    private static func failure(
        _ path: String, _ action: String, _ returned: Int32
    ) -> LinuxHALError {
        LinuxHALError(
            resource: .gpioChip, name: path, problem: .cannot(action), errno: -returned)
    }

    /// Who holds a line now; empty when nobody does.
    func holder(of offset: Int) -> String {
        var info = GPIOLineInfo()
        return calls.lineInfo(handle, offset, &info) < 0 ? "" : info.consumer
    }

    /// Takes a line for this process.
    func hold(
        _ offset: Int, _ request: GPIORequest, _ line: inout OpaquePointer?
    ) -> Int32 {
        calls.request(handle, offset, request, &line)
    }
}
