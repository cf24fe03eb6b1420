import CellModel
import Estimation
import Testing

@Suite struct CellFilterTests {
    let cell = ExampleCells.lithiumSulfide
    let settings = EstimatorSettings()

    /// A filter in a rigid fixture that has run a while.
    func running<L: Lane>(
        _ type: L.Type, charge: Double = 0.6, steps: Int = 600
    ) -> CellFilter<L> {
        let load = StackLoad<L>(fixture: ExampleCells.rigid, layerCount: 1)
        var filter = CellFilter<L>(
            parameters: cell, settings: settings, stateOfCharge: L(charge), load: load)
        for step in 0..<steps {
            let current = step / 100 % 2 == 0 ? -0.04 : 0.04
            var inputs = CellInputs<L>(
                current: L(current), voltage: L(3.9 + current), temperature: L(303))
            inputs.setPressure(L(6.5e6))
            filter.step(
                inputs: inputs, parameters: cell, settings: settings, load: load, interval: 1)
        }
        return filter
    }

    /// Cholesky factorisation of the scaled matrix succeeds.
    func isPositiveDefinite(_ covariance: CellCovariance<Double>) -> Bool {
        var factor = [[Double]](repeating: [Double](repeating: 0, count: 10), count: 10)
        for row in 0..<10 {
            for column in 0...row {
                let scale = (covariance[row, row] * covariance[column, column]).squareRoot()
                var sum = covariance[row, column] / scale
                for inner in 0..<column { sum -= factor[row][inner] * factor[column][inner] }
                if row == column {
                    guard sum > 1e-12 else { return false }
                    factor[row][row] = sum.squareRoot()
                } else {
                    factor[row][column] = sum / factor[column][column]
                }
            }
        }
        return true
    }

    @Test func `the covariance stays symmetric and positive definite over a day`() {
        let filter = running(Double.self, steps: 86_400)
        #expect(isPositiveDefinite(filter.covariance))
        for row in 0..<10 {
            for column in 0..<10 {
                #expect(filter.covariance[row, column] == filter.covariance[column, row])
            }
        }
        #expect(filter.resetCount == 0)
    }

    @Test func `eight filters at once have the bits of each alone`() {
        let one = running(Double.self)
        let eight = running(SIMD8<Double>.self)
        for index in 0..<10 {
            for lane in 0..<8 {
                #expect(eight.state[index][lane].bitPattern == one.state[index].bitPattern)
                #expect(
                    eight.covariance[index, 0][lane].bitPattern
                        == one.covariance[index, 0].bitPattern)
            }
        }
    }

    @Test func `the compiled entry points do what the generic step does`() {
        let load = StackLoad<SIMD8<Double>>(fixture: ExampleCells.rigid, layerCount: 1)
        var generic = running(SIMD8<Double>.self, steps: 10)
        var compiled = generic
        let inputs = CellInputs<SIMD8<Double>>(
            current: SIMD8(0.02), voltage: SIMD8(3.9), temperature: SIMD8(300))
        for _ in 0..<100 {
            generic.step(
                inputs: inputs, parameters: cell, settings: settings, load: load, interval: 1)
            compiled.advance(
                inputs: inputs, parameters: cell, settings: settings, load: load, interval: 1)
        }
        for index in 0..<10 { #expect(generic.state[index] == compiled.state[index]) }
    }

    @Test func `single precision agrees with double precision`() {
        let wide = running(Double.self)
        let narrow = running(Float.self)
        let sixteen = running(SIMD16<Float>.self)
        #expect(abs(Double(narrow.stateOfCharge) - wide.stateOfCharge) < 3e-3)
        #expect(abs(Double(narrow.contactFraction) - wide.contactFraction) < 3e-3)
        #expect(sixteen.stateOfCharge[5].bitPattern == narrow.stateOfCharge.bitPattern)
        #expect(narrow.resetCount == 0)
    }

    /// One noiseless voltage against the same with one state moved: what the filter uses as H
    /// shows in how far P of that state falls, so the derivative is compared where it is formed.
    @Test func `the expected pressure has the derivatives the filter uses`() {
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        var filter = running(Double.self)
        let base = filter.expectedPressure(parameters: cell, load: load)
        let stated = load.stiffness * cell.swelling.perCharge * cell.arealCapacity
        let gain = 1 + filter.state[9]
        let perCharge = stated * gain
        filter.state[0] += 1e-4
        let moved = filter.expectedPressure(parameters: cell, load: load)
        #expect(abs((moved - base) / 1e-4 / perCharge - 1) < 1e-6)
        // Design A of the default table: 2.6 MPa over the whole range.
        #expect(abs(stated / 2.6e6 - 1) < 0.01)
        filter.state[3] -= 1e-4
        let voided = filter.expectedPressure(parameters: cell, load: load)
        #expect(abs((voided - moved) / 1e-4 - gain * load.stiffness * 1e-5) < 1)
    }

    @Test(arguments: [0.0, 0.3, 0.5, 0.9, 1.0])
    func `a wrong start of any size is forgotten`(start: Double) {
        let truth = 0.5
        let volts = cell.openCircuit.evaluate(
            stateOfCharge: truth, temperature: 298.15, pressure: 5e6
        ).voltage
        var filter = CellFilter<Double>(
            parameters: cell, settings: settings, stateOfCharge: start)
        for _ in 0..<1200 {
            filter.step(
                inputs: CellInputs(current: 0, voltage: volts, temperature: 298.15),
                parameters: cell, settings: settings, load: .none, interval: 1)
        }
        #expect(abs(filter.stateOfCharge - truth) < 0.01)
    }

    @Test func `a filter that is wrong but sure finds back and says so meanwhile`() {
        var sure = settings
        sure.initialStateOfChargeDeviation = 0.001
        let volts = cell.openCircuit.evaluate(
            stateOfCharge: 0.4, temperature: 298.15, pressure: 5e6
        ).voltage
        var filter = CellFilter<Double>(parameters: cell, settings: sure, stateOfCharge: 0.9)
        var doubted = false
        for _ in 0..<3600 {
            filter.step(
                inputs: CellInputs(current: 0, voltage: volts, temperature: 298.15),
                parameters: cell, settings: sure, load: .none, interval: 1)
            doubted = doubted || filter.resetCount > 0
        }
        #expect(doubted)
        #expect(abs(filter.stateOfCharge - 0.4) < 0.02)
    }

    @Test func `one wild voltage hardly moves a settled filter`() {
        var filter = running(Double.self)
        let before = filter.stateOfCharge
        let load = StackLoad<Double>(fixture: ExampleCells.rigid, layerCount: 1)
        filter.step(
            inputs: CellInputs(current: 0, voltage: 0.5, temperature: 303), parameters: cell,
            settings: settings, load: load, interval: 1)
        #expect(abs(filter.stateOfCharge - before) < 0.01)
    }

    @Test func `without measurements uncertainty grows to a limit and never shrinks`() {
        var filter = running(Double.self)
        var previous = filter.deviation(0)
        for _ in 0..<200_000 {
            filter.step(
                inputs: CellInputs(), parameters: cell, settings: settings, load: .none,
                interval: 10)
            #expect(filter.deviation(0) >= previous)
            previous = filter.deviation(0)
        }
        #expect(previous > 0.3 && previous < 0.8)
        #expect(isPositiveDefinite(filter.covariance))
    }

    @Test func `a ruined covariance is replaced and counted`() {
        var filter = running(Double.self)
        filter.covariance[0, 0] = -1
        filter.covariance[2, 2] = .nan
        filter.step(
            inputs: CellInputs(), parameters: cell, settings: settings, load: .none, interval: 1)
        #expect(filter.resetCount == 1)
        #expect(isPositiveDefinite(filter.covariance))
    }

    @Test func `intervals without meaning change nothing`() {
        var filter = running(Double.self)
        let before = filter.stateOfCharge
        for interval in [0, -1, .nan, .infinity] {
            filter.step(
                inputs: CellInputs(current: 1, voltage: 2, temperature: 300), parameters: cell,
                settings: settings, load: .none, interval: interval)
        }
        #expect(filter.stateOfCharge == before)
    }
}
