import Configuration
import Control
import Estimation
import Protection
import Quantities
import Testing

@testable import PackSimulation

/// Every composed cell through the whole loop.
struct EveryCellTests {
    @Test(arguments: EveryCell.all)
    func `experiment`(_ cell: EveryCell) throws {
        do {
            let scenario = try cell.scenario()
            let clock = ContinuousClock()
            let begin = clock.now
            let run = Scenarios.run(scenario)
            var integral = 0.0
            var last = 0.0
            var contact = 0.0
            var worst = 0.0
            while !run.isOver {
                let snapshot = run.step()
                integral += run.rig.power.current * 0.1
                last = snapshot.chargeThroughput.coulombs
                for i in snapshot.cells.indices {
                    let e = snapshot.cells[i].estimate
                    if run.now.seconds > 2 {
                        contact = max(
                            contact,
                            abs(e.contactFraction - run.rig.pack.contactFraction(position: i)))
                        worst = max(
                            worst, abs(e.stateOfCharge - run.rig.pack.stateOfCharge(position: i)))
                    }
                }
            }
            let flags = run.flags.entries.map {
                "\($0.raised.diagnostic) \($0.raised.grade) \($0.raised.value)"
            }
            print(
                "ROW \(cell.name) soc \(worst) rmse \(run.estimateError.stateOfChargeRMSE) contact \(contact) Q \(integral) \(last) fail \(run.failures) flags \(flags.prefix(4)) unmet \(run.verdicts.filter{ !$0.isMet }.map(\.evidence)) steps \(run.stepCount) t \(clock.now - begin) T \(scenario.ambient.celsius) U \(run.rig.pack.voltage(position: 0)) p \(run.rig.pack.pressure(stack: 0)/1e6)"
            )
        } catch let error as ConfigurationError {
            print("ROW \(cell.name) REFUSED \(error.problems.map { "\($0)" })")
        }
    }
}
