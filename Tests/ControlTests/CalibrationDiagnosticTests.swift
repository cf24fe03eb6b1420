import Control
import Protection
import Quantities
import Testing

/// Who vouches for the pressure of a stack, on scripted devices.
struct CalibrationDiagnosticTests {
    private static let rules = [
        Rule(
            .sensorNotCalibrated, grade: .warning, confirm: .zero, clear: .zero,
            reaction: .inform)
    ]

    private func isRaised(_ rig: LoopRig) -> Bool {
        rig.last.activeFlags.contains { $0.diagnostic == .sensorNotCalibrated }
    }

    @Test func `a zero from the pack file is enough`() {
        let rig = LoopRig(rules: Self.rules)
        rig.steps(6)
        #expect(rig.events.isEmpty)
    }

    @Test func `without one in the file it takes one from the rig`() {
        var loadCell = LoopRig.loadCell
        loadCell.isZeroKnown = false
        let rig = LoopRig(rules: Self.rules, loadCell: loadCell)
        rig.step()
        #expect(isRaised(rig))
        #expect(rig.last.activeFlags[0].place == .stack(0))
        #expect(!rig.last.stacks[0].tare.isInFile)
        rig.steps(5)
        rig.step(.enterService)
        rig.bridge.ratio = 0.3
        rig.loop.requestTare(stack: 0, unixSeconds: 1_763_000_000)
        rig.steps(TareSettings().readingCount)
        #expect(rig.last.stacks[0].tare.latest == .stored)
        #expect(!isRaised(rig))
        // It survives a restart.
        let next = LoopRig(rules: Self.rules, loadCell: loadCell)
        #expect(next.loop.adopt(rig.loop.calibration).isEmpty)
        next.steps(6)
        #expect(next.events.isEmpty)
    }

    @Test func `a kept zero that is not believed is told of`() {
        let rig = LoopRig(rules: Self.rules)
        var calibration = Calibration(stackCount: 1)
        calibration.stacks[0] = StackTare(zeroRatio: 5, takenUnixSeconds: nil)
        #expect(rig.loop.adopt(calibration) == [0])
        rig.steps(6)
        #expect(isRaised(rig))
        rig.step(.enterService)
        rig.bridge.ratio = 0.3
        rig.loop.requestTare(stack: nil, unixSeconds: 0)
        rig.steps(TareSettings().readingCount)
        #expect(!isRaised(rig))
    }

    @Test func `a calibration ends with a second that is known`() {
        var loadCell = LoopRig.loadCell
        loadCell.expiryUnixSeconds = 1_800_000_000
        let rig = LoopRig(rules: Self.rules, loadCell: loadCell)
        rig.step()
        var timing = StepTiming()
        timing.unixSeconds = 1_799_999_999
        rig.step(timing: timing)
        #expect(rig.events.isEmpty)
        timing.unixSeconds = 1_800_000_000
        rig.step(timing: timing)
        #expect(isRaised(rig))
        rig.step()
        #expect(!isRaised(rig))
    }
}
