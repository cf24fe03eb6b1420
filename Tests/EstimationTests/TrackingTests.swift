import CellModel
import Estimation
import Testing

/// Truth and filter side by side over hours of cycling.
@Suite struct TrackingTests {
    struct Tracked {
        var charge = 0.0
        var contact = 0.0
        var resistance = 0.0
        var normalised = 0.0
        var inside = 0.0
        var count = 0.0
        var lowestContact = 1.0
        var filter: CellFilter<Double>
    }

    /// An hour down, an hour up, twenty minutes of rest, repeated; errors from 1800 s on.
    func current(_ second: Int, amplitude: Double) -> Double {
        let phase = second % 8400
        let pulse = second / 30 % 4 == 0 ? 1.6 : 0.8
        if phase < 3600 { return -amplitude * pulse }
        return phase < 7200 ? amplitude * pulse : 0
    }

    func track(
        _ cell: CellParameters, start: Double, guess: Double, hours: Int = 8, amplitude: Double,
        interphase: Double = 0, bias: Double = 0, seed: UInt64, usingPressure: Bool = true,
        voltageOffset: Double = 0, settings: EstimatorSettings = EstimatorSettings()
    ) -> Tracked {
        var plant = MatchingPlant(
            cell: cell, fixture: ExampleCells.rigid, charge: start, interphase: interphase,
            bias: bias, seed: seed)
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        var result = Tracked(
            filter: CellFilter(
                parameters: cell, settings: settings, stateOfCharge: guess, load: load))
        for second in 0..<(hours * 3600) {
            var inputs = plant.step(current: current(second, amplitude: amplitude))
            inputs.voltage += voltageOffset
            if !usingPressure { inputs.pressureIsKnown = false }
            result.filter.step(
                inputs: inputs, parameters: cell, settings: settings, load: load, interval: 1)
            guard second >= 1800 else { continue }
            let filter = result.filter
            let error = filter.stateOfCharge - plant.charge
            result.count += 1
            result.charge += error * error
            result.contact +=
                (filter.contactFraction - plant.contact)
                * (filter.contactFraction - plant.contact)
            result.resistance = filter.interphaseResistance - plant.interphase
            result.normalised += error * error / filter.covariance[0, 0]
            result.inside += abs(error) <= 3 * filter.deviation(0) ? 1 : 0
            result.lowestContact = min(result.lowestContact, plant.contact)
        }
        result.charge = (result.charge / result.count).squareRoot()
        result.contact = (result.contact / result.count).squareRoot()
        result.normalised /= result.count
        result.inside /= result.count
        return result
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `charge is followed and its error lies within its own deviation`(seed: UInt64) {
        let tracked = track(
            ExampleCells.lithiumSulfide, start: 0.7, guess: 0.5, amplitude: 0.01, seed: seed)
        #expect(tracked.charge < 0.01)
        #expect(tracked.inside > 0.99)
        // Conservative on purpose: the settings expect persistent errors this plant has not.
        #expect(tracked.normalised < 1)
        #expect(tracked.filter.resetCount == 0)
    }

    @Test func `told that all noise is white, the filter is as sure as it may be`() {
        var honest = EstimatorSettings()
        honest.voltageDeviation = 2e-3
        honest.transientDeviation = 0
        honest.openCircuitDeviation = 0
        honest.voltageErrorShare = 0
        honest.initialCapacityDeviation = 0
        honest.linearisationSpread = 1e-3
        honest.polarisationDeviation = 0
        honest.pressureCorrelationTime = 0
        honest.pressureModelDeviation = 0
        honest.contactRateDeviation = 0
        honest.currentGainDeviation = 0
        honest.currentOffsetRate = 1e-4
        var mean = 0.0
        var inside = 0.0
        for seed in 10..<20 as Range<UInt64> {
            let tracked = track(
                ExampleCells.lithiumSulfide, start: 0.7, guess: 0.6, hours: 3, amplitude: 0.01,
                seed: seed, settings: honest)
            mean += tracked.normalised / 10
            inside += tracked.inside / 10
        }
        #expect(mean > 0.1 && mean < 2.5)
        #expect(inside > 0.97)
    }

    @Test(arguments: [4, 5] as [UInt64])
    func `lost contact is followed while stripping opens voids`(seed: UInt64) {
        let tracked = track(
            ExampleCells.lithiumSulfide, start: 0.8, guess: 0.6, amplitude: 0.03, bias: 30e3,
            seed: seed)
        #expect(tracked.lowestContact < 0.9)
        #expect(tracked.contact < 0.05)
        #expect(tracked.charge < 0.01)
    }

    @Test func `a grown interphase is found`() {
        let tracked = track(
            ExampleCells.lithiumSulfide, start: 0.8, guess: 0.6, amplitude: 0.02,
            interphase: 0.25, seed: 6)
        #expect(abs(tracked.resistance) < 0.1)
    }

    @Test func `pressure finds the charge on a plateau where voltage does not`() {
        let with = track(
            ExampleCells.plateau, start: 0.7, guess: 0.5, amplitude: 0.015, seed: 7,
            voltageOffset: 2e-3)
        let without = track(
            ExampleCells.plateau, start: 0.7, guess: 0.5, amplitude: 0.015, seed: 7,
            usingPressure: false, voltageOffset: 2e-3)
        #expect(with.charge < 0.03)
        #expect(with.charge < 0.6 * without.charge)
        #expect(with.inside > 0.99)
        #expect(without.inside > 0.95)
    }

    @Test func `a filter told to leave pressure alone learns nothing of its bias`() {
        var blind = EstimatorSettings()
        blind.usesPressure = false
        let told = track(
            ExampleCells.plateau, start: 0.7, guess: 0.5, hours: 1, amplitude: 0.015, bias: 40e3,
            seed: 9, settings: blind)
        let free = track(
            ExampleCells.plateau, start: 0.7, guess: 0.5, hours: 1, amplitude: 0.015, bias: 40e3,
            seed: 9)
        #expect(told.filter.pressureBias == 0)
        #expect(told.filter.deviation(5) >= blind.initialPressureBiasDeviation)
        #expect(free.filter.pressureBias != 0)
        #expect(free.filter.deviation(0) < told.filter.deviation(0))
    }

    @Test func `five minutes without current are bridged and widen the deviation`() {
        var plant = MatchingPlant(
            cell: ExampleCells.lithiumSulfide, fixture: ExampleCells.rigid, charge: 0.6, seed: 8)
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        let settings = EstimatorSettings()
        var filter = CellFilter<Double>(
            parameters: plant.cell, settings: settings, stateOfCharge: 0.5, load: load)
        var before = 0.0
        for second in 0..<2400 {
            var inputs = plant.step(current: -0.01)
            if second == 1800 { before = filter.deviation(0) }
            if second >= 1800 && second < 2100 { inputs.currentIsKnown = false }
            filter.step(
                inputs: inputs, parameters: plant.cell, settings: settings, load: load,
                interval: 1)
            if second == 2099 { #expect(filter.deviation(0) > 1.1 * before) }
        }
        #expect(abs(filter.stateOfCharge - plant.charge) < 3 * filter.deviation(0))
        #expect(abs(filter.stateOfCharge - plant.charge) < 0.03)
    }
}
