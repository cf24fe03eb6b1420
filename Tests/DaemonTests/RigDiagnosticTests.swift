import Configuration
import Control
import LinuxHAL
import Protection
import Quantities
import TestFolders
import Testing

@testable import PackSimulation
@testable import solidbmsd

/// SAFETY §9 for the diagnostics of the board's supply and of calibration, with the limits of the
/// shipped pack.
@Suite struct RigDiagnosticTests {
    private func isActive(_ diagnostic: Diagnostic, _ bench: DaemonBench) -> [Place] {
        bench.loop.link.latest.copy().activeFlags.filter { $0.diagnostic == diagnostic }
            .map(\.place)
    }

    private func beat(_ count: Int, _ bench: DaemonBench) {
        for _ in 0..<count { #expect(bench.loop.takeTurn()) }
    }

    // MARK: - Supply

    @Test func `a supply that is too low is told until it is acknowledged`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("hwmon0")
        try folder.write("rpi_volt\n", to: "hwmon0/name")
        func setAlarm(_ text: String) throws {
            try folder.write(text + "\n", to: "hwmon0/in0_lcrit_alarm")
        }
        try setAlarm("0")
        let watch = SupplyWatch(try #require(SupplyAlarm(folder: folder.path)))
        let bench = try DaemonBench(followers: [watch])
        beat(100, bench)
        #expect(isActive(.supplyBrownOut, bench) == [])
        try setAlarm("1")
        // Looked at every second.
        beat(11, bench)
        #expect(isActive(.supplyBrownOut, bench) == [.system])
        bench.loop.link.request(.acknowledge)
        beat(100, bench)
        #expect(isActive(.supplyBrownOut, bench) == [.system])
        try setAlarm("0")
        beat(100, bench)
        #expect(isActive(.supplyBrownOut, bench) == [.system])
        bench.loop.link.request(.acknowledge)
        beat(1, bench)
        #expect(isActive(.supplyBrownOut, bench) == [])
    }

    @Test func `a board that tells nothing of its supply raises nothing`() throws {
        let bench = try DaemonBench()
        beat(200, bench)
        #expect(isActive(.supplyBrownOut, bench) == [])
    }

    // MARK: - Calibration

    @Test func `a load cell without a zero is told of until it is tared at the rig`() throws {
        let bench = try DaemonBench(change: { $0.pack.stacks[2].loadCell.isTareKnown = false })
        bench.ticks.onTick = { [bench] count in
            if (100..<110).contains(count) { bench.control.request(.close) }
        }
        beat(200, bench)
        #expect(isActive(.sensorNotCalibrated, bench) == [.stack(2)])
        #expect(
            bench.lines.lines(with: "raised: sensor not calibrated (warning) at stack 3").count
                == 1)
        // Informs, and keeps nobody from closing.
        #expect(bench.loop.link.latest.copy().state == .operating)
        bench.loop.link.request(.open)
        beat(50, bench)
        let force = Pressure.pascals(-bench.rig.pack.pressure(stack: 2))
        bench.rig.apply(.addedPressure(stack: 2, pressure: force), size: 1)
        beat(100, bench)
        bench.loop.link.request(.enterService)
        beat(10, bench)
        bench.control.requestTare(stack: 2, unixSeconds: 1_700_000_000)
        beat(100, bench)
        #expect(bench.loop.link.latest.copy().stacks[2].tare.latest == .stored)
        #expect(isActive(.sensorNotCalibrated, bench) == [])
    }

    @Test func `a calibration is over when its last day is`() throws {
        // The clocks of the bench begin on 2023-11-14, 22:13:20 UTC.
        let bench = try DaemonBench(change: {
            $0.pack.stacks[0].loadCell.calibratedUntil = CalendarDay(text: "2023-11-15")
            $0.pack.stacks[1].loadCell.calibratedUntil = CalendarDay(text: "2023-11-14")
        })
        beat(100, bench)
        #expect(isActive(.sensorNotCalibrated, bench) == [])
        // 1 h 46 min 40 s later the day ends; 10 s have passed.
        bench.clocks.set = .seconds(6_400 - 20)
        beat(50, bench)
        #expect(isActive(.sensorNotCalibrated, bench) == [])
        beat(60, bench)
        #expect(isActive(.sensorNotCalibrated, bench) == [.stack(1)])
        // Somebody sets the clock right.
        bench.clocks.set = .zero
        beat(30, bench)
        #expect(isActive(.sensorNotCalibrated, bench) == [])
    }
}
