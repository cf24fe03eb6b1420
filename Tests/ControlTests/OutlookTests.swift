import CellModel
import Estimation
import Protection
import Quantities
import Testing

@testable import Control

/// Predictions may take current away from what protection permits, and do nothing else.
struct OutlookTests {
    private func outlook(_ change: (inout OperatingLimits) -> Void = { _ in }) -> PackOutlook {
        var limits = OperatingLimits(
            voltage: 2...5, chargingTemperature: 200...400, dischargingTemperature: 200...400,
            chargeCurrent: 0.3, dischargeCurrent: 0.6)
        change(&limits)
        return PackOutlook(
            cells: [LoopRig.cell, LoopRig.cell], stackOfCell: [0, 0],
            fixtures: [StackFixture(preload: 5e6, stiffness: 1e10)], limits: limits)
    }

    @Test func `without an outlook the limits are protection's own`() throws {
        let rig = LoopRig()
        rig.bringUp()
        #expect(rig.last.outlook == nil)
        #expect(try #require(rig.last.limits).charge.cause == .rating)
        #expect(rig.last.cells[0].health == CellHealth())
    }

    @Test func `a prediction that allows more changes nothing`() throws {
        let rig = LoopRig(
            outlook: outlook {
                $0.chargeCurrent = 50
                $0.dischargeCurrent = 50
                $0.stateOfChargeMinimum = -100
                $0.stateOfChargeMaximum = 100
                $0.voltageMinimum = -1000
                $0.voltageMaximum = 1000
            })
        rig.bringUp()
        // Nothing is known of the first steps, and what follows comes by hold and ramp.
        rig.steps(100)
        let limits = try #require(rig.last.limits)
        #expect(limits.charge.current == .amperes(0.3) && limits.charge.cause == .rating)
        #expect(limits.discharge.current == .amperes(0.6) && limits.discharge.cause == .rating)
        let outlook = try #require(rig.last.outlook)
        for horizon in PowerHorizon.allCases {
            #expect(outlook.charge[horizon].limit == limits.charge)
            #expect(outlook.discharge[horizon].limit == limits.discharge)
            // Two cells of about 3.8 V.
            #expect((1.5...2.4).contains(outlook.charge[horizon].power))
        }
    }

    @Test func `a prediction that allows less binds, with its reason and place`() throws {
        let rig = LoopRig(outlook: outlook { $0.pressureMaximum = 5.021e6 })
        rig.bringUp()
        rig.steps(100)
        let limits = try #require(rig.last.limits)
        #expect(limits.charge.cause == .prediction(.pressure))
        #expect(limits.charge.place == .stack(0))
        #expect(limits.charge.current < .amperes(0.3))
        #expect(limits.charge.threshold == 5.021e6)
        let outlook = try #require(rig.last.outlook)
        #expect(outlook.charge.tenSeconds.limit == limits.charge)
        #expect(
            outlook.charge.sixtySeconds.limit.current <= outlook.charge.twoSeconds.limit.current)
        // Rules and contactors know nothing of it.
        #expect(rig.last.state == .operating && rig.last.activeFlags.isEmpty)
    }

    @Test func `it falls at once and comes back by hold and ramp`() throws {
        let rig = LoopRig(outlook: outlook { $0.pressureMaximum = 6.5e6 })
        rig.bridge.ratio = 5
        rig.bringUp()
        rig.steps(50)
        let free = try #require(rig.last.limits).charge.current
        #expect(free > .zero)
        rig.bridge.ratio = 6.6
        rig.step()
        #expect(try #require(rig.last.limits).charge.current == .zero)
        #expect(
            try #require(rig.last.limits).charge.reason
                .hasPrefix("stack 1 pressure 6.620 MPa > 6.500 MPa"))
        rig.bridge.ratio = 5
        rig.steps(20)
        let held = try #require(rig.last.limits).charge
        #expect(held.current == .zero && held.isRecovering)
        rig.steps(10)
        // 0.1 A/s after 2 s.
        let rising = try #require(rig.last.limits).charge.current
        #expect(rising > .zero && rising < .amperes(0.15))
        rig.steps(100)
        #expect(try #require(rig.last.limits).charge.current == free)
    }

    /// Whatever the estimator believes: no rule and no contactor moves.
    @Test func `with and without an outlook protection does the same`() {
        let plain = LoopRig()
        let predicting = LoopRig(outlook: outlook { $0.contactFractionMinimum = 0.9 })
        for rig in [plain, predicting] {
            rig.bringUp()
            rig.bridge.ratio = 13
            rig.steps(20)
        }
        #expect(plain.last.state == predicting.last.state)
        #expect(plain.events == predicting.events)
        #expect(plain.last.commanded == predicting.last.commanded)
        #expect(plain.last.timeToOpen == predicting.last.timeToOpen)
    }

    @Test func `reasons are worded as a person would`() {
        func limit(
            _ cause: LimitCause, _ place: Place, _ value: Double, _ threshold: Double = 0,
            amperes: Double = 1
        ) -> String {
            CurrentLimit(
                current: .amperes(amperes), cause: cause, place: place, value: value,
                isRecovering: false, threshold: threshold
            ).reason
        }
        #expect(
            limit(.prediction(.pressure), .stack(1), 4.2e6, 5e6, amperes: 0)
                == "stack 2 pressure 4.200 MPa < 5.000 MPa")
        #expect(
            limit(.prediction(.voltage), .cell(2), 3.5121, 3.4)
                == "cell 3 voltage 3.512 V, limit 3.400 V")
        #expect(
            limit(.prediction(.stateOfCharge), .cell(0), 0.031, 0.02)
                == "cell 1 state of charge 3.1 %, limit 2.0 %")
        #expect(
            limit(.prediction(.criticalCurrent), .cell(0), 14, 14)
                == "cell 1 critical current 1.40 mA/cm²")
        #expect(
            limit(.prediction(.platedCharge), .cell(0), 36_000, 72_000)
                == "cell 1 plated charge 1.00 mAh/cm², limit 2.00 mAh/cm²")
        #expect(
            limit(.prediction(.temperature), .cell(8), 343.15, 341.15, amperes: 0)
                == "cell 9 temperature 70.0 °C > 68.0 °C")
        #expect(limit(.prediction(.unknownState), .cell(0), 0) == "cell 1 state unknown")
        #expect(limit(.curve(.cellTemperature), .cell(4), 280.65) == "cell 5 temperature 7.5 °C")
        #expect(limit(.missing(.stackPressure), .stack(0), 0) == "stack 1 pressure missing")
        #expect(limit(.stopRequest, .pack, 0) == "warning: load asked to stop")
    }
}
