import Configuration
import Quantities
import Testing

@testable import Evidence

@Suite struct MissionPlayerTests {
    static let cell: SweepCell = {
        var cell = TestSweep.shipped.cells[0]
        cell.drive = CurrentProfile(
            interval: .seconds(1), amperes: [-0.1, -0.2, -0.3], repetitions: 1)
        cell.driveCurrent = .amperes(10)
        cell.chargeCurrent = .amperes(2)
        return cell
    }()

    static func player(_ steps: [SweepStep]) -> MissionPlayer {
        MissionPlayer(cell, steps: steps, interval: 1)
    }

    static func drive(_ seconds: Int, until: Double? = nil) -> SweepStep {
        SweepStep(
            action: .drive, duration: .seconds(seconds),
            until: until.map { StateOfCharge(fraction: $0) })
    }

    @Test func `a drive goes on where the last one stopped`() {
        var player = Self.player([
            Self.drive(2), SweepStep(action: .rest, duration: .seconds(1), until: nil),
            Self.drive(2),
        ])
        var currents: [Double] = []
        while let current = player.current(stateOfCharge: 0.5, voltage: 3.7) {
            currents.append(current)
        }
        #expect(currents == [-1, -2, 0, -3, -1])
    }

    @Test func `a step ends at its charge, or at the limits of the cell`() {
        var player = Self.player([
            Self.drive(100, until: 0.4),
            SweepStep(
                action: .charge, duration: .seconds(100), until: StateOfCharge(fraction: 0.6)),
            Self.drive(100),
        ])
        #expect(player.current(stateOfCharge: 0.5, voltage: 3.7) == -1)
        #expect(player.current(stateOfCharge: 0.4, voltage: 3.7) == 2)
        // The upper voltage of cell A is 4.2 V, the lower 2.8 V.
        #expect(player.current(stateOfCharge: 0.5, voltage: 4.21) == -2)
        #expect(player.current(stateOfCharge: 0.5, voltage: 2.79) == nil)
    }
}
