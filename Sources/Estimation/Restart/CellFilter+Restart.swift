import CellModel

extension CellFilter where L == Double {
    /// Where each lasting state is in the filter.
    static func position(_ state: LastingCell.State) -> Int {
        switch state {
        case .charge: charge
        case .contact: contact
        case .interphase: interphase
        case .pressureBias: bias
        case .currentOffset: offset
        case .capacity: capacity
        case .swellingGain: gain
        }
    }

    /// What the filter believes and a next run should know.
    public var lasting: LastingCell {
        var kept = LastingCell()
        for row in LastingCell.State.allCases {
            kept[row] = state[Self.position(row)]
            for column in LastingCell.State.allCases where column.rawValue <= row.rawValue {
                kept[row, column] = covariance[Self.position(row), Self.position(column)]
            }
            // Rounding may leave a variance that should be zero a trifle below it.
            kept[row, row] = max(0, kept[row, row])
        }
        kept.unrecoverable = unrecoverable
        kept.branch = branch
        kept.branchDeviation = branchDeviation
        kept.isMeasured = voltageCount >= Self.measuredBefore
        return kept
    }

    /// The count of voltages of a filter that knows from an earlier run: it does not begin with its
    /// first voltage, but nothing is shown as observed before one has been used.
    static var measuredBefore: Double { 0.5 }

    /// Takes up what an earlier run believed, less sure by what a rest may have changed.
    ///
    /// - Parameters:
    ///   - kept: Must be usable. What was never measured leaves the filter as it is.
    ///   - rest: s since then; `nil` when nobody knows.
    mutating func resume(
        _ kept: LastingCell, rest: Double?, parameters: CellParameters,
        settings: EstimatorSettings, restSettings: RestSettings
    ) {
        precondition(kept.isUsable, "A filter resumes only from what a filter believed.")
        unrecoverable = kept.unrecoverable
        guard kept.isMeasured else { return }
        for row in LastingCell.State.allCases {
            state[Self.position(row)] = kept[row]
            for column in LastingCell.State.allCases where column.rawValue <= row.rawValue {
                covariance[Self.position(row), Self.position(column)] = kept[row, column]
            }
        }
        state[Self.charge] = min(1, max(0, state[Self.charge]))
        state[Self.contact] = min(1, state[Self.contact])
        branch = kept.branch
        branchDeviation = kept.branchDeviation
        voltageCount = Self.measuredBefore
        // As after a first voltage: how the cell was loaded before it rested is not known.
        let gap = hysteresisDeviation(parameters: parameters)
        let open = settings.openCircuitDeviation
        covariance[Self.error, Self.error] = gap * gap + open * open
        errorVariance = gap * gap + open * open
        widen(rest: rest, parameters: parameters, settings: settings, restSettings: restSettings)
    }

    private mutating func widen(
        rest: Double?, parameters: CellParameters, settings: EstimatorSettings,
        restSettings: RestSettings
    ) {
        let time = restSettings.walkTime(rest: rest)
        let hours = time / 3600
        func add(_ variance: Double, to index: Int) {
            covariance[index, index] = covariance[index, index] + variance
        }
        add(restSettings.chargeVariance(rest: rest), to: Self.charge)
        if parameters.contact.isActive {
            add(settings.contactWalk * settings.contactWalk * hours, to: Self.contact)
        }
        let interphaseWalk = resistanceScale * settings.interphaseWalk
        add(interphaseWalk * interphaseWalk * hours, to: Self.interphase)
        let settling = pressure * settings.pressureBiasWalkShare
        add(
            (settling * settling + settings.pressureBiasWalk * settings.pressureBiasWalk) * hours,
            to: Self.bias)
        add(settings.swellingGainWalk * settings.swellingGainWalk * hours, to: Self.gain)
        let offset = settings.currentOffsetRate * parameters.capacity / 3600
        // The room may have changed as much as it does in a day, but the sensor is the same.
        let wander = offset * offset * 2 * time / settings.currentOffsetTime
        add(min(wander, offset * offset), to: Self.offset)
        add(settings.capacityWalk * settings.capacityWalk * hours, to: Self.capacity)
    }
}
