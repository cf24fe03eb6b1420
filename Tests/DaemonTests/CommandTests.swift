import ArgumentParser
import Configuration
import Foundation
import Testing

@testable import solidbmsd

@Suite struct CommandTests {
    /// The shipped pack with buses that no machine has.
    private func packWithoutBuses(_ body: (String) throws -> Void) throws {
        var text = try String(contentsOfFile: Shipped.pack, encoding: .utf8)
        text = text.replacingOccurrences(of: "/dev/i2c-", with: "/dev/no-i2c-")
        text = text.replacingOccurrences(of: "../Cells", with: Shipped.root + "/Configs/Cells")
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).toml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { unlink(file.path) }
        try body(file.path)
    }

    @Test func `check-config prints what is in force, its digest and its size`() throws {
        let pack = try PackDescription(contentsOf: Shipped.pack)
        let report = CheckConfigCommand.report(pack)
        let lines = report.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("[pack demo-16s4]  ") == true)
        #expect(report.contains("digest \(EffectiveConfiguration(pack).digestText)\n"))
        for (key, value, source) in [
            ("loop.period", "100 ms", "BQ76952 scans in 63 ms, so ten steps a second see every"),
            ("fixture.stiffness", "0.0045 MPa/um", "2.33 MPa over the 518.4 um"),
            ("limits.stack_overpressure.safety.set", "12 MPa", ""),
        ] {
            let line = lines.first { $0.hasPrefix("  \(key) ") }
            #expect(line?.contains(value) == true, "\(key): \(line ?? "not printed")")
            #expect(line?.contains(source) == true || source.isEmpty)
        }
        #expect(
            lines.last?.hasPrefix(
                "demo-16s4: 16 cells in 4 stacks, 24 chips on 2 buses, 10 lines, ") == true)
    }

    @Test(arguments: [["check-config"], ["probe"], ["run"]])
    func `a file that does not load ends with 78`(command: [String]) throws {
        #expect(throws: ExitStatus.configuration) {
            var parsed = try SolidBMSDaemon.parseAsRoot(command + ["/no/such/pack.toml"])
            try parsed.run()
        }
    }

    @Test(arguments: [["probe"], ["run"], ["run", "--dry-run"]])
    func `missing buses end with 69`(command: [String]) throws {
        try packWithoutBuses { file in
            #expect(throws: ExitStatus.hardwareAbsent) {
                var parsed = try SolidBMSDaemon.parseAsRoot(command + [file])
                try parsed.run()
            }
        }
    }

    @Test func `the message about a missing bus names the path, what is wrong and what to do`()
        throws
    {
        try packWithoutBuses { file in
            let pack = try PackDescription(contentsOf: file)
            let survey = KernelHardware.open(pack).survey()
            for number in ["1", "11"] {
                let problem = survey.problems.first { $0.hasPrefix("/dev/no-i2c-\(number): ") }
                #expect(problem?.contains("No such file or directory (ENOENT, 2)") == true)
                #expect(problem?.contains("Enable the bus") == true)
            }
        }
    }

    @Test func `real time is preferred, or required, or neither`() throws {
        func mode(_ arguments: [String]) throws -> RealTimeMode? {
            let parsed = try SolidBMSDaemon.parseAsRoot(["run", "pack.toml"] + arguments)
            return try #require(parsed as? RunCommand).realTime
        }
        #expect(try mode([]) == nil)
        #expect(try mode(["--realtime"]) == .preferred)
        #expect(try mode(["--realtime", "--dry-run"]) == .preferred)
        #expect(try mode(["--realtime=required"]) == .required)
        #expect(try mode(["--realtime", "required"]) == .required)
        #expect(throws: (any Error).self) { try mode(["--realtime=perhaps"]) }
        #expect(throws: (any Error).self) { try mode(["--watchdog="]) }
    }

    @Test func `wrong usage ends with 64`() {
        #expect(SolidBMSDaemon.exitCode(for: ValidationError("x")).rawValue == 64)
        #expect(throws: (any Error).self) { try SolidBMSDaemon.parseAsRoot(["run"]) }
    }
}
