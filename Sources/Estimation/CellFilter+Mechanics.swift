public import CellModel

extension CellFilter {
    /// Uses the stack pressure, or the thickness that stands for one
    /// (``StackLoad/thicknessGauge(layerCount:)``).
    ///
    /// The thickness is linearised by divided differences over ±σ_z, like the open-circuit voltage:
    /// where a cell of graphite and LFP turns from growing to shrinking, what is left over adds to
    /// the noise instead of leading the filter the wrong way.
    ///
    /// Charge and contact change pressure slowly; a jump comes from outside, when someone turns the
    /// press or a load cell slips. What an innovation exceeds its gate by is therefore added to the
    /// variance of the bias, which takes the jump in place of charge and contact and says so by its
    /// deviation.
    @inlinable
    public mutating func usePressure(
        inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<L>, interval: FilterInterval
    ) {
        guard settings.usesPressure else { return }
        let usable = Self.isUsable(inputs.pressure, inputs.pressureIsKnown, limit: L(1e9))
        guard L.any(usable) else { return }
        if load.isRelative {
            setZero(inputs: inputs, usable: usable, parameters: parameters, load: load)
        }
        pressureCount = L.select(
            usable, L.minimum(pressureCount + 1, L(1e6)), otherwise: pressureCount)
        let secant = swellingSecant(
            parameters: parameters, width: deviation(Self.charge).clamped(L(0.005), L(0.25)))
        var sensitivity = InlineArray<10, L>(repeating: .zero)
        let stiffness = load.stiffness * (state[Self.gain] + 1)
        sensitivity[Self.charge] = stiffness * secant.slope
        sensitivity[Self.contact] = stiffness * -parameters.swelling.voidHeight
        sensitivity[Self.bias] = .one
        sensitivity[Self.gain] = load.stiffness * thickness(parameters: parameters)
        let expected = expectedPressure(parameters: parameters, load: load) + state[Self.bias]
        let persistence = Swift.max(1, settings.pressureCorrelationTime / interval.seconds)
        let course = load.stiffness * courseDeviation(parameters: parameters)
        let curvature = load.stiffness * secant.curvature
        let white =
            curvature * curvature * 0.5
            + settings.pressureDeviation * settings.pressureDeviation
        let model =
            load.othersVariance + course * course
            + settings.pressureModelDeviation * settings.pressureModelDeviation
        // Voids are as high as stated or they are not: this lasts, whatever the time constant.
        let voids =
            stiffness * parameters.swelling.voidHeight * settings.voidHeightDeviation
            * (1 - state[Self.contact])
        let persisting = Swift.max(1, settings.contactCorrelationTime / interval.seconds)
        let lasting = voids * voids * persisting
        let innovation = L.select(usable, inputs.pressure - expected, otherwise: .zero)
        let gate = settings.innovationGate * settings.innovationGate
        let columns: InlineArray<4, Int> = [Self.charge, Self.contact, Self.bias, Self.gain]
        var projected = covariance.projected(sensitivity, columns: columns)
        let variance =
            Self.variance(projected, along: sensitivity, columns: columns) + model + white
        covariance[Self.bias, Self.bias] =
            covariance[Self.bias, Self.bias]
            + (innovation * innovation - variance * gate).positivePart
        projected = covariance.projected(sensitivity, columns: columns)
        let (square, _) = correct(
            innovation: innovation, usable: usable, projected: projected,
            modelVariance: Self.variance(projected, along: sensitivity, columns: columns),
            noise: model * persistence + white + lasting,
            momentary: model + white + voids * voids, settings: settings)
        pressureConsistency = Self.averaged(
            pressureConsistency, square, usable: usable, share: interval.consistencyShare)
    }

    /// dΔh/dz of one layer over z ± width, and how far the curve leaves that line, m.
    @inlinable
    func swellingSecant(parameters: CellParameters, width: L) -> (slope: L, curvature: L) {
        let areal = parameters.arealCapacity
        guard parameters.swelling.shape != nil else {
            return (L(parameters.swelling.perCharge * areal), .zero)
        }
        let z = state[Self.charge]
        let full = L.one
        let above = parameters.swelling.thickness(
            stateOfCharge: z + width, arealCapacity: areal, contactFraction: full)
        let below = parameters.swelling.thickness(
            stateOfCharge: z - width, arealCapacity: areal, contactFraction: full)
        let here = parameters.swelling.thickness(
            stateOfCharge: z, arealCapacity: areal, contactFraction: full)
        return ((above - below) / (width * 2), (above + below) * 0.5 - here)
    }

    /// Mean of dΔh/dz over the charges the filter holds possible, and its standard deviation among
    /// them, m: four pieces of the curve between ±2 σ_z, weighed as a normal distribution does.
    @inlinable
    func swellingSlope(parameters: CellParameters) -> (mean: L, deviation: L) {
        let areal = parameters.arealCapacity
        guard parameters.swelling.shape != nil else {
            return (L(parameters.swelling.perCharge * areal), .zero)
        }
        let width = deviation(Self.charge).clamped(L(0.02), L(0.25))
        let weights: InlineArray<4, Double> = [0.143, 0.357, 0.357, 0.143]
        var mean = L.zero
        var square = L.zero
        var whole = L(1e-6)
        var place = (state[Self.charge] - width * 2).clamped(.zero, .one)
        var thickness = parameters.swelling.thickness(
            stateOfCharge: place, arealCapacity: areal, contactFraction: .one)
        for piece in 0..<4 {
            // What lies beyond empty or full is not possible and has no weight.
            let next = (state[Self.charge] + width * Double(piece - 1)).clamped(.zero, .one)
            let length = next - place
            let weight = length * weights[piece]
            let grown = parameters.swelling.thickness(
                stateOfCharge: next, arealCapacity: areal, contactFraction: .one)
            let slope = (grown - thickness) / L.maximum(length, L(1e-6))
            mean = mean + slope * weight
            square = square + slope * slope * weight
            whole = whole + weight
            place = next
            thickness = grown
        }
        mean = mean / whole
        square = square / whole
        return (mean, (square - mean * mean).positivePart.squareRoot())
    }

    /// σ of the course of one layer's growth, m.
    @inlinable
    func courseDeviation(parameters: CellParameters) -> Double {
        parameters.swelling.deviation
            * parameters.swelling.range(arealCapacity: parameters.arealCapacity)
    }

    /// Forgets what was learned of the offset of the mechanical measurement: it may be anything
    /// within the range of the channel. Everything else stays.
    @inlinable
    mutating func forgetPressureBias(parameters: CellParameters, load: StackLoad<L>) {
        let range =
            load.stiffness * parameters.swelling.range(arealCapacity: parameters.arealCapacity)
        for index in 0..<10 { covariance[Self.bias, index] = .zero }
        covariance[Self.bias, Self.bias] = range * range + L(1e6)
        state[Self.bias] = .zero
        pressureCount = .zero
        pressureConsistency = .one
    }

    /// Makes the first reading of a gauge the zero of this filter: its bias becomes what explains
    /// the reading, as unknown as the whole range of the growth, and tells nothing of the charge.
    @inlinable
    mutating func setZero(
        inputs: CellInputs<L>, usable: L.Mask, parameters: CellParameters, load: StackLoad<L>
    ) {
        let isFirst = L.both(usable, L.isLess(pressureCount, L(0.5)))
        guard L.any(isFirst) else { return }
        let expected = expectedPressure(parameters: parameters, load: load)
        state[Self.bias] = L.select(
            isFirst, inputs.pressure - expected, otherwise: state[Self.bias])
        let range =
            load.stiffness
            * parameters.swelling.range(arealCapacity: parameters.arealCapacity)
        for index in 0..<10 {
            covariance[Self.bias, index] = L.select(
                isFirst, index == Self.bias ? range * range : .zero,
                otherwise: covariance[Self.bias, index])
        }
    }
}
