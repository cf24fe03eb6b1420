import CellModel
import Control
import Protection
import Quantities
import SimulatedChips

/// Watches the simulated truth for events that must open the contactors, and times the answer.
///
/// Reads the world, never the controller's opinion of it.
public struct HazardMonitor: Sendable {
    /// Every hazard of the run that met closed contactors, in the order of its beginning.
    public private(set) var hazards: [Hazard] = []

    private let limits: [Limit]
    private var open: [Int] = []

    private struct Limit: Sendable {
        let diagnostic: Diagnostic
        let threshold: Double
        let budget: Duration
    }

    init(rules: [Rule], loopPeriod: Duration) {
        limits = rules.compactMap { rule in
            guard rule.grade == .safety, let delay = rule.openDelay,
                let budget = ReactionBudget.of(rule.diagnostic, loopPeriod: loopPeriod)
            else { return nil }
            return Limit(
                diagnostic: rule.diagnostic, threshold: rule.setThreshold, budget: budget + delay)
        }
    }

    /// Looks at the world before a step of the loop.
    mutating func observe(_ rig: SimulatedRig, isConnected: Bool) {
        for limit in limits {
            switch limit.diagnostic {
            case .cellOvervoltage:
                for cell in 0..<rig.pack.positionCount {
                    note(
                        limit, .cell(cell), rig, isConnected,
                        rig.pack.voltage(position: cell) > limit.threshold)
                }
            case .cellUndervoltage:
                for cell in 0..<rig.pack.positionCount {
                    note(
                        limit, .cell(cell), rig, isConnected,
                        rig.pack.voltage(position: cell) < limit.threshold)
                }
            case .overtemperatureCharging, .overtemperatureDischarging:
                let applies =
                    (limit.diagnostic == .overtemperatureCharging)
                    == (rig.power.current > 0)
                for cell in 0..<rig.pack.positionCount {
                    let temperature =
                        rig.pack.highestTemperature(position: cell)
                        + rig.temperatureOffsets[cell]
                    note(
                        limit, .cell(cell), rig, isConnected,
                        applies && temperature > limit.threshold)
                }
            case .stackOverpressure, .stackUnderpressure:
                for stack in 0..<rig.pack.stackCount {
                    let pressure = rig.pack.pressure(stack: stack)
                    let isBeyond =
                        limit.diagnostic == .stackOverpressure
                        ? pressure > limit.threshold : pressure < limit.threshold
                    note(limit, .stack(stack), rig, isConnected, isBeyond)
                }
            case .overcurrentCharging:
                note(limit, .pack, rig, isConnected, rig.power.current > limit.threshold)
            case .overcurrentDischarging:
                note(limit, .pack, rig, isConnected, rig.power.current < limit.threshold)
            case .cellVoltageMissing:
                note(limit, .pack, rig, isConnected, rig.board.isCellMonitorOutOfReach)
            case .emergencyStop:
                note(limit, .system, rig, isConnected, rig.board.emergencyStop.isActive)
            case .interlockOpen:
                note(limit, .system, rig, isConnected, rig.board.interlock.isActive)
            default:
                break
            }
        }
    }

    /// Takes what the step decided at the same instant.
    mutating func decide(_ commanded: ContactorSet, now: Instant) {
        guard commanded.isInterrupting else { return }
        for index in open where hazards[index].opened == nil { hazards[index].opened = now }
    }

    private mutating func note(
        _ limit: Limit, _ place: Place, _ rig: SimulatedRig, _ isConnected: Bool, _ isBeyond: Bool
    ) {
        let known = open.firstIndex {
            hazards[$0].diagnostic == limit.diagnostic && hazards[$0].place == place
        }
        if isBeyond {
            if let known, hazards[open[known]].opened != nil, !isConnected {
                // Dealt with; connecting again while it lasts is a danger of its own.
                open.remove(at: known)
                return
            }
            guard known == nil, isConnected else { return }
            open.append(hazards.count)
            hazards.append(
                Hazard(
                    diagnostic: limit.diagnostic, place: place, began: rig.now,
                    budget: limit.budget))
        } else if let known {
            let index = open.remove(at: known)
            if hazards[index].opened == nil { hazards[index].passed = rig.now }
        }
    }

    /// Hazards that were answered late, or not at all while they lasted longer than their budget.
    ///
    /// - Parameter resolution: How much later than it happened an answer may have been seen.
    func failures(now: Instant, resolution: Duration = .zero) -> [Hazard] {
        hazards.filter { !$0.isMet(now: now, resolution: resolution) }
    }
}

extension ContactorSet {
    /// Whether no current can flow once contactors stand as commanded.
    var isInterrupting: Bool {
        !contains(.negative) || !contains(.positive) && !contains(.precharge)
    }
}
