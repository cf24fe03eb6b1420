public import CellModel
public import Quantities

/// Cells pressed together in one fixture, with the load cell that weighs the pressure.
public struct StackDescription: Sendable, Equatable {
    public var name: String
    /// Indices of its positions from 0, counted from the most negative one of the pack; all in
    /// series, each of one cell or several in parallel.
    public var cells: Range<Int>
    public var fixture: FixtureDescription
    /// How heat leaves and crosses the stack.
    public var thermal: StackThermal
    public var loadCell: LoadCellDescription
    /// The bridge converter that reads the load cell.
    public var pressureSensor: DeviceDescription

    public init(
        name: String, cells: Range<Int>, fixture: FixtureDescription,
        thermal: StackThermal = StackThermal(), loadCell: LoadCellDescription,
        pressureSensor: DeviceDescription
    ) {
        self.name = name
        self.cells = cells
        self.fixture = fixture
        self.thermal = thermal
        self.loadCell = loadCell
        self.pressureSensor = pressureSensor
    }
}

/// The press around a stack.
public struct FixtureDescription: Sendable, Equatable {
    /// Words of pack files for the kinds of a press.
    public typealias Kind = StackFixture.Kind

    /// Kind, preload and stiffness: what the estimator knows as well.
    public var mechanics: StackFixture
    /// Expansion of the whole stack against its frame, m/K.
    public var thermalExpansion: Double
    public var settling: Settling

    public init(
        mechanics: StackFixture,
        thermalExpansion: Double = StackMechanics.assumedThermalExpansion,
        settling: Settling = .zhang2017
    ) {
        self.mechanics = mechanics
        self.thermalExpansion = thermalExpansion
        self.settling = settling
    }

    /// How the press answers when the stack grows.
    public var kind: Kind { mechanics.kind }

    /// The press as it is, beyond what the estimator knows.
    public var stackMechanics: StackMechanics {
        StackMechanics(
            fixture: mechanics, thermalExpansion: thermalExpansion, settling: settling)
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
    /// Force shown with nothing pressed, N; 0 while nobody knows.
    public var tare: Double
    /// Whether the file gives ``tare``; otherwise it is to be taken at the rig.
    public var isTareKnown: Bool
    /// Pressures between which the chain was calibrated.
    public var calibratedRange: ClosedRange<Pressure>
    /// The last day on which the calibration counts; `nil`: the file names none.
    public var calibratedUntil: CalendarDay?

    /// - Parameter tare: `nil`: to be taken at the rig.
    public init(
        capacity: Double, sensitivity: Double, plateArea: Double, tare: Double?,
        calibratedRange: ClosedRange<Pressure>, calibratedUntil: CalendarDay? = nil
    ) {
        self.capacity = capacity
        self.sensitivity = sensitivity
        self.plateArea = plateArea
        self.tare = tare ?? 0
        isTareKnown = tare != nil
        self.calibratedRange = calibratedRange
        self.calibratedUntil = calibratedUntil
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
