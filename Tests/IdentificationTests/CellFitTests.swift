import CellModel
import Identification
import Testing

@Suite struct CellFitTests {
    static let noisy: Result<IdentifiedCell, FitError> = {
        var tests: [FitTest] = []
        for (seed, celsius) in [(1, 5.0), (2, 40.0)] as [(UInt64, Double)] {
            let trouble = SyntheticCell.Trouble(noise: 2e-3, seed: seed)
            tests += SyntheticCell.tests(
                celsius: celsius, cell: SyntheticCell.rich, trouble: trouble)
            let driven = SyntheticCell.drive(
                celsius: celsius, cell: SyntheticCell.rich,
                trouble: SyntheticCell.Trouble(noise: 2e-3, seed: seed + 10))
            tests.append(FitTest(.drive, driven))
        }
        do throws(FitError) { return .success(try CellFit().identify(tests)) } catch {
            return .failure(error)
        }
    }()

    @Test func `a cell that obeys the model is found again`() throws {
        let cell = try CellFit().identify(SyntheticCell.tests())
        #expect(abs(cell.capacity.capacity / SyntheticCell.capacity - 1) < 1e-6)
        #expect(abs(cell.fastTimeConstant / 15 - 1) < 0.2)
        #expect(abs(cell.slowTimeConstant / 250 - 1) < 0.2)
        #expect(cell.temperatureShift == nil)
        // Within the range the pulses cover.
        for index in 1...9 {
            let z = Double(index) / 10
            #expect(abs(cell.series.map.rows[0].samples[index] / 0.020 - 1) < 0.05)
            #expect(abs(cell.fast.map.rows[0].samples[index] / 0.008 - 1) < 0.2)
            #expect(abs(cell.slow.map.rows[0].samples[index] / 0.025 - 1) < 0.1)
            #expect(abs(cell.openCircuit.value(at: z).value - SyntheticCell.voltage(z)) < 2e-3)
        }
        #expect(cell.tests.allSatisfy { $0.rootMeanSquare < 3e-3 })
    }

    /// Nine of ten true values, at every knot of every table that was reached.
    @Test func `true values lie within three stated deviations`() throws {
        let cell = try Self.noisy.get()
        let truth = SyntheticCell.rich
        var (inside, count) = (0, 0)
        func compare(_ table: IdentifiedCell.Table, _ map: StateMap) {
            for (row, temperature) in table.map.temperatures.enumerated() {
                let samples = table.map.rows[row].samples
                for (index, value) in samples.enumerated() {
                    let z = Double(index) / Double(samples.count - 1)
                    let expected = map.value(stateOfCharge: z, temperature: temperature)
                    count += 1
                    if abs(value - expected) <= 3 * table.deviations[row][index] { inside += 1 }
                }
            }
        }
        compare(cell.series, truth.resistance.measured)
        compare(cell.fast, truth.polarisation.fastResistance)
        compare(cell.slow, truth.polarisation.slowResistance)
        for (index, value) in cell.openCircuit.samples.enumerated() {
            let z = Double(index) / 100
            // Both rows are as near to 25 °C; the curve is that of one of them.
            let temperature = cell.temperatures[
                abs(cell.temperatures[0] - 298.15)
                    <= abs(cell.temperatures[1] - 298.15) ? 0 : 1]
            let expected = truth.openCircuit.evaluate(
                stateOfCharge: z, temperature: temperature, pressure: 0.0, branch: 0
            ).voltage
            count += 1
            if abs(value - expected) <= 3 * cell.openCircuitDeviation[index] { inside += 1 }
        }
        #expect(count > 160)
        #expect(Double(inside) >= 0.9 * Double(count), "\(inside) of \(count)")
        // And they say something: a tenth of the value, not the value itself.
        #expect(cell.series.deviations[1][5] < 0.1 * cell.series.map.rows[1].samples[5])
    }

    @Test func `rows come in ascending order and cover what lies between`() throws {
        let cell = try Self.noisy.get()
        #expect(cell.temperatures.map { $0.rounded() } == [278, 313])
        let value = cell.series.map.value(stateOfCharge: 0.5, temperature: 295.65)
        let truth = SyntheticCell.rich.resistance.measured.value(
            stateOfCharge: 0.5, temperature: 295.65)
        #expect(abs(value / truth - 1) < 0.05)
        let shift = try #require(cell.temperatureShift)
        let difference = shift.map.rows[0].samples[5] - shift.map.rows[1].samples[5]
        #expect(abs(difference - -0.015) < 4e-3)
    }

    @Test func `no resistance is negative and no curve falls`() throws {
        let cell = try Self.noisy.get()
        for table in [cell.series, cell.fast, cell.slow] {
            #expect(table.map.rows.allSatisfy { $0.samples.allSatisfy { $0 >= 0 } })
        }
        for temperature in cell.temperatures {
            var previous = -Double.infinity
            for index in 0...100 {
                let voltage = cell.parameters().openCircuit.evaluate(
                    stateOfCharge: Double(index) / 100, temperature: temperature, pressure: 0.0
                ).voltage
                #expect(voltage > previous)
                previous = voltage
            }
        }
    }

    @Test func `the same tests give the same cell, in any order`() throws {
        let tests = SyntheticCell.tests()
        let first = try CellFit().identify(tests)
        #expect(try CellFit().identify(tests) == first)
        let turned = try CellFit().identify(tests.reversed())
        #expect(abs(turned.openCircuit.samples[50] - first.openCircuit.samples[50]) < 1e-9)
    }

    @Test func `a test held out is judged and changes nothing`() throws {
        let tests = SyntheticCell.tests()
        let check = FitTest(.drive, SyntheticCell.drive())
        let plain = try CellFit().identify(tests)
        let judged = try CellFit().identify(tests, checks: [check])
        #expect(judged.openCircuit == plain.openCircuit)
        let last = try #require(judged.tests.last)
        #expect(!last.isFitted && last.rootMeanSquare < 5e-3)
    }
}
