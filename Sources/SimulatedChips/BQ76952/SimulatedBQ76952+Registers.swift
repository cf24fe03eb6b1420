/// Direct commands. SLUUBY2B, direct commands summary.
extension SimulatedBQ76952 {
    /// Whether the address is the high byte of a two-byte register.
    func isInsideWord(_ address: UInt8) -> Bool {
        guard address & 1 == 1 else { return false }
        return address == 0x01 || (0x12...0x3B).contains(address)
            || (0x62...0x7B).contains(address)
    }

    func directByte(_ address: UInt8) -> UInt8 {
        switch address {
        case 0x00: power.isDeepSleeping ? 1 << 2 : 0
        case 0x01: 0
        case 0x02, 0x04, 0x06: safetyAlert(Int(address - 0x02) / 2)
        case 0x03, 0x05, 0x07: safetyStatus(Int(address - 0x03) / 2)
        case 0x0A, 0x0C, 0x0E, 0x10: 0
        case 0x0B, 0x0D, 0x0F, 0x11:
            UInt8(truncatingIfNeeded: rawPermanentFail >> (UInt32(address - 0x0B) * 4))
        case 0x12, 0x13: byte(of: batteryStatus, at: address)
        case 0x14...0x3B: measuredByte(address)
        case 0x3E: subcommand.isBusy ? 0xFF : UInt8(truncatingIfNeeded: subcommand.rawCode)
        case 0x3F: subcommand.isBusy ? 0xFF : UInt8(truncatingIfNeeded: subcommand.rawCode >> 8)
        case 0x40...0x5F: subcommand.buffer[Int(address - 0x40)]
        case 0x60: subcommand.checksum
        case 0x61: subcommand.length
        case 0x62, 0x63: byte(of: alarms.latched, at: address)
        case 0x64, 0x65: byte(of: alarms.raw, at: address)
        case 0x66, 0x67: byte(of: alarms.enable, at: address)
        case 0x68...0x7B:
            byte(of: measured.temperatures[Int(address - 0x68) / 2], at: address)
        case 0x7F: driverStatus
        default: undeclared(address)
        }
    }

    func writeDirect(_ address: UInt8, _ byte: UInt8) {
        switch address {
        case 0x3E:
            subcommand.rawCode = subcommand.rawCode & 0xFF00 | UInt16(byte)
        case 0x3F:
            subcommand.rawCode = subcommand.rawCode & 0x00FF | UInt16(byte) << 8
            beginSubcommand()
        case 0x40...0x5F:
            // Data after the code: the host writes, nothing is to be fetched.
            if subcommand.isBusy, !subcommand.isCommit { subcommand.busyUntil = .max }
            subcommand.buffer[Int(address - 0x40)] = byte
        case 0x60: subcommand.checksum = byte
        case 0x61:
            subcommand.length = byte
            commit()
        case 0x62: alarms.latched &= ~UInt16(byte)
        case 0x63: alarms.latched &= ~(UInt16(byte) << 8)
        case 0x66: alarms.enable = alarms.enable & 0xFF00 | UInt16(byte)
        case 0x67: alarms.enable = alarms.enable & 0x00FF | UInt16(byte) << 8
        default: report("0x\(hex(address)) is not to be written")
        }
    }

    private func byte(of word: UInt16, at address: UInt8) -> UInt8 {
        UInt8(truncatingIfNeeded: address & 1 == 0 ? word : word >> 8)
    }

    private func measuredByte(_ address: UInt8) -> UInt8 {
        let index = Int(address - 0x14) / 2
        if bus.tornRegister == address {
            bus.tornRegister = nil
            return byte(of: measured.olderWords[index], at: address)
        }
        return byte(of: measured.words[index], at: address)
    }

    private func undeclared(_ address: UInt8) -> UInt8 {
        report("there is no register at 0x\(hex(address))")
        return 0xFF
    }

    var batteryStatus: UInt16 {
        var raw: UInt16 = 0
        if power.isSleeping { raw |= 1 << 15 }
        if power.shutdownAt != .max { raw |= 1 << 13 }
        if rawPermanentFail != 0 { raw |= 1 << 12 }
        if safetyStatus(0) | safetyStatus(1) | safetyStatus(2) != 0 { raw |= 1 << 11 }
        // SEC: 0 not initialised, 1 full access, 3 sealed.
        if power.isInitialised { raw |= (power.isSealed ? 3 : 1) << 8 }
        if power.isWatchdogReset { raw |= 1 << 4 }
        if power.isPowerOnReset { raw |= 1 << 3 }
        if power.isSleepEnabled { raw |= 1 << 2 }
        if power.isConfiguring { raw |= 1 << 0 }
        return raw
    }

    private var driverStatus: UInt8 {
        var raw: UInt8 = 0
        if alarms.latched != 0 { raw |= 1 << 6 }
        if isDischargePinHigh { raw |= 1 << 5 }
        if isChargePinHigh { raw |= 1 << 4 }
        if outputs.discharge { raw |= 1 << 2 }
        if outputs.charge { raw |= 1 << 0 }
        return raw
    }
}
