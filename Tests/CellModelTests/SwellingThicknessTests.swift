import CellModel
import Testing

@Suite struct SwellingThicknessTests {
    /// Li | NMC811: 4.32 µm per mAh/cm², voids of 10 µm.
    static let cell = Swelling(perCharge: 1.2e-10, voidHeight: 1e-5)

    @Test func `3 mAh per square centimetre lift a layer by 13 µm`() {
        let height = Self.cell.thickness(
            stateOfCharge: 1.0, arealCapacity: 108_000, contactFraction: 1)
        #expect(abs(height * 1e6 - 12.96) < 1e-9)
    }

    @Test func `voids hold the stack apart while lithium leaves`() {
        let full = Self.cell.thickness(
            stateOfCharge: 0.5, arealCapacity: 108_000, contactFraction: 1.0)
        let voided = Self.cell.thickness(
            stateOfCharge: 0.5, arealCapacity: 108_000, contactFraction: 0.7)
        #expect(abs(voided - full - 3e-6) < 1e-15)
    }
}
