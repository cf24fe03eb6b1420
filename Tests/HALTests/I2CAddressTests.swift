import HAL
import Testing

struct I2CAddressTests {
    @Test(arguments: [0x08, 0x48, 0x77] as [UInt8])
    func `the bytes on the wire carry the address and the direction`(_ sevenBit: UInt8) {
        let address = I2CAddress(sevenBit)
        #expect(address.writeByte == sevenBit * 2)
        #expect(address.readByte == sevenBit * 2 + 1)
    }

    @Test func `an address is printed with two digits`() {
        #expect("\(I2CAddress(0x08))" == "0x08")
        #expect("\(I2CAddress(0x6A))" == "0x6a")
    }

    @Test func `an address below 0x08 is our mistake`() async {
        await #expect(processExitsWith: .failure) { _ = I2CAddress(0x07) }
    }

    @Test func `an address above 0x77 is our mistake`() async {
        await #expect(processExitsWith: .failure) { _ = I2CAddress(0x78) }
    }
}
