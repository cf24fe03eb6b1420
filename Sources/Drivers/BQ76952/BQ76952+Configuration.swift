import HAL
import Quantities

/// Start-up: contact, CONFIG_UPDATE, every setting written and read back, outputs released.
extension BQ76952 {
    /// From power to the first scan. SLUSE14B, timing: 200 to 300 ms overall.
    private static let contactTime = Duration.milliseconds(300)
    /// A scan takes 63 ms, the first after CONFIG_UPDATE longer.
    private static let firstScanTime = Duration.milliseconds(500)
    private static let probePause = Duration.milliseconds(10)
    /// Bound one call to about 50 transfers: more within a scan loop can keep the chip's processor
    /// from serving its own watchdog. SLUUBY2B, internal watchdog reset.
    private static let runsPerCall = 9
    private static let windowsPerCall = 4

    func proceed(now: Instant) throws(DeviceError) -> StartProgress {
        switch phase {
        case .contact:
            if let pause = try makeContact(now: now) { return pause }
            try enterConfiguration()
            phase = .write
            nextRun = 0
        case .write:
            let bytes = image.bytes
            let end = min(nextRun + Self.runsPerCall, image.runs.count)
            while nextRun < end {
                let run = image.runs[nextRun]
                try writeData(run.address, bytes.span.extracting(run.bytes))
                nextRun += 1
            }
            if nextRun == image.runs.count {
                phase = .verify
                nextWindow = 0
            }
        case .verify:
            let end = min(nextWindow + Self.windowsPerCall, image.windows.count)
            while nextWindow < end {
                try compare(image.windows[nextWindow])
                nextWindow += 1
            }
            if nextWindow == image.windows.count { phase = .leave }
        case .leave:
            try leaveConfiguration()
            try release()
            phase = .firstScan
            waitingSince = now
        case .firstScan:
            let alarm = try readWord(BQ76952Registers.alarmStatus)
            if alarm & BQ76952Registers.alarmADScan != 0 {
                phase = .ready
                waitingSince = nil
                return .ready
            }
            if let since = waitingSince, now - since > Self.firstScanTime { throw .notReady }
            return .wait(until: now + Self.probePause)
        case .ready:
            return .ready
        }
        return .wait(until: now)
    }

    /// - Returns: A pause while the chip wakes, or `nil` once it answers with its identity.
    private func makeContact(now: Instant) throws(DeviceError) -> StartProgress? {
        let since = waitingSince ?? now
        waitingSince = since
        let mayWait = now - since < Self.contactTime
        do {
            try probeFraming()
        } catch {
            if mayWait, error == .bus(.addressNotAcknowledged) {
                return .wait(until: now + Self.probePause)
            }
            throw error
        }
        let rawStatus = try readWord(BQ76952Registers.batteryStatus)
        let security = rawStatus & BQ76952Registers.batteryStatusSecurity
        if security == 0 {
            if mayWait { return .wait(until: now + Self.probePause) }
            throw .notReady
        }
        // A sealed chip lets nothing be written.
        if security == BQ76952Registers.batteryStatusSealed {
            throw .deviceFault(UInt32(rawStatus))
        }
        _ = try identify()
        waitingSince = nil
        return nil
    }

    /// Measurement and protection stop here: the contactors are open before this is called.
    private func enterConfiguration() throws(DeviceError) {
        try send(BQ76952Registers.enterConfiguration)
        try awaitConfigUpdate(isSet: true)
    }

    private func leaveConfiguration() throws(DeviceError) {
        try send(BQ76952Registers.exitConfiguration)
        try awaitConfigUpdate(isSet: false)
        let rawStatus = try readWord(BQ76952Registers.batteryStatus)
        if rawStatus & BQ76952Registers.batteryStatusPowerOnReset != 0 {
            throw .configurationLost
        }
    }

    private func awaitConfigUpdate(isSet: Bool) throws(DeviceError) {
        for _ in 0..<Self.pollLimit {
            let rawStatus = try readWord(BQ76952Registers.batteryStatus)
            let isNow = rawStatus & BQ76952Registers.batteryStatusConfigUpdate != 0
            if isNow == isSet { return }
        }
        throw .notReady
    }

    /// Makes the new configuration act: framing, sleep, outputs, balancing, alarms.
    private func release() throws(DeviceError) {
        if settings.usesChecksums, !isChecked { try swapFraming() }
        try send(
            settings.isSleepAllowed
                ? BQ76952Registers.sleepEnable : BQ76952Registers.sleepDisable)
        if try !areDriversEnabled() {
            // The command toggles, hence the look before and after.
            try send(BQ76952Registers.driverEnableToggle)
            guard try areDriversEnabled() else {
                throw .readBack(
                    register: BQ76952Registers.manufacturingStatus,
                    wrote: UInt32(BQ76952Registers.manufacturingDriversEnabled), found: 0)
            }
        }
        // Permits the outputs; a tripped protection still holds them off.
        try send(BQ76952Registers.allDriversOn)
        try writeBalancing(0)
        try writeWord(BQ76952Registers.alarmEnable, settings.alarmMask)
        try writeWord(BQ76952Registers.alarmStatus, .max)
    }

    private func areDriversEnabled() throws(DeviceError) -> Bool {
        var data = InlineArray<32, UInt8>(repeating: 0)
        _ = try readData(BQ76952Registers.manufacturingStatus, into: &data)
        return data[0] & UInt8(BQ76952Registers.manufacturingDriversEnabled) != 0
    }

    /// The answer to this command already comes in the new framing.
    private func swapFraming() throws(DeviceError) {
        try writeWord(BQ76952Registers.subcommand, BQ76952Registers.swapCommunication)
        try probeFraming()
        guard isChecked else { throw .notReady }
    }

    /// Compares one window of data memory with the settings.
    func compare(_ window: BQ76952Image.Window) throws(DeviceError) {
        var data = InlineArray<32, UInt8>(repeating: 0)
        let count = try readData(window.address, into: &data)
        guard count == Int(BQ76952Image.windowLength) else { throw .checksum }
        for index in window.entries {
            let entry = image.entries[index]
            let offset = Int(entry.address - window.address)
            var found: UInt32 = 0
            for byte in 0..<entry.width {
                found |= UInt32(data[offset + byte]) << (8 * UInt32(byte))
            }
            guard found == entry.rawValue else {
                throw .readBack(register: entry.address, wrote: entry.rawValue, found: found)
            }
        }
    }
}
