import Configuration
import Exposure
import Foundation

extension RegisterImage {
    /// One line per value and register; what follows "bytes" is in the order of the wires, and
    /// "word" is how SMBus and i2c-stub write the first two of them.
    var text: String {
        let place = device.channel.map { ", channel \($0)" } ?? ""
        var lines = [
            "chip \(device.name) \(device.part.rawValue) address "
                + "\(hexadecimal(device.address)) bus \(device.bus)\(place)"
        ]
        lines += physics.map { "physics \($0.name) \($0.value)" }
        for register in registers {
            let bytes = register.bytes.map(hexadecimal).joined(separator: " ")
            let word = register.bytes.prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
            lines.append(
                "register \(hexadecimal(register.address)) word "
                    + "\(String(format: "0x%04x", word)) bytes \(bytes)")
        }
        return lines.joined(separator: "\n")
    }

    private func hexadecimal(_ byte: UInt8) -> String { String(format: "0x%02x", byte) }
}
