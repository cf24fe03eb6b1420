public import HAL

/// The bus face: bytes in and out, with or without a CRC behind each.
extension SimulatedBQ76952 {
    public func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        guard isAnswering else { return .notAcknowledged }
        if isRead {
            // After a register the CRC goes on from there; else it begins here.
            bus.crc = extendCRC(bus.isIdle ? 0 : bus.crc, address.readByte)
            bus.sendsCRC = false
            bus.firstRead = true
        } else {
            bus.crc = extendCRC(0, address.writeByte)
            bus.expectsRegister = true
            bus.isDamaged = false
        }
        bus.heldByte = nil
        bus.isReading = isRead
        bus.isIdle = false
        // The oscillator must start first. SLUSE14B, timing.
        let wakeTime: Duration = power.isSleeping ? .microseconds(135) : .zero
        let stretch = max(clockStretch, wakeTime)
        return stretch > .zero ? .stretched(stretch) : .acknowledged
    }

    public func receive(_ byte: UInt8) -> Acknowledge {
        guard !bus.isIdle else { return .notAcknowledged }
        if bus.expectsRegister {
            bus.expectsRegister = false
            bus.pointer = byte
            bus.crc = extendCRC(bus.crc, byte)
            return .acknowledged
        }
        guard bus.isChecked else {
            write(byte)
            return .acknowledged
        }
        guard let data = bus.heldByte else {
            bus.heldByte = byte
            return .acknowledged
        }
        bus.heldByte = nil
        let expected = extendCRC(bus.crc, data)
        bus.crc = 0
        guard byte == expected else {
            bus.isIdle = true
            bus.isDamaged = true
            return .notAcknowledged
        }
        write(data)
        return .acknowledged
    }

    public func send(isLast: Bool) -> UInt8 {
        if bus.isChecked, bus.sendsCRC {
            let crc = bus.crc
            bus.crc = 0
            bus.sendsCRC = false
            return crc
        }
        if bus.firstRead, isInsideWord(bus.pointer) {
            report("a read begins inside the word at 0x\(hex(bus.pointer - 1))")
        }
        bus.firstRead = false
        let register = bus.pointer
        let byte = directByte(register)
        bus.pointer &+= 1
        bus.crc = extendCRC(bus.crc, byte)
        bus.sendsCRC = bus.isChecked
        if isLast {
            if bus.isChecked { report("a read ends before the CRC of 0x\(hex(register))") }
        }
        return byte
    }

    public func stop() {
        // In the checked framing the last byte of a read is a CRC.
        if bus.isReading, !bus.firstRead, isInsideWord(bus.pointer) {
            report("a read ends inside the word at 0x\(hex(bus.pointer - 1))")
        }
        if bus.heldByte != nil { bus.isDamaged = true }
        bus.heldByte = nil
        if !bus.isDamaged { lastCommunication = time }
        bus.isIdle = true
        bus.isReading = false
    }

    private func write(_ byte: UInt8) {
        writeDirect(bus.pointer, byte)
        bus.pointer &+= 1
    }

    /// x⁸ + x² + x + 1. SLUAA11B, I2C with CRC.
    private func extendCRC(_ crc: UInt8, _ byte: UInt8) -> UInt8 {
        var register = crc ^ byte
        for _ in 0..<8 {
            let carries = register & 0x80 != 0
            register <<= 1
            if carries { register ^= 0x07 }
        }
        return register
    }

    func hex(_ value: some BinaryInteger) -> String { String(value, radix: 16) }
}
