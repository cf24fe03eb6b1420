import Glibc
import HAL

/// A GPIO line that this process holds, until this object goes. Keeps its chip open.
final class HeldLine {
    private let chip: GPIOChip
    private let calls: any GPIOCalls
    private let handle: OpaquePointer

    init(
        _ name: String, at offset: Int, on chip: GPIOChip, _ request: GPIORequest,
        calls: any GPIOCalls
    ) throws(LinuxHALError) {
        var line: OpaquePointer?
        let returned = chip.hold(offset, request, &line)
        guard returned >= 0, let line else {
            throw LinuxHALError(
                resource: .gpioLine, name: name,
                problem: returned == -EBUSY
                    ? .lineHeld(consumer: chip.holder(of: offset))
                    : .cannot("take GPIO line \(offset) of \(chip.path)"),
                errno: -returned)
        }
        self.chip = chip
        self.calls = calls
        handle = line
    }

    deinit { calls.release(handle) }

    func value() throws(LineError) -> Bool {
        try check(calls.value(handle)) != 0
    }

    func setValue(_ value: Bool) throws(LineError) {
        try check(calls.setValue(handle, value))
    }

    /// Takes one batch of edges; 0 when none is left.
    func takeEdges(last: inout Int64) throws(LineError) -> Int {
        Int(try check(calls.edges(handle, &last)))
    }

    @discardableResult
    private func check(_ returned: Int32) throws(LineError) -> Int32 {
        if returned < 0 { throw LineError(errno: -returned) }
        return returned
    }
}

extension LineError {
    /// What the errno of an access to a line means.
    init(errno number: Int32) {
        self =
            switch number {
            case _ where DeviceLoss.isSaid(by: number): .unavailable
            case ENXIO, ENOENT, EBUSY: .unavailable
            default: .system(number)
            }
    }
}
