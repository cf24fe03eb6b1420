/// The declared registers of a simulated chip and what they hold.
public struct RegisterFile: Sendable {
    private let declarations: [RegisterDeclaration]
    /// Slot per address; -1 where nothing is declared.
    private let slots: [Int16]
    private var values: [UInt64]

    /// - Precondition: No address is declared twice.
    public init(_ declarations: [RegisterDeclaration]) {
        var slots = [Int16](repeating: -1, count: 256)
        for (slot, declaration) in declarations.enumerated() {
            precondition(
                slots[Int(declaration.address)] < 0, "A register is declared only once.")
            slots[Int(declaration.address)] = Int16(slot)
        }
        self.declarations = declarations
        self.slots = slots
        values = declarations.map(\.reset)
    }

    /// The declaration at an address, or `nil` where the datasheet has none.
    public func declaration(at address: UInt8) -> RegisterDeclaration? {
        let slot = Int(slots[Int(address)])
        return slot < 0 ? nil : declarations[slot]
    }

    /// What a declared register holds; the chip itself may set any bit.
    ///
    /// - Precondition: The address is declared.
    public subscript(address: UInt8) -> UInt64 {
        get {
            let slot = Int(slots[Int(address)])
            precondition(slot >= 0, "The register is declared.")
            return values[slot]
        }
        set {
            let slot = Int(slots[Int(address)])
            precondition(slot >= 0, "The register is declared.")
            values[slot] = newValue
        }
    }

    /// Puts every register back to its power-on contents.
    public mutating func reset() {
        for slot in values.indices { values[slot] = declarations[slot].reset }
    }
}
