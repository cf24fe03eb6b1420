import Protection
import Quantities
import Testing

/// Every history of a given length, judged by a second, simpler formulation in counted steps.
struct ExhaustiveHistoryTests {
    enum Sight: CaseIterable {
        case inside, between, beyond, missing
    }

    /// What a flag should do, counted in steps; right only for a fixed step period.
    struct Oracle {
        let confirmSteps: Int
        let clearSteps: Int
        let latches: Bool
        var isActive = false
        var beyondInARow = 0
        var insideInARow = 0

        mutating func see(_ sight: Sight) {
            if isActive {
                switch sight {
                case .inside: insideInARow += 1
                case .between, .beyond: insideInARow = 0
                case .missing: return
                }
                if insideInARow > clearSteps && !latches {
                    isActive = false
                    beyondInARow = 0
                }
            } else {
                switch sight {
                case .beyond: beyondInARow += 1
                case .missing: beyondInARow += beyondInARow > 0 ? 1 : 0
                case .inside, .between: beyondInARow = 0
                }
                if beyondInARow > confirmSteps {
                    isActive = true
                    insideInARow = 0
                }
            }
        }

        mutating func acknowledge() {
            if isActive && insideInARow > clearSteps {
                isActive = false
                beyondInARow = 0
            }
        }
    }

    private func set(_ sight: Sight, _ rig: inout EngineRig) {
        switch sight {
        case .inside: rig.table.set(.cellVoltage, 0, 4.15)
        case .between: rig.table.set(.cellVoltage, 0, 4.2)
        case .beyond: rig.table.set(.cellVoltage, 0, 4.200001)
        case .missing: rig.table.setMissing(.cellVoltage, 0)
        }
    }

    @Test(arguments: [(0, 0), (0, 2), (1, 1), (2, 0), (2, 1)], [false, true])
    func `the engine agrees with the oracle on every history of seven steps`(
        steps: (confirm: Int, clear: Int), latches: Bool
    ) {
        let length = 7
        let rule = Rule.overvoltage(
            confirm: .milliseconds(10 * steps.confirm), clear: .milliseconds(10 * steps.clear),
            persistence: latches ? .latched : .selfClearing)
        var disagreements = 0
        var raised = 0
        for history in 0..<(1 << (2 * length)) {
            var rig = EngineRig([rule], cellCount: 1, stackCount: 0)
            var oracle = Oracle(
                confirmSteps: steps.confirm, clearSteps: steps.clear, latches: latches)
            for step in 0..<length {
                let sight = Sight.allCases[(history >> (2 * step)) & 3]
                set(sight, &rig)
                rig.step(.milliseconds(10))
                oracle.see(sight)
                if step == length - 2 {
                    rig.acknowledge()
                    oracle.acknowledge()
                }
                if rig.engine.isFatalActive != oracle.isActive { disagreements += 1 }
            }
            raised += rig.events.isEmpty ? 0 : 1
        }
        #expect(disagreements == 0)
        #expect(raised > 100, "the histories reach the interesting part")
    }
}
