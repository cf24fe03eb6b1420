import Protection
import Quantities

/// A balancer and the least of a pack around it: cells whose voltage falls while they are bled, and
/// a cell monitor that takes commands or does not, with a time-out of its own.
struct BalancerRig {
    static let settings = BalancingSettings(
        startDifference: .millivolts(10), stopDifference: .millivolts(5),
        cellVoltageMinimum: .volts(3.9), temperatureMaximum: .celsius(50),
        monitorTemperatureMaximum: .celsius(70), restTime: .seconds(60), onTime: .seconds(30),
        pauseTime: .seconds(2), refreshPeriod: .seconds(5), cellsAtOnce: 3)
    static let timeOut = Duration.seconds(20)

    var period = Duration.milliseconds(100)
    var balancer: Balancer
    var now: Instant = .start
    var state = ContactorState.standby
    var fatalActive = false
    var isAtRest = true
    var monitorTemperature: Temperature? = .celsius(30)
    /// Volts, as they are with all switches off.
    var voltages: [Double]
    var temperatures: [Reading<Temperature>]
    var isMissing: [Bool]
    /// Whether the monitor takes commands.
    var isListening = true
    /// Volts per second that a bled cell falls.
    var fall = 0.0

    /// The switches as they are.
    private(set) var bleeding: UInt32 = 0
    private(set) var commandedAt: Instant = .start
    private(set) var order: BalancingOrder
    private(set) var commandCount = 0
    /// The longest time between two commands while cells were bled.
    private(set) var longestGap = Duration.zero
    /// Steps in which neighbours were ordered.
    private(set) var neighbourCount = 0

    init(_ voltages: [Double], settings: BalancingSettings = Self.settings) {
        balancer = Balancer(settings: settings)
        self.voltages = voltages
        temperatures = Array(
            repeating: .valid(.celsius(25), age: .zero), count: voltages.count)
        isMissing = Array(repeating: false, count: voltages.count)
        var inputs = BalancingInputs(
            now: .start, state: .initialising, fatalActive: false, isAtRest: false,
            monitorTemperature: nil)
        inputs.addCell(voltage: .missing(.notYetMeasured), temperature: .missing(.notYetMeasured))
        order = balancer.step(inputs)
    }

    mutating func step() {
        now = now + period
        if bleeding != 0, now - commandedAt >= Self.timeOut { bleeding = 0 }
        for cell in voltages.indices where bleeding & 1 << UInt32(cell) != 0 {
            voltages[cell] -= fall * period.inSeconds
        }
        var inputs = BalancingInputs(
            now: now, state: state, fatalActive: fatalActive, isAtRest: isAtRest,
            monitorTemperature: monitorTemperature)
        for cell in voltages.indices {
            inputs.addCell(
                voltage: isMissing[cell]
                    ? .missing(.noResponse)
                    : .valid(.volts(voltages[cell]), age: .milliseconds(100)),
                temperature: temperatures[cell])
        }
        order = balancer.step(inputs)
        if order.cells & order.cells << 1 != 0 { neighbourCount += 1 }
        guard order.isDue else { return }
        guard isListening else { return balancer.reject() }
        if bleeding != 0 { longestGap = max(longestGap, now - commandedAt) }
        commandCount += 1
        bleeding = order.cells
        commandedAt = now
        balancer.accept(order, now: now)
    }

    mutating func run(_ duration: Duration) {
        let end = now + duration
        while now < end { step() }
    }

    /// Steps until cells are ordered to bleed.
    ///
    /// - Returns: The time it took; `nil` when none were within `limit`.
    mutating func waitForBleeding(_ limit: Duration = .seconds(120)) -> Duration? {
        let begin = now
        while now - begin < limit {
            step()
            if order.cells != 0 { return now - begin }
        }
        return nil
    }
}
