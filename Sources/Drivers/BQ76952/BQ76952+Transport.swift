import HAL

/// Moving bytes: direct commands with or without CRC, and the subcommand window behind them.
extension BQ76952 {
    /// How many data bytes fit an SMBus block.
    private var blockLimit: Int { isChecked ? 16 : 32 }

    /// Reads up to 32 consecutive direct registers into the beginning of `data`.
    ///
    /// - Throws: ``DeviceError/checksum`` when a byte and its CRC disagree.
    func read(
        _ register: UInt8, count total: Int, into data: inout InlineArray<32, UInt8>
    ) throws(DeviceError) {
        var done = 0
        while done < total {
            let count = min(blockLimit, total - done)
            let start = register + UInt8(done)
            var wire = InlineArray<32, UInt8>(repeating: 0)
            try readWire(start, count: isChecked ? 2 * count : count, into: &wire)
            if isChecked {
                try check(wire.span, count: count, register: start)
                for index in 0..<count { data[done + index] = wire[2 * index] }
            } else {
                for index in 0..<count { data[done + index] = wire[index] }
            }
            done += count
        }
    }

    /// Reads one little-endian word.
    func readWord(_ register: UInt8) throws(DeviceError) -> UInt16 {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        try read(register, count: 2, into: &bytes)
        return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
    }

    /// Writes consecutive direct registers.
    func write(_ register: UInt8, _ data: Span<UInt8>) throws(DeviceError) {
        var done = 0
        while done < data.count {
            let count = min(blockLimit, data.count - done)
            let start = register + UInt8(done)
            var wire = InlineArray<33, UInt8>(repeating: 0)
            wire[0] = start
            var length = 1
            for index in 0..<count {
                let byte = data[done + index]
                wire[length] = byte
                length += 1
                guard isChecked else { continue }
                wire[length] =
                    index == 0
                    ? BQ76952CRC.ofFirstWrite(
                        addressByte: address.writeByte, register: start, data: byte)
                    : BQ76952CRC.extend(0, by: byte)
                length += 1
            }
            var nothing = MutableSpan<UInt8>()
            do {
                try bus.transfer(
                    to: address, writing: wire.span.extracting(0..<length), reading: &nothing)
            } catch { throw .bus(error) }
            done += count
        }
    }

    /// Writes one little-endian word.
    func writeWord(_ register: UInt8, _ word: UInt16) throws(DeviceError) {
        let bytes: InlineArray<2, UInt8> = [
            UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8),
        ]
        try write(register, bytes.span)
    }

    /// Finds out whether the chip sends a CRC behind every byte. Two words are read as they come;
    /// in the checked framing the second and fourth byte are the CRCs of the others.
    ///
    /// A command to swap the framing may still be at work; its end is awaited first.
    func probeFraming() throws(DeviceError) {
        let register = BQ76952Registers.batteryStatus
        var wire = InlineArray<32, UInt8>(repeating: 0)
        try awaitIdle(&wire)
        try readWire(register, count: 4, into: &wire)
        let first = BQ76952CRC.ofFirstRead(
            writeByte: address.writeByte, register: register, readByte: address.readByte,
            data: wire[0])
        isChecked = wire[1] == first && wire[3] == BQ76952CRC.extend(0, by: wire[2])
    }

    // MARK: - Subcommands

    /// Sends a subcommand without data and waits until the chip has taken it.
    func send(_ code: UInt16) throws(DeviceError) {
        try writeWord(BQ76952Registers.subcommand, code)
        try awaitEcho(code)
    }

    /// Reads the answer of a subcommand, or 32 bytes of data memory.
    ///
    /// - Returns: How many bytes of `data` the chip filled.
    func readData(
        _ code: UInt16, into data: inout InlineArray<32, UInt8>
    ) throws(DeviceError) -> Int {
        try send(code)
        let tail = try readWord(BQ76952Registers.checksum)
        let count = Int(tail >> 8) - Self.bufferOverhead
        guard (1...32).contains(count) else { throw .checksum }
        try read(BQ76952Registers.transferBuffer, count: count, into: &data)
        let sum = BQ76952CRC.bufferChecksum(code: code, data: data.span.extracting(0..<count))
        guard sum == UInt8(truncatingIfNeeded: tail) else { throw .checksum }
        return count
    }

    /// Writes the data of a subcommand or up to 14 bytes of data memory.
    func writeData(_ code: UInt16, _ data: Span<UInt8>) throws(DeviceError) {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        bytes[0] = UInt8(truncatingIfNeeded: code)
        bytes[1] = UInt8(truncatingIfNeeded: code >> 8)
        for index in data.indices { bytes[index + 2] = data[index] }
        try write(
            BQ76952Registers.subcommand, bytes.span.extracting(0..<(2 + data.count)))
        let sum = BQ76952CRC.bufferChecksum(code: code, data: data)
        let tail = UInt16(sum) | UInt16(data.count + Self.bufferOverhead) << 8
        try writeWord(BQ76952Registers.checksum, tail)
        try awaitEcho(code)
    }

    /// Polls the subcommand register, which reads as ones while the chip is busy.
    private func awaitEcho(_ code: UInt16) throws(DeviceError) {
        for _ in 0..<Self.pollLimit
        where try readWord(BQ76952Registers.subcommand) == code { return }
        throw .notReady
    }

    /// Waits in either framing: the first byte is the code's low one, which is ones while busy.
    private func awaitIdle(_ wire: inout InlineArray<32, UInt8>) throws(DeviceError) {
        for _ in 0..<Self.pollLimit {
            try readWire(BQ76952Registers.subcommand, count: 2, into: &wire)
            if wire[0] != 0xFF { return }
        }
        throw .notReady
    }

    // MARK: - Wire

    private func readWire(
        _ register: UInt8, count: Int, into wire: inout InlineArray<32, UInt8>
    ) throws(DeviceError) {
        var whole = wire.mutableSpan
        do {
            // The first `count` bytes as a span of their own. What is written is made in here:
            // Swift 6.2 cannot compile a span of a captured array.
            try whole.withUnsafeMutableBufferPointer { (buffer) throws(I2CError) in
                let writing: InlineArray<1, UInt8> = [register]
                var reading = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).mutableSpan
                try bus.transfer(to: address, writing: writing.span, reading: &reading)
            }
        } catch { throw .bus(error) }
    }

    private func check(
        _ wire: Span<UInt8>, count: Int, register: UInt8
    ) throws(DeviceError) {
        for index in 0..<count {
            let byte = wire[2 * index]
            let expected =
                index == 0
                ? BQ76952CRC.ofFirstRead(
                    writeByte: address.writeByte, register: register,
                    readByte: address.readByte, data: byte)
                : BQ76952CRC.extend(0, by: byte)
            guard wire[2 * index + 1] == expected else { throw .checksum }
        }
    }
}
