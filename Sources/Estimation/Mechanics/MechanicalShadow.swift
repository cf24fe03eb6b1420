public import CellModel

/// A second filter of one cell that the mechanical channel never corrects: what the channel is
/// judged by, and what takes over when it lies.
///
/// It is stepped about once a second however fast the loop is, with the mean of the current and the
/// latest of the other readings. It sleeps until the first pressure is measured; before that the
/// main filter has seen no pressure either and is its own shadow.
public struct MechanicalShadow: Sendable {
    /// The filter.
    public private(set) var filter: CellFilter<Double>
    /// Whether it has been woken.
    public private(set) var isAwake = false
    /// Readings since the last step; the charge current is a sum over time, A s.
    private var inputs = CellInputs<Double>()
    /// s since the last step, and how much of it the current was known.
    private var elapsed = 0.0
    private var known = 0.0
    /// s that count towards the next step.
    private var waited: Double

    /// Shortest time between steps, s.
    public static let period = 1.0
    /// σ of the slope of the swelling curve over its mean slope, and over what part of the charge
    /// it lasts: measured curves of one cell are up to 18 % steeper or flatter over ten minutes
    /// than their mean (POLISOC).
    static let slopeDeviation = 0.12
    static let slopeLength = 0.1
    /// Over what part of the charge the doubt about the place on the curve lasts.
    static let doubtLength = 0.05

    /// A shadow that sleeps.
    ///
    /// - Parameters:
    ///   - filter: The main filter.
    ///   - phase: 0 to 1, the part of a period by which the first step comes early: cells of a pack
    ///     take turns.
    public init(of filter: CellFilter<Double>, phase: Double = 0) {
        self.filter = filter
        waited = phase * Self.period
    }

    /// Becomes what the main filter is.
    public mutating func follow(_ main: CellFilter<Double>) {
        filter = main
        isAwake = true
        forgetReadings()
    }

    private mutating func forgetReadings() {
        inputs = CellInputs()
        elapsed = 0
        known = 0
    }

    /// Takes the readings of a step of the loop.
    ///
    /// - Returns: Whether ``advance(parameters:settings:load:)`` is due.
    public mutating func hear(_ latest: borrowing CellInputs<Double>, interval: Double) -> Bool {
        elapsed += interval
        waited += interval
        if latest.currentIsKnown {
            inputs.chargeCurrent += latest.chargeCurrent * interval
            known += interval
        }
        // A voltage is worth nothing without the current that flowed with it.
        if latest.voltageIsKnown, latest.currentIsKnown || known == 0 {
            inputs.voltage = latest.voltage
            inputs.current = latest.current
            inputs.voltageIsKnown = true
        }
        if latest.temperatureIsKnown {
            inputs.temperature = latest.temperature
            inputs.temperatureIsKnown = true
        }
        if latest.pressureIsKnown {
            inputs.pressure = latest.pressure
            inputs.pressureIsKnown = true
        }
        guard waited >= Self.period - 0.5 * interval else { return false }
        waited = min(waited - Self.period, Self.period)
        return true
    }

    /// Steps the filter through all it has heard since its last step.
    ///
    /// - Returns: What the cell has done to the pressure meanwhile.
    public mutating func advance(
        parameters: CellParameters, settings: EstimatorSettings, load: StackLoad<Double>
    ) -> MechanicalCourse {
        guard elapsed > 0, elapsed < 1e6 else { return MechanicalCourse() }
        // Judges better by a guess of the place on the plateau than by none.
        var settings = settings
        settings.respectsPlateaus = false
        let charge = inputs.chargeCurrent / parameters.capacity
        inputs.currentIsKnown = known >= 0.5 * elapsed
        inputs.chargeCurrent = known > 0 ? inputs.chargeCurrent / known : 0
        let contact = filter.contactFraction
        let temperature = filter.temperature
        let interval = FilterInterval(seconds: elapsed, settings: settings)
        let circuit = filter.predict(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
        filter.useVoltage(
            inputs: inputs, circuit: circuit, parameters: parameters, settings: settings,
            interval: interval)
        filter.keepWithinConstraints(parameters: parameters, settings: settings)
        let course = course(
            charge: charge, contactBefore: contact, temperatureBefore: temperature,
            parameters: parameters, settings: settings, load: load)
        forgetReadings()
        return course
    }

    /// What charge, warmth and contact have done to the pressure since the last step.
    private func course(
        charge: Double, contactBefore: Double, temperatureBefore: Double,
        parameters: CellParameters, settings: EstimatorSettings, load: StackLoad<Double>
    ) -> MechanicalCourse {
        let swelling = parameters.swelling
        let (slope, doubt) = filter.swellingSlope(parameters: parameters)
        let range = swelling.range(arealCapacity: parameters.arealCapacity)
        let local = range * Self.slopeDeviation
        var change = slope * charge
        var variance =
            (doubt * doubt * Self.doubtLength + local * local * Self.slopeLength)
            * charge.magnitude
        // The temperature a filter starts with is no measurement.
        if filter.voltageCount > 1.5 {
            change += swelling.thermalExpansion * (filter.temperature - temperatureBefore)
        }
        if parameters.contact.isActive {
            let voids = (contactBefore - filter.contactFraction) * swelling.voidHeight
            change += voids
            // Five minutes: over the ten in which a lie should show, the law's error adds up.
            let loose = voids * settings.contactRateDeviation
            let walk = swelling.voidHeight * settings.contactWalk
            variance +=
                loose * loose * max(1, 300 / elapsed) + walk * walk * (elapsed / 3600)
        }
        var result = MechanicalCourse()
        result.change = change * load.stiffness
        result.deviation = (variance.squareRoot() * load.stiffness).magnitude
        return result
    }
}
