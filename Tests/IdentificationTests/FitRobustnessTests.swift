import CellModel
import Identification
import Testing

/// What testers do to data, and what must not come of it.
@Suite struct FitRobustnessTests {
    func resistanceError(_ tests: [FitTest]) throws -> Double {
        let cell = try CellFit().identify(tests)
        return (2...9).map { abs(cell.series.map.rows[0].samples[$0] / 0.02 - 1) }.max() ?? 1
    }

    /// The rows that `keep` wants.
    func thinned(_ log: MeasuredLog, _ keep: (Int) -> Bool) -> MeasuredLog {
        let rows = (0..<log.count).filter(keep)
        func some(_ values: [Double]) -> [Double] { rows.map { values[$0] } }
        return MeasuredLog(
            name: log.name, time: some(log.time), voltage: some(log.voltage),
            current: some(log.current), chargeCurrent: some(log.chargeCurrent),
            temperature: some(log.temperature))
    }

    @Test func `a gap costs what follows it and nothing else`() throws {
        let drive = SyntheticCell.drive()
        let broken = thinned(drive) { !(1000..<1025).contains($0) }
        let tests = SyntheticCell.tests() + [FitTest(.drive, broken)]
        let cell = try CellFit().identify(tests)
        let result = try #require(cell.tests.last)
        #expect(result.notes.contains { $0.contains("1 gap;") })
        #expect(result.rowCount < drive.count - 800)
        #expect(try resistanceError(tests) < 0.05)
    }

    @Test func `after a wide gap the charge is not known and the rest is left out`() throws {
        let broken = thinned(SyntheticCell.drive()) { !(1000..<1125).contains($0) }
        let cell = try CellFit().identify(SyntheticCell.tests() + [FitTest(.drive, broken)])
        let result = try #require(cell.tests.last)
        #expect(result.notes.contains { $0.contains("its charge is not known") })
        #expect(result.rowCount <= 1000)
    }

    @Test func `equal times are of no weight`() throws {
        var drive = SyntheticCell.drive()
        for row in stride(from: 10, to: drive.count, by: 50) {
            drive.time[row] = drive.time[row - 1]
        }
        #expect(try resistanceError(SyntheticCell.tests() + [FitTest(.drive, drive)]) < 0.05)
    }

    @Test func `pulses clipped at the lower limit are left out`() throws {
        var pulses = SyntheticCell.pulses()
        // The tester holds the limit and lets the current fall, and logs what it was told to take.
        for row in 0..<pulses.count { pulses.voltage[row] = max(3.25, pulses.voltage[row]) }
        var tests = SyntheticCell.slow().map { test in
            var test = test
            for row in 0..<test.log.count {
                test.log.voltage[row] = max(3.25, test.log.voltage[row])
            }
            return test
        }
        tests.append(FitTest(.pulses, pulses))
        let cell = try CellFit().identify(tests)
        #expect(cell.tests.contains { $0.notes.contains { $0.contains("lower voltage limit") } })
        #expect(abs(cell.series.map.rows[0].samples[5] / 0.02 - 1) < 0.05)
    }

    @Test func `an offset of the current sensor is seen at rest and taken off`() throws {
        let trouble = SyntheticCell.Trouble(currentOffset: 0.004)
        let tests =
            SyntheticCell.slow() + [FitTest(.pulses, SyntheticCell.pulses(trouble: trouble))]
        let cell = try CellFit().identify(tests)
        let notes = try #require(cell.tests.last).notes
        #expect(notes.first == "the current reads 4.0 mA at rest; taken off")
        let z = try #require(cell.rests.last).stateOfCharge
        let truth = try #require(
            cell.openCircuit.samples.firstIndex {
                $0 >= cell.rests[cell.rests.count - 1].voltage
            })
        #expect(abs(z - Double(truth) / 100) < 0.015)
    }

    @Test func `what follows the lowest charge is left out`() throws {
        let pulses = SyntheticCell.pulses()
        let recharge = SyntheticCell.log("recharge", from: 0.1, [(7200, 1.4, 10)])
        let end = try #require(pulses.time.last)
        let joined = MeasuredLog(
            name: "pulses", time: pulses.time + recharge.time.map { $0 + end },
            voltage: pulses.voltage + recharge.voltage.map { $0 + 0.1 },
            current: pulses.current + recharge.current,
            temperature: pulses.temperature + recharge.temperature.map { $0 + 20 })
        let plain = try CellFit().identify(
            SyntheticCell.slow() + [FitTest(.pulses, pulses)])
        let cell = try CellFit().identify(SyntheticCell.slow() + [FitTest(.pulses, joined)])
        #expect(cell.openCircuit == plain.openCircuit)
        #expect(cell.temperatures == plain.temperatures)
    }

    @Test(arguments: [1.0, 1.07])
    func `hysteresis is found where there is some, whatever the charge counter reads`(
        counterScale: Double
    ) throws {
        var cell = SyntheticCell.parameters
        cell.openCircuit.hysteresis = VoltageHysteresis(rate: 20)
        cell.openCircuit.hysteresisHalfGap = UniformTable([0.015, 0.015])
        let trouble = SyntheticCell.Trouble(noise: 2e-4)
        var tests = SyntheticCell.tests(cell: cell, trouble: trouble)
        tests[1].log.chargeCurrent = tests[1].log.chargeCurrent.map { $0 * counterScale }
        let found = try CellFit().identify(tests)
        let estimate = try #require(found.hysteresis.first)
        #expect(abs(estimate.mean - 0.015) < max(3 * estimate.meanDeviation, 2e-3))
        #expect(abs(estimate.counterScale / counterScale - 1) < 0.03)
        let law = try #require(found.hysteresisLaw)
        #expect(abs(law.halfGap.value(at: 0.5).value - 0.015) < 3e-3)
        #expect(found.parameters().openCircuit.hysteresis.rate == law.rate)
    }

    @Test(arguments: [1.0, 1.07])
    func `no hysteresis is found where there is none`(counterScale: Double) throws {
        var tests = SyntheticCell.tests(trouble: SyntheticCell.Trouble(noise: 2e-4))
        tests[1].log.chargeCurrent = tests[1].log.chargeCurrent.map { $0 * counterScale }
        let found = try CellFit().identify(tests)
        #expect(found.hysteresisLaw == nil)
        let estimate = try #require(found.hysteresis.first)
        #expect(!estimate.isSignificant)
    }

    @Test func `steps that the circuit explains have a ratio of one`() throws {
        let cell = try CellFit().identify(SyntheticCell.tests())
        #expect(cell.steps.groups.count >= 2)
        for group in cell.steps.groups {
            #expect(abs(group.ratio - 1) < 0.05)
            #expect(group.count >= 3)
        }
    }
}
