import Foundation
import Testing

/// Reads the tables and overlays of the folder Hardware.
enum HardwareFolder {
    /// One row of the pin table.
    struct Pin {
        var name: String
        var gpio: Int
        /// Of the 40-pin header.
        var pin: Int
        var isActiveLow: Bool
        var isSafeHigh: Bool
    }

    /// One row of the table of addresses.
    struct Address {
        var bus: Substring
        var isBehindSwitch: Bool
        var addresses: ClosedRange<UInt8>
        var part: String
    }

    /// One overlay, and how many lines the board's GPIO chip has.
    struct Overlay: Sendable, CustomTestStringConvertible {
        var path: String
        var lineCount: Int
        var testDescription: String { path }
    }

    struct Unreadable: Error { var what: String }

    static let overlays = [
        Overlay(path: "Hardware/DeviceTree/solidbms-pi4.dts", lineCount: 58),
        Overlay(path: "Hardware/DeviceTree/solidbms-pi5.dts", lineCount: 54),
    ]

    /// The pin of the header for each GPIO.
    static let headerPins: [Int: Int] = [
        2: 3, 3: 5, 4: 7, 5: 29, 6: 31, 7: 26, 8: 24, 9: 21, 10: 19, 11: 23, 12: 32, 13: 33,
        14: 8, 15: 10, 16: 36, 17: 11, 18: 12, 19: 35, 20: 38, 21: 40, 22: 15, 23: 16, 24: 18,
        25: 22, 26: 37, 27: 13,
    ]

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: ShippedFiles.root + "/" + path, encoding: .utf8)
    }

    static func hexadecimal(_ address: UInt8) -> String {
        let digits = String(address, radix: 16, uppercase: true)
        return "0x" + (digits.count < 2 ? "0" : "") + digits
    }

    // MARK: - Tables

    /// The rows of the bill of materials, by column.
    static func bill() throws -> [[String: String]] {
        let lines = try text("Hardware/BillOfMaterials.csv").split(separator: "\n").map(fields)
        guard let columns = lines.first else { throw Unreadable(what: "bill of materials") }
        return try lines.dropFirst().map { line in
            guard line.count == columns.count else { throw Unreadable(what: "\(line)") }
            return Dictionary(uniqueKeysWithValues: zip(columns, line))
        }
    }

    /// The fields of one line of CSV, whose quoted fields hold no line end.
    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    static func pins() throws -> [Pin] {
        try rows(withColumns: 7).compactMap { cells in
            guard cells[0].hasPrefix("BMS_"), let gpio = Int(cells[1]), let pin = Int(cells[2])
            else { return nil }
            return Pin(
                name: cells[0], gpio: gpio, pin: pin, isActiveLow: cells[4].hasPrefix("low"),
                isSafeHigh: cells[5].hasPrefix("high"))
        }
    }

    static func addresses() throws -> [Address] {
        try rows(withColumns: 3).compactMap { cells in
            let ends = cells[1].components(separatedBy: "–").compactMap { end in
                end.hasPrefix("0x") ? UInt8(end.dropFirst(2), radix: 16) : nil
            }
            guard let first = ends.first, let last = ends.last else { return nil }
            let part = cells[2].prefix { $0.isLetter || $0.isNumber }
            return Address(
                bus: cells[0].prefix { $0 != "," }, isBehindSwitch: cells[0].contains("channel"),
                addresses: first...last, part: String(part))
        }
    }

    private static func rows(withColumns count: Int) throws -> [[String]] {
        try text("Hardware/Wiring/PinTable.md").split(separator: "\n")
            .filter { $0.hasPrefix("| ") }
            .map { line in
                line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
            .filter { $0.count == count }
    }

    // MARK: - Overlays

    static func lineNames(_ overlay: Overlay) throws -> [String] {
        let list = try value(of: "gpio-line-names", in: text(overlay.path))
        return list.components(separatedBy: "\"").enumerated()
            .compactMap { $0.offset % 2 == 1 ? $0.element : nil }
    }

    /// The GPIO numbers that the overlay pulls up or down.
    static func pulledPins(_ overlay: Overlay, isHigh: Bool) throws -> [Int] {
        let text = try text(overlay.path)
        let name = isHigh ? "solidbms-high {" : "solidbms-low {"
        guard let start = text.firstRange(of: name),
            let end = text[start.upperBound...].firstRange(of: "};")
        else { throw Unreadable(what: name) }
        let group = String(text[start.upperBound..<end.lowerBound])
        let isRightWay =
            isHigh
            ? group.contains("brcm,pull = <2>;") || group.contains("bias-pull-up;")
            : group.contains("brcm,pull = <1>;") || group.contains("bias-pull-down;")
        guard isRightWay else { throw Unreadable(what: "the pull of \(name)") }
        return try value(of: "pins", in: group).split { !$0.isNumber }.compactMap { Int($0) }
            .sorted()
    }

    /// What stands between the property's equals sign and its semicolon.
    private static func value(of property: String, in text: String) throws -> String {
        guard let start = text.firstRange(of: property + " ="),
            let end = text[start.upperBound...].firstIndex(of: ";")
        else {
            guard let start = text.firstRange(of: property + "\n"),
                let end = text[start.upperBound...].firstIndex(of: ";")
            else { throw Unreadable(what: property) }
            return String(text[start.upperBound..<end])
        }
        return String(text[start.upperBound..<end])
    }

    static func compile(
        _ overlay: Overlay
    ) throws -> (status: Int32, messages: String, size: Int) {
        guard let compiler else { throw Unreadable(what: "dtc") }
        let result = FileManager.default.temporaryDirectory
            .appending(path: "solidbms-\(UUID().uuidString).dtbo")
        defer { try? FileManager.default.removeItem(at: result) }
        let ending = try run(
            compiler,
            [
                "-@", "-I", "dts", "-O", "dtb", "-o", result.path(percentEncoded: false),
                ShippedFiles.root + "/" + overlay.path,
            ])
        let size = (try? Data(contentsOf: result).count) ?? 0
        return (ending.status, ending.messages, size)
    }

    // MARK: - Programs

    /// The device-tree compiler, if this machine has one.
    static let compiler = program("dtc")
    static let interpreter = program("python3")

    private static func program(_ name: String) -> URL? {
        ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
            .map { URL(filePath: $0) }
    }

    /// Runs a program to its end.
    static func run(
        _ program: URL, _ arguments: [String]
    ) throws -> (status: Int32, messages: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let messages = Pipe()
        process.standardError = messages
        try process.run()
        let bytes = messages.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
