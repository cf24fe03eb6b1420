public import HAL

/// One part of a combined transfer: START or repeated START, an address, then bytes one way.
public struct BusMessage: Equatable, Sendable {
    public var address: I2CAddress
    public var isRead: Bool
    /// What is written; or room for what is read.
    public var bytes: [UInt8]

    /// A message that writes these bytes.
    public init(writing bytes: [UInt8], to address: I2CAddress) {
        self.address = address
        isRead = false
        self.bytes = bytes
    }

    /// A message that reads as many bytes.
    public init(reading count: Int, from address: I2CAddress) {
        self.address = address
        isRead = true
        bytes = [UInt8](repeating: 0, count: count)
    }
}
