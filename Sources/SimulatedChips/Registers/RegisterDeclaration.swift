/// One register as a datasheet declares it: where it is, how wide, what may be written, what it
/// holds after power-on.
public struct RegisterDeclaration: Sendable {
    /// Pointer value that reaches it.
    public let address: UInt8
    /// Width on the wire in bytes, 1 to 5; most significant byte first.
    public let bytes: Int
    /// Contents after power-on.
    public let reset: UInt64
    /// Bits that a write changes; zero makes the register read-only.
    public let writable: UInt64

    /// A register of which a write changes the bits in `writable`.
    public init(_ address: UInt8, bytes: Int, reset: UInt64, writable: UInt64) {
        precondition((1...5).contains(bytes), "A register is one to five bytes wide.")
        self.address = address
        self.bytes = bytes
        self.reset = reset
        self.writable = writable
    }

    /// A register that cannot be written.
    public init(readOnly address: UInt8, bytes: Int, reset: UInt64) {
        self.init(address, bytes: bytes, reset: reset, writable: 0)
    }
}
