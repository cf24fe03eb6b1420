public import Configuration

/// Simulates every published target and holds the results against it.
public struct ValidationRun: Sendable {
    public let targets: [PublishedTarget]
    let shelf: CellShelf
    /// Cells that the report shows beside the targets.
    let shownCells: [CellDescription]

    /// Reads the published results and every cell they name.
    ///
    /// - Parameters:
    ///   - configs: Folder of the configuration files.
    ///   - numbers: Targets to run; all when empty.
    /// - Throws: ``ConfigurationError`` with what is wrong in the files.
    public init(configs: String, numbers: [Int] = []) throws(ConfigurationError) {
        let file = try PublishedResults(contentsOf: configs + "/Validation/published.toml")
        let targets = file.targets.filter {
            numbers.isEmpty || numbers.contains($0.number)
        }
        try self.init(PublishedResults(targets: targets, shownCells: file.shownCells))
    }

    /// - Throws: ``ConfigurationError`` with what is wrong in the cells the targets name.
    public init(_ published: PublishedResults) throws(ConfigurationError) {
        targets = published.targets
        shelf = try CellShelf(for: published.targets)
        var cells: [CellDescription] = []
        for file in published.shownCells { cells.append(try CellDescription(contentsOf: file)) }
        shownCells = cells
    }

    /// Runs the targets one after another, the same each time.
    ///
    /// - Parameter progress: Called with each target before it runs.
    public func results(progress: (PublishedTarget) -> Void = { _ in }) -> [TargetResult] {
        targets.map { target in
            progress(target)
            return TargetResult(
                target: target,
                points: target.points.map {
                    PointResult(point: $0, simulated: simulated($0))
                })
        }
    }

    /// The simulated counterpart of a published figure, SI.
    private func simulated(_ point: PublishedPoint) -> Double {
        let cell = shelf.cell(point.cell)
        let conditions = point.conditions
        switch point.quantity {
        case .voidHeight: return FaradaySwelling.voidHeight(cell, conditions)
        case .stackGrowth: return FaradaySwelling.stackGrowth(cell, conditions)
        case .strippingLimit: return StrippingLimit.current(cell, conditions)
        case .sustainingPressure: return StrippingLimit.pressure(cell, conditions)
        case .contactAfterStripping: return StrippingLimit.contactFraction(cell, conditions)
        case .cellResistance: return Compression.resistance(cell, conditions)
        case .timeToShort: return TimeToShort.time(cell, conditions)
        case .creepRate: return LithiumCreepRate.rate(cell, conditions)
        case .pressureRise: return ConstantGap.rise(cell, conditions)
        case .pressureSlope: return ConstantGap.slope(cell, conditions)
        case .pressureSlopeRatio:
            guard let reference = point.referenceCell else { return .nan }
            return ConstantGap.slope(cell, conditions)
                / ConstantGap.slope(shelf.cell(reference), conditions)
        case .cathodeResistance: return InterfacePressure.cathode(cell, conditions)
        case .anodeResistance: return InterfacePressure.anode(cell, conditions)
        case .contactExponent: return InterfacePressure.contactExponent(cell, conditions)
        case .cathodePressureExponent: return InterfacePressure.cathodeExponent(cell, conditions)
        case .anodePressureExponent: return InterfacePressure.anodeExponent(cell, conditions)
        case .conductivityRatio: return Conductivity.ratio(cell, conditions)
        case .openCircuitPressure: return OpenCircuitPressure.slope(cell, conditions)
        case .retention: return CapacityRetention.retention(cell, conditions)
        }
    }
}
