import Configuration
import Exposure
import Testing

struct RegisterImageTests {
    @Test func `a thermometer's result is the temperature of its physics`() throws {
        let image = try RegisterImage("temperature-7", of: try TestWorld.scenario("calm"))
        let result = try #require(image.registers.first { $0.address == 0x00 })
        let raw = Int16(truncatingIfNeeded: Int(result.bytes[0]) << 8 | Int(result.bytes[1]))
        let physics = try #require(image.physics.first { $0.name == "temperature_celsius" })
        #expect(abs(Double(raw) * 0.0078125 - physics.value) <= 0.0078125 / 2 + 1e-9)
        #expect(abs(physics.value - 60) < 1)
        #expect(image.registers.first { $0.address == 0x0F }?.bytes == [0x01, 0x17])
    }

    @Test func `a current sensor's bus voltage is that of its physics`() throws {
        let image = try RegisterImage("current", of: try TestWorld.scenario("calm"))
        let bytes = try #require(image.registers.first { $0.address == 0x05 }).bytes
        let raw = Int(bytes[0]) << 12 | Int(bytes[1]) << 4 | Int(bytes[2]) >> 4
        let signed = raw >= 1 << 19 ? raw - 1 << 20 : raw
        let physics = try #require(image.physics.first { $0.name == "bus_voltage_volt" })
        #expect(abs(Double(signed) * 195.3125e-6 - physics.value) <= 195.3125e-6)
    }

    @Test(arguments: [(-40.0, [0xEC, 0x00]), (25.0, [0x0C, 0x80]), (150.0, [0x4B, 0x00])])
    func `a thermometer's image holds what it is told to feel`(
        celsius: Double, bytes: [UInt8]
    ) throws {
        // SNOSD82D, table of temperature data format: 7.8125 mK a count.
        let image = try RegisterImage(
            "temperature-1", of: TestWorld.scenario("calm"),
            feeling: [("temperature_celsius", celsius)])
        #expect(image.registers.first { $0.address == 0x00 }?.bytes == bytes)
        #expect(image.physics.first?.value == celsius)
    }

    @Test func `a chip that does not feel a thing says so`() throws {
        let scenario = try TestWorld.scenario("calm")
        #expect(throws: ExposureError.noFeeling("force_newton", chip: "current")) {
            try RegisterImage("current", of: scenario, feeling: [("force_newton", 1)])
        }
    }

    @Test func `every chip of the pack can be read`() throws {
        let scenario = try TestWorld.scenario("calm")
        for device in scenario.pack.allDevices {
            let image = try RegisterImage(device.name, of: scenario)
            #expect(image.device == device)
            #expect(image.registers.isEmpty == (device.part == .tca9548a))
        }
    }

    @Test func `a chip that is not there is an error that names the others`() throws {
        let scenario = try TestWorld.scenario("calm")
        #expect(throws: ExposureError.noChip("nobody", known: scenario.pack.allDevices.map(\.name)))
        {
            try RegisterImage("nobody", of: scenario)
        }
    }
}
