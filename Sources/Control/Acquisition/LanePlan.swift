/// Which devices one lane reads: those of one bus.
struct LanePlan {
    /// Index among the buses of the hardware; `nil` when the hardware names none.
    var bus: Int?
    var hasCellMonitor = false
    var hasCurrentSensor = false
    /// Indices of devices in the order of the hardware.
    var bridges: [Int] = []
    var temperatures: [Int] = []
    var others: [Int] = []
    /// How many of the temperatures one step reads, in turn.
    var temperaturesPerStep = 0

    /// Channels of the multiplexer, by the index of the device; `nil` for the bus itself.
    var channelOfCurrentSensor: Int?
    var channelsOfBridges: [Int?]
    var channelsOfTemperatures: [Int?]
    var channelsOfOthers: [Int?]

    /// One plan per bus.
    static func plans(for hardware: Hardware, settings: ControlSettings) -> [LanePlan] {
        guard let places = hardware.places, !hardware.buses.isEmpty else {
            return [everything(of: hardware, settings: settings)]
        }
        func indices(_ places: [DevicePlace], on bus: Int) -> [Int] {
            places.indices.filter { places[$0].bus == bus }
        }
        return hardware.buses.indices.map { bus in
            var plan = LanePlan(
                bus: bus, channelsOfBridges: places.bridgeSensors.map(\.channel),
                channelsOfTemperatures: places.temperatureSensors.map(\.channel),
                channelsOfOthers: places.otherDevices.map(\.channel))
            plan.hasCellMonitor = places.cellMonitor.bus == bus
            plan.hasCurrentSensor = places.currentSensor.bus == bus
            plan.channelOfCurrentSensor = places.currentSensor.channel
            plan.bridges = indices(places.bridgeSensors, on: bus)
            plan.temperatures = indices(places.temperatureSensors, on: bus)
            plan.others = indices(places.otherDevices, on: bus)
            plan.shareTemperatures(settings, of: places.temperatureSensors.count)
            return plan
        }
    }

    /// All devices in one lane.
    private static func everything(of hardware: Hardware, settings: ControlSettings) -> LanePlan {
        let temperatureCount = hardware.temperatureSensors.count
        var plan = LanePlan(
            channelsOfBridges: Array(repeating: nil, count: hardware.bridgeSensors.count),
            channelsOfTemperatures: Array(repeating: nil, count: temperatureCount),
            channelsOfOthers: Array(repeating: nil, count: hardware.otherDevices.count))
        plan.hasCellMonitor = true
        plan.hasCurrentSensor = true
        plan.bridges = Array(hardware.bridgeSensors.indices)
        plan.temperatures = Array(0..<temperatureCount)
        plan.others = Array(hardware.otherDevices.indices)
        plan.shareTemperatures(settings, of: temperatureCount)
        return plan
    }

    /// Its part of the temperatures of a step, rounded up, so that none is read less often than
    /// with all of them in one lane.
    private mutating func shareTemperatures(_ settings: ControlSettings, of total: Int) {
        guard total > 0 else { return }
        let share = settings.temperaturesPerStep * temperatures.count
        temperaturesPerStep = min((share + total - 1) / total, temperatures.count)
    }
}
