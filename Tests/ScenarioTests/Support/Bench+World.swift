import Protection
import Quantities
import SimulatedChips

@testable import PackSimulation

// What a test does to the world.
extension Bench {
    /// Makes the terminals of a cell show this voltage, V, at the present current.
    func setVoltage(_ voltage: Double, cell: Int) {
        let truth = rig.pack.cells[cell]
        let chemistry = truth.terminalVoltage - truth.addedVoltage
        rig.pack.setAddedVoltage(voltage - chemistry, cell: cell)
    }

    /// Makes a stack press this hard, Pa.
    func setPressure(_ pressure: Double, stack: Int) {
        let present = rig.pack.pressure(stack: stack)
        rig.pack.setExternalPressure(pressure - present, stack: stack)
    }

    /// Makes the sensor of a cell see this temperature.
    func setTemperature(celsius: Double, cell: Int) {
        rig.temperatureOffsets[cell] =
            Temperature.celsius(celsius).kelvins - rig.pack.sensedTemperature(position: cell)
    }

    /// Presses the emergency stop or opens the interlock, or the opposite.
    func throwSwitch(_ diagnostic: Diagnostic, _ isThrown: Bool) {
        switch diagnostic {
        case .emergencyStop: rig.board.emergencyStop.drive(isThrown)
        case .interlockOpen: rig.board.interlock.drive(isThrown)
        default: preconditionFailure("\(diagnostic) is not a switch.")
        }
    }
}
