import Configuration
import HAL
import LinuxHAL

/// One bus of a pack as it was found.
struct BusAccess {
    let description: BusDescription
    /// The open bus; `nil` when there is a problem.
    let bus: (any I2CBus)?
    let problem: LinuxHALError?
    /// Says which kernel driver owns an address, if one does.
    let ownership: (I2CAddress) -> LinuxHALError?

    /// A bus that is open.
    init(
        _ description: BusDescription, _ bus: any I2CBus,
        ownership: @escaping (I2CAddress) -> LinuxHALError? = { _ in nil }
    ) {
        self.description = description
        self.bus = bus
        self.ownership = ownership
        problem = nil
    }

    /// Opens a bus of the kernel.
    init(
        opening description: BusDescription, transferLimit: Duration = .milliseconds(50)
    ) {
        self.description = description
        do throws(LinuxHALError) {
            let kernelBus = try LinuxI2CBus(
                path: description.deviceFile, timeout: transferLimit)
            bus = kernelBus
            problem = nil
            ownership = { address in
                do throws(LinuxHALError) {
                    try kernelBus.checkIsFree(address)
                    return nil
                } catch { return error }
            }
        } catch {
            bus = nil
            problem = error
            ownership = { _ in nil }
        }
    }
}

/// Stands for a bus that could not be opened, so that the drivers of the others can be made.
final class AbsentBus: I2CBus {
    func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        throw .unsupported
    }
}

/// Stands for lines while only the chips are asked: it can be neither read nor driven.
final class AbsentLine: DigitalInput, DigitalOutput {
    func read() throws(LineError) -> Bool { throw .unavailable }
    func set(_ isActive: Bool) throws(LineError) { throw .unavailable }
}
