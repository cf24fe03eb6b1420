import Control
import HAL
import Protection
import Quantities
import Testing

/// A tare on scripted devices: a ratio of 1 is a megapascal, the calibrated range ends at 16.
struct TareTests {
    private let rig = LoopRig()

    private func enterService() {
        rig.steps(6)
        rig.step(.enterService)
        #expect(rig.last.state == .service)
    }

    private var status: TareStatus { rig.last.stacks[0].tare }

    @Test func `the mean of the readings becomes zero`() {
        enterService()
        rig.bridge.ratio = 0.3
        rig.loop.requestTare(stack: 0, unixSeconds: 1_763_000_000)
        for index in 0..<TareSettings().readingCount {
            rig.bridge.ratio = index % 2 == 0 ? 0.301 : 0.299
            rig.step()
            if index + 1 < TareSettings().readingCount { #expect(status.latest == .measuring) }
        }
        #expect(status.latest == .stored)
        #expect(abs((status.tare?.zeroRatio ?? 0) - 0.3) < 1e-12)
        #expect(status.tare?.takenUnixSeconds == 1_763_000_000)
        #expect(abs(status.offset.megapascals - 0.3) < 1e-9)
        #expect(rig.loop.calibrationRevision == 1)
        rig.bridge.ratio = 5.3
        rig.step()
        #expect(abs((rig.last.stacks[0].pressure.value?.megapascals ?? 0) - 5) < 1e-9)
    }

    @Test func `only in service with open contactors`() {
        rig.steps(6)
        rig.bridge.ratio = 0.3
        rig.loop.requestTare(stack: nil, unixSeconds: 0)
        rig.step()
        #expect(status.latest == .refused(.notInService))
        rig.step(.enterService)
        rig.positive.isClosed = true
        rig.positive.isStuck = true
        rig.step()
        rig.loop.requestTare(stack: nil, unixSeconds: 0)
        rig.step()
        let outcomes: [TareOutcome?] = [.refused(.notProvenOpen), .refused(.notInService)]
        #expect(outcomes.contains(status.latest))
        #expect(rig.loop.calibration.stacks == [nil])
    }

    @Test func `readings that scatter are refused, just less than that are not`() {
        for (spread, outcome): (Double, TareOutcome) in [
            (0.017, .refused(.readingNoisy)), (0.015, .stored),
        ] {
            let rig = LoopRig()
            rig.steps(6)
            rig.step(.enterService)
            rig.loop.requestTare(stack: nil, unixSeconds: 0)
            for index in 0..<25 {
                rig.bridge.ratio = index % 2 == 0 ? spread : -spread
                rig.step()
            }
            #expect(rig.last.stacks[0].tare.latest == outcome, "\(spread)")
        }
    }

    @Test func `an offset beyond its share is refused, one below is not, on either side`() {
        for (ratio, outcome): (Double, TareOutcome) in [
            (0.81, .refused(.offsetTooLarge)), (0.79, .stored), (-0.79, .stored),
            (-0.81, .refused(.offsetTooLarge)), (.nan, .refused(.readingNoisy)),
        ] {
            let rig = LoopRig()
            rig.steps(6)
            rig.step(.enterService)
            rig.bridge.ratio = ratio
            rig.loop.requestTare(stack: nil, unixSeconds: 0)
            rig.steps(25)
            #expect(rig.last.stacks[0].tare.latest == outcome, "\(ratio)")
        }
    }

    @Test func `repeated tares cannot creep beyond the share`() {
        enterService()
        for ratio in [0.5, 0.79, 1.2] {
            rig.bridge.ratio = ratio
            rig.loop.requestTare(stack: nil, unixSeconds: 0)
            rig.steps(25)
        }
        #expect(status.latest == .refused(.offsetTooLarge))
        #expect(status.tare?.zeroRatio == 0.79)
    }

    @Test func `a bridge that fails once ends the tare, one that has nothing new does not`() {
        enterService()
        rig.bridge.ratio = 0.1
        rig.loop.requestTare(stack: nil, unixSeconds: 0)
        rig.steps(5)
        rig.bridge.error = .noFreshData
        rig.steps(5)
        rig.bridge.error = nil
        #expect(status.latest == .measuring)
        rig.bridge.error = .bus(.timeout)
        rig.step()
        #expect(status.latest == .refused(.readingMissing))
    }

    @Test func `a bridge that says nothing for too long ends the tare`() {
        enterService()
        rig.loop.requestTare(stack: nil, unixSeconds: 0)
        rig.bridge.error = .noFreshData
        rig.steps(100)
        #expect(status.latest == .measuring)
        rig.steps(3)
        #expect(status.latest == .refused(.readingMissing))
    }

    @Test func `a converter at its end is told as that`() {
        enterService()
        rig.loop.requestTare(stack: nil, unixSeconds: 0)
        rig.step()
        rig.bridge.error = .saturated
        rig.step()
        #expect(status.latest == .refused(.saturated))
    }

    @Test func `what an earlier run tared is taken over, unless it cannot be believed`() {
        var calibration = Calibration(stackCount: 1)
        calibration.stacks[0] = StackTare(zeroRatio: 0.25, takenUnixSeconds: nil)
        #expect(rig.loop.adopt(calibration).isEmpty)
        #expect(rig.loop.calibration == calibration)
        rig.step()
        #expect(abs((rig.last.stacks[0].pressure.value?.megapascals ?? 0) - 4.75) < 1e-9)
        for ratio in [2.0, -2, .nan, .infinity] {
            let other = LoopRig()
            calibration.stacks[0] = StackTare(zeroRatio: ratio, takenUnixSeconds: nil)
            #expect(other.loop.adopt(calibration) == [0])
            #expect(other.loop.calibration.stacks == [nil])
        }
    }

    @Test func `an empty press is no way out of service, and no way around the fault after it`() {
        let rules = [
            Rule(
                diagnostic: .stackUnderpressure, signal: .stackPressure, grade: .safety,
                comparison: .below, setThreshold: 1e6, releaseThreshold: 2e6,
                confirm: .milliseconds(80), clear: .seconds(1), reaction: .open(after: .zero),
                persistence: .latched)
        ]
        let rig = LoopRig(rules: rules)
        rig.steps(6)
        rig.step(.enterService)
        rig.bridge.ratio = 0
        rig.steps(20)
        #expect(rig.last.timeToOpen == .zero)
        #expect(rig.last.state == .service)
        rig.bridge.ratio = 5
        rig.steps(20)
        rig.step(.leaveService)
        #expect(rig.last.state == .fault)
        rig.step(.acknowledge)
        #expect(rig.last.state == .standby)
    }
}
