import Control
import HAL
import LinuxHAL

extension DeviceError {
    /// The failure with what an errno means and where to look, for the journal.
    var advice: String {
        switch self {
        case .line(CoilOutput.refusal):
            "switched off while the loop hung, and stays off until the loop has done so itself"
        case .bus(.adapterGone(let number)), .bus(.system(let number)),
            .line(.system(let number)):
            number == 0 ? words : "\(kind): \(describe(errno: number)). \(place)"
        default: place.isEmpty ? words : "\(words). \(place)"
        }
    }

    private var kind: String {
        switch self {
        case .bus(.adapterGone): "adapter gone"
        case .line: "line error"
        default: "error of the adapter"
        }
    }

    /// What to look at.
    private var place: String {
        switch self {
        case .bus(let error): error.place
        case .line: "Look at what the kernel says of the GPIO chip."
        case .wrongIdentity: "Look at what is plugged in there, and at the address straps."
        case .checksum: "Look for noise on the wires: length, pull-ups, ground."
        case .configurationLost, .readBack: "Look at the chip's supply: it was reset."
        case .notReady, .noFreshData: "Look at the chip's supply and at its clock source."
        case .saturated: "Look at what is wired to its input."
        case .deviceFault: ""
        }
    }
}

extension I2CError {
    fileprivate var place: String {
        switch self {
        case .addressNotAcknowledged: "Look at the chip's plug, supply and address straps."
        case .dataNotAcknowledged: "Look for noise on the wires, and at the chip's supply."
        case .timeout: "Look at the clock line: who holds it low, and are there pull-ups?"
        case .busStuck: "Look at the data line: a short, or a chip without supply, holds it low."
        case .unsupported: "Use another adapter; `i2cdetect -F` lists what each one does."
        case .adapterGone: "Look at the adapter's plug and driver, and at the kernel's log."
        case .system: "Look at the kernel's log."
        }
    }
}
