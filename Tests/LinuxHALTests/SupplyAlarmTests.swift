import Foundation
import LinuxHAL
import Testing

/// The kernel's list of monitors, as files that a test writes.
final class FakeMonitors {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("solidbms-hwmon-\(UUID().uuidString)")
    var path: String { folder.path }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Nothing was made.
        }
    }

    func add(_ number: Int, name: String, alarm: String? = nil) throws {
        let device = folder.appendingPathComponent("hwmon\(number)")
        try FileManager.default.createDirectory(at: device, withIntermediateDirectories: true)
        try (name + "\n").write(
            to: device.appendingPathComponent("name"), atomically: false, encoding: .utf8)
        if let alarm { try set(number, alarm: alarm) }
    }

    /// In place, as the kernel's files change.
    func set(_ number: Int, alarm: String) throws {
        let file = folder.appendingPathComponent("hwmon\(number)/in0_lcrit_alarm")
        try Data((alarm + "\n").utf8).write(to: file)
    }
}

struct SupplyAlarmTests {
    @Test func `the firmware's monitor is found among others and asked anew each time`() throws {
        let monitors = FakeMonitors()
        try monitors.add(0, name: "cpu_thermal")
        try monitors.add(1, name: "ina260", alarm: "1")
        try monitors.add(3, name: "rpi_volt", alarm: "0")
        let alarm = try #require(SupplyAlarm(folder: monitors.path))
        #expect(alarm.path == monitors.path + "/hwmon3/in0_lcrit_alarm")
        #expect(alarm.isLow == false)
        try monitors.set(3, alarm: "1")
        #expect(alarm.isLow == true)
        try monitors.set(3, alarm: "0")
        #expect(alarm.isLow == false)
    }

    @Test func `a board without one has none`() throws {
        let monitors = FakeMonitors()
        #expect(SupplyAlarm(folder: monitors.path) == nil)
        try monitors.add(0, name: "cpu_thermal", alarm: "1")
        try monitors.add(1, name: "rpi_volt")
        #expect(SupplyAlarm(folder: monitors.path) == nil)
    }

    @Test func `an alarm that cannot be read says nothing`() throws {
        let monitors = FakeMonitors()
        try monitors.add(0, name: "rpi_volt", alarm: "0")
        let alarm = try #require(SupplyAlarm(folder: monitors.path))
        try Data().write(to: URL(fileURLWithPath: alarm.path))
        #expect(alarm.isLow == nil)
    }
}
