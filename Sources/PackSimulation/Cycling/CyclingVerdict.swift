public import Configuration

/// How one expectation of a cycling scenario came out.
public struct CyclingVerdict: Sendable, Equatable {
    public let expectation: CyclingExpectation
    /// In SI units; nil when the run did not come to the cycle.
    public let simulated: Double?

    public var isMet: Bool {
        guard let simulated, simulated.isFinite else { return false }
        // A bound and a value that mean the same may differ in the last digits.
        switch expectation.criterion {
        case .near(let value, let tolerance):
            return (simulated - value).magnitude <= tolerance + value.magnitude * 1e-12
        case .atLeast(let bound): return simulated >= bound - bound.magnitude * 1e-12
        case .atMost(let bound): return simulated <= bound + bound.magnitude * 1e-12
        }
    }
}

extension CellCycler {
    /// One verdict per expectation, in the order of the scenario file.
    public var verdicts: [CyclingVerdict] {
        description.expectations.map {
            CyclingVerdict(expectation: $0, simulated: simulated($0))
        }
    }

    /// Whether the run reached its end and met every expectation.
    ///
    /// A run that stopped early passes if its expectations say so: those of cycles it never came to
    /// fail.
    public var hasPassed: Bool { verdicts.allSatisfy(\.isMet) }

    private func simulated(_ expectation: CyclingExpectation) -> Double? {
        switch expectation.quantity {
        case .cyclesCompleted: return Double(cyclesCompleted)
        case .lifeWithoutShort: return firstShortTime ?? time
        case .shortCount where expectation.cycle == nil: return Double(world.shortCount)
        default: break
        }
        let ofPurpose = cycles.lastIndex { result in
            result.purpose == expectation.purpose
                && (expectation.cycle == nil || result.number == expectation.cycle)
        }
        guard let index = ofPurpose else { return nil }
        let result = cycles[index]
        switch expectation.quantity {
        case .highestPressure: return cycles[...index].map(\.pressureMaximum).max()
        case .highestTemperature: return cycles[...index].map(\.temperatureMaximum).max()
        case .shortCount: return Double(cycles[...index].reduce(0) { $0 + $1.shortCount })
        case .arealCapacity: return result.dischargeCapacity / world.cell.design.totalArea
        case .specificCapacity:
            return expectation.activeMass.map { result.dischargeCapacity / $0 }
        default: return result.value(expectation.quantity)
        }
    }
}

extension CycleResult {
    /// What the cycle itself knows, in SI units; nil for what concerns the cell or the whole run.
    func value(_ quantity: CyclingQuantity) -> Double? {
        switch quantity {
        case .dischargeCapacity: dischargeCapacity
        case .capacityRetention: capacityRetention
        case .coulombicEfficiency: coulombicEfficiency
        case .energyEfficiency: energyEfficiency
        case .meanChargeVoltage: meanChargeVoltage
        case .meanDischargeVoltage: meanDischargeVoltage
        case .seriesResistance: seriesResistance
        case .interfaceResistance: interfaceResistance
        case .contactFraction: contactFractionMinimum
        case .pressureSwing: pressureSwing
        case .polarisation: polarisation
        case .arealCapacity, .specificCapacity, .highestPressure, .highestTemperature,
            .shortCount, .cyclesCompleted, .lifeWithoutShort:
            nil
        }
    }
}
