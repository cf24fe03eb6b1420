import Glibc

/// Why a rig cannot be exposed, for the operator.
public enum ExposureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A device node is a name in /dev.
    case badDevicePath(String)
    /// A device could not be made or was lost.
    case device(String, errno: Int32)
    /// A file of gpio-sim could not be used; the text completes "cannot …".
    case lines(String, path: String, errno: Int32)
    /// The kernel has no configfs or no gpio-sim.
    case noLineSimulator(path: String)
    /// The scenario has no such chip.
    case noChip(String, known: [String])
    /// The chip does not feel that, or cannot be told to.
    case noFeeling(String, chip: String)
    /// The descriptors cannot be waited for.
    case wait(errno: Int32)

    public var description: String {
        switch self {
        case .badDevicePath(let path):
            "\(path): not a device node that can be made; it is a name in /dev, as in /dev/i2c-1"
        case .device(let path, let number):
            "\(path): cannot be exposed: \(Self.text(number))" + Self.hint(number)
        case .lines(let action, let path, let number):
            "\(path): cannot \(action): \(Self.text(number))"
        case .noLineSimulator(let path):
            "\(path): not there. GPIO lines need a kernel with CONFIG_GPIO_SIM, and configfs "
                + "mounted at /sys/kernel/config; --gpio none exposes the buses alone"
        case .noChip(let name, let known):
            "no chip \"\(name)\" in this pack; there are " + known.joined(separator: ", ")
        case .noFeeling(let name, let chip):
            "\(chip) cannot be made to feel \"\(name)\""
        case .wait(let number):
            "cannot wait for the devices: \(Self.text(number))"
        }
    }

    private static func text(_ number: Int32) -> String { String(cString: strerror(number)) }

    private static func hint(_ number: Int32) -> String {
        switch number {
        case ENOENT, ENODEV, ENXIO: ". /dev/cuse needs a kernel with CONFIG_CUSE (modprobe cuse)"
        case EACCES, EPERM: ". /dev/cuse is for root"
        default: ""
        }
    }
}
