public import Quantities

/// A Texas Instruments BQ76952 as its bus and its pins show it.
///
/// Data sheet SLUSE13B, reference manual SLUUBY2B, software guide SLUAA11B. Ours, where these were
/// not at hand: the condition on which a short circuit recovers, that level alarms latch on their
/// edge, and how soon a returning host is forgiven. Left out: one-time memory, SPI, HDQ, the
/// security keys, autonomous balancing, and the second and third latched tiers of protections.
///
/// What the world sets becomes visible on the bus with the next completed scan; the protections,
/// which are comparators beside the converter, see it at once.
public final class SimulatedBQ76952: SimulatedDevice {
    public let name = "BQ76952"

    /// Called with what the data sheet forbids, as it happens.
    public var onViolation: ((String) -> Void)?

    // MARK: - World

    /// The number DEVICE_NUMBER answers with.
    public var deviceNumber: UInt16 = 0x7695
    /// The resistor between SRP and SRN.
    public var shuntResistance = Resistance.milliohms(1)
    /// Through the shunt; positive charges.
    public var current = Current.zero
    /// The top of the stack; `nil` when it is the sum of the cells.
    public var stackPinVoltage: Voltage?
    /// The PACK pin: the far side of the charge transistor, if there is one.
    public var packPinVoltage = Voltage.zero
    /// The LD pin.
    public var loadPinVoltage = Voltage.zero
    /// The chip's own temperature.
    public var dieTemperature = Temperature.celsius(25)
    /// Thermistors at TS1, TS2 and TS3.
    public var thermistors: [Temperature] = Array(repeating: .celsius(25), count: 3)

    // MARK: - Faults

    /// How long the clock is stretched at every address byte; up to 5 ms have been seen.
    public var clockStretch = Duration.zero
    /// Stops the scan loop while the bus goes on answering.
    public var isFrozen = false
    /// The chip holds SDA low, and with it the whole bus.
    public var holdsDataLow = false
    /// The sense wire above this input (0 to 15) is broken.
    public var openWire: Int? {
        didSet { openWireSince = time }
    }

    // MARK: - State

    /// The time, in nanoseconds.
    var time: Int64 = 0
    /// Speaks CRC without being told, as the BQ7695202 does.
    let isCheckedFromFactory: Bool
    var inputVolts = [Double](repeating: 0, count: 16)
    var openWireSince: Int64 = 0
    var memory = SimulatedBQ76952Memory()
    var bus = BusState()
    var subcommand = SubcommandState()
    var measured = MeasuredState()
    var power = PowerState()
    var outputs = OutputState()
    var alarms = AlarmState()
    var balancing = BalancingState()
    var protections = [SimulatedBQ76952Protection](repeating: .init(), count: 12)
    var isHostLost = false
    var hostLostAt: Int64 = 0
    var lastCommunication: Int64 = 0
    var rawPermanentFail: UInt32 = 0

    /// - Parameter isChecked: Whether the chip speaks CRC after power-on (BQ7695202).
    public init(isChecked: Bool = false) {
        isCheckedFromFactory = isChecked
        boot()
    }

    /// The voltages at the 16 inputs, the lowest cell first. Assigning fewer shorts the rest.
    public var cellVoltages: [Voltage] {
        get { inputVolts.map { .volts($0) } }
        set {
            precondition(newValue.count <= 16, "A BQ76952 has 16 cell inputs.")
            for index in 0..<16 {
                inputVolts[index] = index < newValue.count ? newValue[index].volts : 0
            }
        }
    }

    /// Sets the voltage at one input, 0 to 15.
    public func setCell(_ index: Int, _ voltage: Voltage) { inputVolts[index] = voltage.volts }

    /// Takes the supply away and brings it back: everything in RAM is lost.
    public func powerCycle() { boot() }

    /// The chip's own watchdog bites: RAM is lost, and the WD bit says why.
    public func resetByWatchdog() {
        boot()
        power.isWatchdogReset = true
    }

    /// Goes silent as after the SHUTDOWN command; only ``wake()`` or a power cycle helps.
    public func shutDown() {
        power.isOn = false
        balancing.rawCells = 0
        refreshOutputs()
    }

    /// A pulse on the TS2 or LD pin: boots out of SHUTDOWN.
    public func wake() {
        if !power.isOn { boot() }
    }

    /// Sets the PF status bytes, A in the lowest; 0 takes the failure back.
    public func failPermanently(_ raw: UInt32) {
        rawPermanentFail = raw
        refreshOutputs()
    }

    /// Flips bits of the data memory behind the host's back.
    public func disturbMemory(at address: UInt16, mask: UInt8) { memory[address] ^= mask }

    /// Makes the next read of one cell (0 to 15) take its low byte from the scan before the last.
    public func tearNextRead(ofCell index: Int) { bus.tornRegister = 0x14 + UInt8(2 * index) }

    // MARK: - Pins
    //
    // The sources disagree on whether these pins show protection faults only or the state of the
    // transistor drivers. Here they show the drivers, the reading in which a host that never
    // enables them never closes a contactor. High impedance counts as low: the interlock has a
    // pull-down.

    /// The DCHG pin at high level, if it is configured and driven.
    public var isChargePinHigh: Bool {
        isPinHigh(config: memory[0x9301], driver: outputs.charge)
    }

    /// The DDSG pin at high level, if it is configured and driven.
    public var isDischargePinHigh: Bool {
        isPinHigh(config: memory[0x9302], driver: outputs.discharge)
    }

    /// What an interlock sees that takes a low DCHG pin for a fault: a chip that is dead, not
    /// configured or tripped.
    public var chargeFault: Bool { !isChargePinHigh }

    /// What an interlock sees that takes a low DDSG pin for a fault.
    public var dischargeFault: Bool { !isDischargePinHigh }

    /// Which inputs bleed now, bit 0 the lowest.
    public var bleedingInputs: UInt16 { balancing.rawCells }

    /// The internal bleed transistor, typical. SLUSE13B.
    public static let bleedResistance = Resistance.ohms(28)

    // MARK: - Time

    public func advance(to now: Instant) {
        while time < now.nanoseconds {
            let next = min(now.nanoseconds, nextEvent)
            if power.isOn {
                judgeProtections(from: time, to: next)
                integrateCharge(nanoseconds: next - time)
            }
            time = next
            handleEvents()
        }
        handleEvents()
    }

    private var nextEvent: Int64 {
        guard power.isOn else { return .max }
        var next = min(measured.nextScan, subcommand.busyUntil, power.shutdownAt)
        if balancing.rawCells != 0 { next = min(next, balancing.until) }
        if power.initStartAt > time { next = min(next, power.initStartAt) }
        if !isHostLost { next = min(next, hostDeadline) }
        return max(next, time)
    }

    private func handleEvents() {
        guard power.isOn else { return }
        if time >= power.initStartAt { power.isInitialised = true }
        if balancing.rawCells != 0, time >= balancing.until { balancing.rawCells = 0 }
        if time >= power.shutdownAt { return shutDown() }
        if time >= subcommand.busyUntil { finishSubcommand() }
        judgeHost()
        judgeSleep()
        while time >= measured.nextScan { completeScan() }
        refreshOutputs()
    }

    func report(_ violation: String) { onViolation?("BQ76952: " + violation) }
}
