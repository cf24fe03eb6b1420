import LinuxHAL
import TestFolders
import Testing

/// The kernel's list of monitors, as files that a test writes.
final class FakeMonitors {
    private let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws { folder = try TemporaryFolder() }

    func add(_ number: Int, name: String, alarm: String? = nil) throws {
        try folder.makeFolder("hwmon\(number)")
        try folder.write(name + "\n", to: "hwmon\(number)/name")
        if let alarm { try set(number, alarm: alarm + "\n") }
    }

    /// In place, as the kernel's files change.
    func set(_ number: Int, alarm: String) throws {
        try folder.write(alarm, to: "hwmon\(number)/in0_lcrit_alarm")
    }
}

struct SupplyAlarmTests {
    @Test func `the firmware's monitor is found among others and asked anew each time`() throws {
        let monitors = try FakeMonitors()
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
        let monitors = try FakeMonitors()
        #expect(SupplyAlarm(folder: monitors.path) == nil)
        try monitors.add(0, name: "cpu_thermal", alarm: "1")
        try monitors.add(1, name: "rpi_volt")
        #expect(SupplyAlarm(folder: monitors.path) == nil)
    }

    @Test func `an alarm that cannot be read says nothing`() throws {
        let monitors = try FakeMonitors()
        try monitors.add(0, name: "rpi_volt", alarm: "0")
        let alarm = try #require(SupplyAlarm(folder: monitors.path))
        try monitors.set(0, alarm: "")
        #expect(alarm.isLow == nil)
    }
}
