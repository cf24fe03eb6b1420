public import Configuration
public import HAL
public import PackSimulation

/// One line of the rig between the board and whoever holds it from outside.
public struct ExposedLine {
    /// Which way it goes, seen from the program under test.
    public enum Direction {
        /// The program drives it, the board listens.
        case output(any DigitalOutput)
        /// The board drives it, the program reads.
        case input(any DigitalInput)
    }

    public let name: String
    public let isActiveLow: Bool
    public let direction: Direction

    init(_ description: LineDescription, _ direction: Direction) {
        name = description.name
        isActiveLow = description.isActiveLow
        self.direction = direction
    }

    /// Every line of a pack, at its place on the board.
    public static func all(of pack: PackDescription, on board: SimulatedBoard) -> [ExposedLine] {
        let lines = pack.lines
        let ports = board.ports
        var all = [
            ExposedLine(lines.positiveContactor, .output(ports.positiveContactor)),
            ExposedLine(lines.negativeContactor, .output(ports.negativeContactor)),
            ExposedLine(lines.prechargeContactor, .output(ports.prechargeContactor)),
            ExposedLine(lines.positiveFeedback, .input(ports.positiveFeedback)),
            ExposedLine(lines.negativeFeedback, .input(ports.negativeFeedback)),
            ExposedLine(lines.prechargeFeedback, .input(ports.prechargeFeedback)),
            ExposedLine(lines.interlock, .input(ports.interlock)),
            ExposedLine(lines.emergencyStop, .input(ports.emergencyStop)),
            ExposedLine(lines.watchdog, .output(ports.watchdog)),
        ]
        if let reset = lines.multiplexerReset {
            all.append(ExposedLine(reset, .output(board.multiplexerReset)))
        }
        return all
    }
}
