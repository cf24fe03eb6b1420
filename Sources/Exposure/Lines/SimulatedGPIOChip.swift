import Glibc
import HAL

/// A GPIO chip of the kernel's gpio-sim, made through configfs: the rig's lines under their names.
///
/// An output that nobody holds rests at its safe level, as the board's resistors see to; so a
/// program that dies lets go of the contactors.
public final class SimulatedGPIOChip: LineBank {
    /// Where the kernel shows configfs and the devices.
    public struct Roots: Sendable {
        public var configuration = "/sys/kernel/config/gpio-sim"
        public var devices = "/sys/devices/platform"

        public init() {}
    }

    /// "gpiochip0".
    public private(set) var chipName = ""

    private let files: any LineFiles
    private let lines: [ExposedLine]
    private let directory: String
    private var bank: String { directory + "/bank0" }
    private var simulation = ""
    /// Whether the chip was there before, and stays.
    private let isBorrowed: Bool
    /// Per line, to read it again and again; -1 for inputs.
    private var values: [Int32] = []
    /// What inputs were last set to.
    private var shown: [Bool?]

    /// Makes the chip.
    ///
    /// - Parameters:
    ///   - name: Of the chip's folder in configfs; one that was left behind is replaced.
    ///   - label: What programs find the chip by.
    public init(
        name: String, label: String, lines: [ExposedLine],
        files: any LineFiles = KernelLineFiles(), roots: Roots = Roots()
    ) throws(ExposureError) {
        self.files = files
        self.lines = lines
        directory = roots.configuration + "/" + name
        shown = Array(repeating: nil, count: lines.count)
        isBorrowed = false
        guard files.exists(roots.configuration) else {
            throw .noLineSimulator(path: roots.configuration)
        }
        remove()
        do throws(ExposureError) {
            try make(label: label, roots: roots)
        } catch {
            remove()
            throw error
        }
    }

    /// Takes over the chip that an earlier run left behind, while a program may hold its lines: it
    /// sees nothing of the change. The chip stays when this object goes.
    public init(
        existing name: String, lines: [ExposedLine], files: any LineFiles = KernelLineFiles(),
        roots: Roots = Roots()
    ) throws(ExposureError) {
        self.files = files
        self.lines = lines
        directory = roots.configuration + "/" + name
        shown = Array(repeating: nil, count: lines.count)
        isBorrowed = true
        for (index, line) in lines.enumerated() {
            let path = "\(bank)/line\(index)/name"
            guard try read(path) == line.name else {
                throw .lines("find the line \(line.name) there", path: path, errno: ENOENT)
            }
        }
        try openLines(roots)
    }

    deinit { remove() }

    private func make(label: String, roots: Roots) throws(ExposureError) {
        try makeDirectory(directory)
        try makeDirectory(bank)
        try write("\(lines.count)", to: bank + "/num_lines")
        if !label.isEmpty { try write(label, to: bank + "/label") }
        for (index, line) in lines.enumerated() {
            try makeDirectory("\(bank)/line\(index)")
            try write(line.name, to: "\(bank)/line\(index)/name")
        }
        try write("1", to: directory + "/live")
        try openLines(roots)
    }

    private func openLines(_ roots: Roots) throws(ExposureError) {
        chipName = try read(bank + "/chip_name")
        simulation = "\(roots.devices)/\(try read(directory + "/dev_name"))/\(chipName)"
        for (index, line) in lines.enumerated() {
            switch line.direction {
            case .output:
                // The resistor on the board: inactive.
                if !isBorrowed { try pull(index, up: line.isActiveLow) }
                let path = "\(simulation)/sim_gpio\(index)/value"
                let descriptor = files.open(path)
                if descriptor < 0 { throw .lines("open", path: path, errno: -descriptor) }
                values.append(descriptor)
            case .input:
                values.append(-1)
            }
        }
        try showInputs()
    }

    public func pollOutputs() throws(ExposureError) {
        for (index, line) in lines.enumerated() {
            guard case .output(let output) = line.direction else { continue }
            let byte = files.firstByte(values[index])
            if byte < 0 {
                let path = "\(simulation)/sim_gpio\(index)/value"
                throw .lines("read", path: path, errno: -byte)
            }
            let isHigh = byte == Int32(UInt8(ascii: "1"))
            do throws(LineError) { try output.set(isHigh != line.isActiveLow) } catch {
                preconditionFailure("The simulated board takes every level.")
            }
        }
    }

    public func showInputs() throws(ExposureError) {
        for (index, line) in lines.enumerated() {
            guard case .input(let input) = line.direction else { continue }
            let isActive: Bool
            do throws(LineError) { isActive = try input.read() } catch {
                preconditionFailure("The simulated board shows every level.")
            }
            if shown[index] == isActive { continue }
            try pull(index, up: isActive != line.isActiveLow)
            shown[index] = isActive
        }
    }

    /// Undoes everything in reverse; what is not there is no problem.
    public func remove() {
        for descriptor in values where descriptor >= 0 { files.close(descriptor) }
        values = []
        guard !isBorrowed, files.exists(directory) else { return }
        _ = files.write("0", to: directory + "/live")
        for name in files.names(in: bank) where name.hasPrefix("line") {
            _ = files.removeDirectory("\(bank)/\(name)")
        }
        _ = files.removeDirectory(bank)
        _ = files.removeDirectory(directory)
    }

    // MARK: - Files

    private func pull(_ index: Int, up isUp: Bool) throws(ExposureError) {
        try write(isUp ? "pull-up" : "pull-down", to: "\(simulation)/sim_gpio\(index)/pull")
    }

    private func makeDirectory(_ path: String) throws(ExposureError) {
        let returned = files.makeDirectory(path)
        if returned < 0 { throw .lines("make the folder", path: path, errno: -returned) }
    }

    private func write(_ text: String, to path: String) throws(ExposureError) {
        let returned = files.write(text, to: path)
        if returned < 0 { throw .lines("write \"\(text)\"", path: path, errno: -returned) }
    }

    private func read(_ path: String) throws(ExposureError) -> String {
        var text = ""
        let returned = files.read(path, into: &text)
        if returned < 0 { throw .lines("read", path: path, errno: -returned) }
        return text
    }
}
