import CellModel
import Estimation
import Quantities
import Testing

/// Two stacks of two cells whose load cells may lie.
struct TwoStacks {
    var estimator: PackEstimator
    private var plants: [MatchingPlant]
    private(set) var time = 0.0
    static let fixture = StackFixture(preload: 0.5e6, stiffness: 5e10)

    init(cell: CellParameters, charges: [Double] = [0.8, 0.75, 0.8, 0.75]) {
        plants = charges.enumerated().map {
            MatchingPlant(
                cell: cell, fixture: Self.fixture, charge: $1, seed: UInt64($0 + 3))
        }
        estimator = PackEstimator(
            cells: Array(repeating: cell, count: 4), stackOfCell: [0, 0, 1, 1],
            fixtures: [Self.fixture, Self.fixture])
        for index in 0..<4 {
            estimator.restart(
                stateOfCharge: .percent(100 * charges[index] - 10), deviation: 0.3, cell: index)
        }
    }

    /// A cell whose swelling alone moves the press.
    static let dense: CellParameters = {
        var cell = ExampleCells.lithiumSulfide
        cell.contact = .inactive
        cell.swelling.voidHeight = 0
        return cell
    }()

    /// Half an hour each way, with pauses. A loop faster than the plants repeats their readings.
    ///
    /// - Parameters:
    ///   - loops: Steps of the estimator per second.
    ///   - reading: What becomes of the growth of pressure of a stack; nil loses it.
    mutating func run(
        seconds: Int, loops: Int = 1, reading: (Int, Double) -> Double? = { $1 }
    ) {
        for _ in 0..<seconds {
            let phase = Int(time) % 4200
            let sign = phase < 1800 ? -1.0 : phase < 2100 ? 0 : phase < 3900 ? 1 : 0
            let amperes = sign * 0.5 * plants[0].cell.capacity / 3600
            let inputs = plants.indices.map { plants[$0].step(current: amperes) }
            for _ in 0..<loops {
                for cell in 0..<4 {
                    estimator.setVoltage(
                        .valid(.volts(inputs[cell].voltage), age: .zero), cell: cell)
                    estimator.setTemperature(.valid(.celsius(25), age: .zero), cell: cell)
                }
                for stack in 0..<2 {
                    let growth = (0..<2).reduce(0.0) {
                        $0 + plants[2 * stack + $1].truePressure - Self.fixture.preload
                    }
                    guard let shown = reading(stack, growth) else { continue }
                    estimator.setPressure(
                        .valid(.pascals(Self.fixture.preload + shown), age: .zero), stack: stack)
                }
                estimator.step(
                    current: .valid(.amperes(amperes), age: .zero), interval: 1 / Double(loops))
            }
            time += 1
        }
    }

    func error(_ cell: Int) -> Double {
        estimator.estimate(cell: cell).stateOfCharge - plants[cell].charge
    }

    func channel(_ cell: Int) -> MechanicalChannel {
        estimator.estimate(cell: cell).mechanicalChannel
    }
}

@Suite struct MechanicalGuardTests {
    @Test(arguments: [0.5, 1.6, -1, 0])
    func `a load cell that lies is distrusted in its whole stack and in no other`(scale: Double) {
        var lied = TwoStacks(cell: TwoStacks.dense)
        lied.run(seconds: 3600) { $0 == 0 ? $1 * scale : $1 }
        #expect((0..<4).map(lied.channel) == [.distrusted, .distrusted, .trusted, .trusted])

        var alone = TwoStacks(cell: TwoStacks.dense)
        alone.run(seconds: 3600) { $0 == 0 ? nil : $1 }
        #expect((0..<4).map(alone.channel) == [.notMeasured, .notMeasured, .trusted, .trusted])
        for cell in 0..<2 {
            let with = lied.estimator.estimate(cell: cell).stateOfCharge
            let without = alone.estimator.estimate(cell: cell).stateOfCharge
            #expect(abs(with - without) < 0.005)
        }
        for cell in 2..<4 {
            #expect(lied.estimator.estimate(cell: cell) == alone.estimator.estimate(cell: cell))
        }
    }

    @Test func `honest load cells are trusted in every stack`() {
        var pack = TwoStacks(cell: TwoStacks.dense)
        pack.run(seconds: 4 * 3600)
        for cell in 0..<4 {
            #expect(pack.channel(cell) == .trusted)
            #expect(abs(pack.error(cell)) < 0.02)
        }
        #expect(pack.estimator.mechanicalEvidence(stack: 0) > 1)
    }

    @Test func `ten steps a second say what one says`() {
        var slow = TwoStacks(cell: TwoStacks.dense)
        var fast = TwoStacks(cell: TwoStacks.dense)
        for _ in 0..<4 {
            slow.run(seconds: 600) { $0 == 0 ? $1 * 0.5 : $1 }
            fast.run(seconds: 600, loops: 10) { $0 == 0 ? $1 * 0.5 : $1 }
            #expect((0..<4).map(slow.channel) == (0..<4).map(fast.channel))
            for stack in 0..<2 {
                let one = slow.estimator.mechanicalEvidence(stack: stack)
                let ten = fast.estimator.mechanicalEvidence(stack: stack)
                #expect(abs(one - ten) < 0.1 * max(1, one))
            }
        }
        #expect(slow.channel(0) == .distrusted)
        for cell in 0..<4 {
            let one = slow.estimator.estimate(cell: cell).stateOfCharge
            let ten = fast.estimator.estimate(cell: cell).stateOfCharge
            #expect(abs(one - ten) < 0.01)
        }
    }

    @Test func `a pack told not to use pressure judges none`() {
        var pack = TwoStacks(cell: TwoStacks.dense)
        pack.estimator.settings.usesPressure = false
        pack.run(seconds: 900) { $1 * 0 }
        #expect(pack.channel(0) == .notMeasured)
    }

    @Test func `a distrusted pressure moves no estimate and its bias is called unknown`() {
        var pack = TwoStacks(cell: TwoStacks.dense)
        pack.run(seconds: 1200) { $1 * -1 }
        #expect(pack.channel(0) == .distrusted)
        let before = pack.estimator.estimate(cell: 0)
        pack.run(seconds: 1) { $1 + ($0 == 0 ? 5e6 : 0) }
        let after = pack.estimator.estimate(cell: 0)
        #expect(before.pressureBias == after.pressureBias)
        #expect(after.pressureBiasDeviation > 1e5)
        #expect(abs(after.stateOfCharge - before.stateOfCharge) < 0.001)
    }
}
