import Configuration
import Control
import HAL
import LinuxHAL

/// What was looked for and what was found of a pack's hardware.
struct HardwareSurvey {
    /// One chip and its answer.
    struct DeviceFinding {
        enum Answer: Equatable {
            case identified(UInt32)
            /// Why not, in a few words.
            case failed(String)
        }

        let device: DeviceDescription
        let answer: Answer
    }

    /// One line and its place.
    struct LineFinding {
        let line: LineDescription
        /// "line 17 of /dev/gpiochip0"; empty when it was not found.
        let place: String
        let problem: LinuxHALError?
    }

    let buses: [BusAccess]
    let devices: [DeviceFinding]
    let lines: [LineFinding]

    /// Whether everything is there and free.
    var isComplete: Bool {
        buses.allSatisfy { $0.problem == nil } && lines.allSatisfy { $0.problem == nil }
            && identifiedCount == devices.count
    }

    private var identifiedCount: Int {
        devices.count { if case .identified = $0.answer { true } else { false } }
    }

    /// Everything wrong, each thing once, with a hint where there is one.
    var problems: [String] {
        var problems: [String] = []
        for error in buses.compactMap(\.problem) + lines.compactMap(\.problem) {
            let text = "\(error)"
            if !problems.contains(text) { problems.append(text) }
        }
        for finding in devices {
            guard case .failed(let reason) = finding.answer else { continue }
            // The bus has its own line.
            let bus = buses.first { $0.description.name == finding.device.bus }
            if bus?.problem != nil { continue }
            problems.append("\(finding.device.name): \(Self.place(of: finding.device)): \(reason)")
        }
        return problems
    }

    /// One line that says how much is there.
    var summary: String {
        let there = lines.count { $0.problem == nil }
        return "\(identifiedCount) of \(devices.count) chips and \(there) of \(lines.count) lines "
            + "are there"
    }

    /// Tables of all that was looked for, then the problems.
    var report: String {
        var parts = [
            "Buses\n"
                + table(
                    ["bus", "device file", "found"],
                    buses.map {
                        [
                            $0.description.name, $0.description.deviceFile,
                            $0.problem == nil ? "open" : "not open",
                        ]
                    }),
            "Chips\n"
                + table(
                    ["chip", "part", "bus", "channel", "address", "found"],
                    devices.map { Self.row($0) }, right: [3]),
            "Lines\n"
                + table(
                    ["line", "found"],
                    lines.map { [$0.line.name, $0.place.isEmpty ? "not found" : $0.place] }),
        ]
        if !isComplete {
            parts.append("Problems\n" + problems.map { "  " + $0 }.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n\n" + summary
    }

    private static func row(_ finding: DeviceFinding) -> [String] {
        let device = finding.device
        let found =
            switch finding.answer {
            case .identified(let identity): "identity \(hexadecimal(identity))"
            case .failed(let reason): reason
            }
        return [
            device.name, device.part.rawValue, device.bus, device.channel.map { "\($0)" } ?? "-",
            "\(I2CAddress(device.address))", found,
        ]
    }

    private static func place(of device: DeviceDescription) -> String {
        let channel = device.channel.map { ", channel \($0)" } ?? ""
        return "\(device.part.rawValue) at \(I2CAddress(device.address)) on \(device.bus)\(channel)"
    }
}
