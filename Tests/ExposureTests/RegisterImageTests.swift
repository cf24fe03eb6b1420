import Configuration
import Exposure
import Testing

@Suite struct RegisterImageTests {
    private static func calm() throws -> ScenarioDescription {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return try ScenarioDescription(contentsOf: "/\(root)/Configs/Scenarios/calm.toml")
    }

    @Test(arguments: [(-40.0, [0xEC, 0x00]), (25.0, [0x0C, 0x80]), (150.0, [0x4B, 0x00])])
    func `a thermometer's image holds what it is told to feel`(
        celsius: Double, bytes: [UInt8]
    ) throws {
        // SNOSD82D, table of temperature data format: 7.8125 mK a count.
        let image = try RegisterImage(
            "temperature-1", of: Self.calm(), feeling: [("temperature_celsius", celsius)])
        #expect(image.registers.first { $0.address == 0x00 }?.bytes == bytes)
        #expect(image.physics.first?.value == celsius)
    }

    @Test func `a chip that does not feel a thing says so`() throws {
        #expect(throws: ExposureError.noFeeling("force_newton", chip: "current")) {
            try RegisterImage("current", of: Self.calm(), feeling: [("force_newton", 1)])
        }
    }
}
