import Drivers
import HAL
import Quantities
import SimulatedChips
import Testing

/// Every pair of driver and simulated chip; the checks below run for each.
let allPairs: [PairCase] = [
    PairCase("TMP117") { TMP117Pair() },
    PairCase("TMP117, new conversions only") { TMP117Pair(freshness: .newConversion) },
    PairCase("TMP117 behind a switch") { TMP117Pair(isBehindSwitch: true) },
    PairCase("INA228") { INA228Pair() },
    PairCase("INA228, wide range") { INA228Pair(shuntRange: .wide) },
    PairCase("NAU7802") { NAU7802Pair() },
    PairCase("NAU7802, gain 1") { NAU7802Pair(gain: .one) },
    PairCase("TCA9548A") { TCA9548APair() },
    PairCase("24AA025E48") { Microchip24AA025E48Pair() },
    PairCase("BQ76952") { BQ76952Pair(usesChecksums: false) },
    PairCase("BQ76952, with CRC") { BQ76952Pair(usesChecksums: true) },
]

/// The checks that every pair passes.
@Suite struct PairSuiteTests {
    /// A pair that has started and converted its typical input.
    private func ready(_ pairCase: PairCase) throws -> any ChipPair {
        let pair = pairCase.make()
        pair.apply(pair.typicalInput)
        try #require(try pair.bringUp())
        pair.settle()
        return pair
    }

    @Test(arguments: allPairs)
    func `a genuine chip is identified`(_ pairCase: PairCase) throws {
        let pair = pairCase.make()
        let found = try pair.device.identify()
        if let identity = pair.identity { #expect(found == identity) }
        #expect(pair.bus.simulated.violations.isEmpty)
    }

    @Test(arguments: allPairs)
    func `identification changes nothing in the chip`(_ pairCase: PairCase) throws {
        let pair = pairCase.make()
        _ = try pair.device.identify()
        for register in pair.powerOnRegisters {
            #expect(try pair.readRegister(register) == register.value)
        }
    }

    @Test(arguments: allPairs)
    func `another chip at the address is refused`(_ pairCase: PairCase) throws {
        let pair = pairCase.make()
        guard let identity = pair.identity else { return }
        pair.answerAsAnotherChip()
        do {
            _ = try pair.device.identify()
            Issue.record("another chip passed for \(pair.device.name)")
        } catch DeviceError.wrongIdentity(_, let found) { #expect(found != identity) }
    }

    @Test(arguments: allPairs)
    func `after power-on every register holds what the datasheet says`(
        _ pairCase: PairCase
    ) throws {
        let pair = pairCase.make()
        #expect(!pair.powerOnRegisters.isEmpty)
        for register in pair.powerOnRegisters {
            let found = try pair.readRegister(register)
            #expect(
                found == register.value,
                "register 0x\(String(register.address, radix: 16)) of \(pair.device.name)")
        }
    }

    @Test(arguments: allPairs)
    func `the datasheet's own examples hold on both sides of the bus`(
        _ pairCase: PairCase
    ) throws {
        let pair = try ready(pairCase)
        #expect(!pair.vectors.isEmpty)
        for vector in pair.vectors {
            pair.apply(vector.physical)
            pair.settle()
            let sample = try pair.measure()
            #expect(sample.rawCode == vector.rawCode)
            #expect(
                (sample.value - vector.physical).magnitude
                    <= 1e-9 + pair.leastSignificantBit / 2 + pair.statedError)
            pair.settle()
            #expect(try pair.readRawCode() == vector.rawCode)
        }
    }

    @Test(arguments: allPairs)
    func `a value comes back within half a step over the whole range`(
        _ pairCase: PairCase
    ) throws {
        let pair = try ready(pairCase)
        let steps = 400
        for step in 0...steps {
            let fraction = Double(step) / Double(steps)
            let span = pair.range.upperBound - pair.range.lowerBound
            let input = pair.range.lowerBound + span * fraction
            pair.apply(input)
            pair.settle()
            let value = try pair.measure().value
            #expect(pair.isRight(value, for: input), "\(value) for \(input)")
        }
        #expect(pair.bus.simulated.violations.isEmpty)
    }

    @Test(arguments: allPairs)
    func `an untouched session breaks no rule of the datasheet`(_ pairCase: PairCase) {
        let pair = pairCase.make()
        pair.apply(pair.typicalInput)
        guard case .value(let value) = pair.session() else {
            Issue.record("no value")
            return
        }
        #expect(pair.isRight(value, for: pair.typicalInput))
        #expect(pair.bus.simulated.violations.isEmpty)
    }

    @Test(arguments: allPairs)
    func `a missing chip is an address that nobody acknowledges`(_ pairCase: PairCase) {
        let pair = pairCase.make()
        pair.bus.simulated.detach(pair.chip)
        #expect(pair.session() == .failed(.bus(.addressNotAcknowledged)))
    }

    @Test(
        arguments: allPairs,
        [I2CError.addressNotAcknowledged, .dataNotAcknowledged, .timeout, .busStuck, .system(5)])
    func `a failed transfer keeps its kind up to the caller`(
        _ pairCase: PairCase, _ error: I2CError
    ) throws {
        let pair = try ready(pairCase)
        pair.bus.simulated.faults = InjectedFault(.error(error))
        #expect(throws: pair.expectedError(for: error)) { _ = try pair.measure() }
    }

    @Test(arguments: allPairs)
    func `a clock held low for ever is a timeout`(_ pairCase: PairCase) throws {
        let pair = try ready(pairCase)
        pair.bus.simulated.faults = InjectedFault(.hang)
        #expect(throws: pair.expectedError(for: .timeout)) { _ = try pair.measure() }
    }

    @Test(arguments: allPairs)
    func `a chip that stopped converting is told from a live one`(_ pairCase: PairCase) throws {
        let pair = try ready(pairCase)
        let last = try pair.measure()
        pair.freeze()
        pair.apply(pair.range.lowerBound)
        pair.settle()
        switch pair.staleness {
        case .error(let error): #expect(throws: error) { _ = try pair.measure() }
        case .unchangingCode: #expect(try pair.measure().rawCode == last.rawCode)
        case .doesNotMeasure: break
        }
    }

    @Test(arguments: allPairs)
    func `a chip that lost its supply in between never yields a wrong value`(
        _ pairCase: PairCase
    ) throws {
        let pair = try ready(pairCase)
        _ = try pair.measure()
        pair.powerCycle()
        for _ in 0..<32 {
            pair.settle()
            do {
                let value = try pair.measure().value
                #expect(pair.isRight(value, for: pair.typicalInput))
            } catch {
                pair.device.restart()
                guard case .value(let value) = pair.session() else {
                    Issue.record("no recovery")
                    return
                }
                #expect(pair.isRight(value, for: pair.typicalInput))
            }
        }
    }

    @Test(arguments: allPairs)
    func `no single or lasting fault yields a wrong value, a crash or a hang`(
        _ pairCase: PairCase
    ) {
        var sweep = FaultSweep(pairCase)
        sweep.run()
        let outcome = sweep.outcome
        #expect(outcome.failures.isEmpty, "\(outcome.failures.prefix(10))")
        #expect(outcome.errors > 0)
        if pairCase.make().hasChecksum { #expect(outcome.indistinguishable == 0) }
    }
}
