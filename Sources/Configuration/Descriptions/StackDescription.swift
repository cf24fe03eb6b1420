public import CellModel
public import Quantities

/// Cells pressed together in one fixture, with the load cell that weighs the pressure.
public struct StackDescription: Sendable, Equatable {
    public var name: String
    /// Indices of its cells from 0, counted from the most negative cell of the pack; all in series.
    public var cells: Range<Int>
    public var fixture: FixtureDescription
    public var loadCell: LoadCellDescription
    /// The bridge converter that reads the load cell.
    public var pressureSensor: DeviceDescription

    public init(
        name: String, cells: Range<Int>, fixture: FixtureDescription,
        loadCell: LoadCellDescription, pressureSensor: DeviceDescription
    ) {
        self.name = name
        self.cells = cells
        self.fixture = fixture
        self.loadCell = loadCell
        self.pressureSensor = pressureSensor
    }
}

/// The press around a stack.
public struct FixtureDescription: Sendable, Equatable {
    /// How the press answers when the stack grows.
    public enum Kind: String, Sendable, CaseIterable {
        /// A rigid frame.
        case constantGap = "constant-gap"
        /// A spring pack.
        case spring
        /// A dead weight or a pneumatic piston: stiffness 0.
        case constantPressure = "constant-pressure"
    }

    public var kind: Kind
    /// Preload p_pre, Pa, and stiffness K_f, Pa per metre of total stack displacement.
    public var mechanics: StackFixture

    public init(kind: Kind, mechanics: StackFixture) {
        self.kind = kind
        self.mechanics = mechanics
    }
}

/// A compression load cell: what its bridge ratio means.
///
/// Pressure = (ratio / sensitivity × capacity − tare) / plate area.
public struct LoadCellDescription: Sendable, Equatable {
    /// Rated force, N.
    public var capacity: Double
    /// Bridge output over excitation at the rated force, V/V. 2 mV/V is 0.002.
    public var sensitivity: Double
    /// Area the force acts on, m².
    public var plateArea: Double
    /// Force shown with nothing pressed, N.
    public var tare: Double
    /// Pressures between which the chain was calibrated.
    public var calibratedRange: ClosedRange<Pressure>

    public init(
        capacity: Double, sensitivity: Double, plateArea: Double, tare: Double,
        calibratedRange: ClosedRange<Pressure>
    ) {
        self.capacity = capacity
        self.sensitivity = sensitivity
        self.plateArea = plateArea
        self.tare = tare
        self.calibratedRange = calibratedRange
    }

    /// The pressure a bridge ratio in V/V means.
    public func pressure(ratio: Double) -> Pressure {
        .pascals((ratio / sensitivity * capacity - tare) / plateArea)
    }

    /// The bridge ratio in V/V at a pressure.
    public func ratio(pressure: Pressure) -> Double {
        (pressure.pascals * plateArea + tare) / capacity * sensitivity
    }
}
