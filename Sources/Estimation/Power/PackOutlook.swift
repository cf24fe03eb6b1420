public import CellModel
public import Quantities

/// What a pack can give and take, for how long, and what has become of its cells: state of power,
/// of energy and of health, from estimates.
///
/// In each step: set what is known of stacks and cells, call ``step(current:interval:)``, read the
/// results. Everything not set again counts as missing. Nothing allocates after `init`.
///
/// The limits of current are those of all cells and stacks in every step, so they fall at once.
/// What changes slowly is refreshed in turn: one cell's polarisation, energy and health per step,
/// and the voltage that turns a current into a power for one horizon per step.
public struct PackOutlook: Sendable {
    public let limits: OperatingLimits
    public let settings: PredictionSettings
    /// Cells in series, and stacks.
    public let cellCount: Int
    public let stackCount: Int

    /// The limits of current found last.
    public private(set) var power = PowerLimits.unknown
    /// Charge, energy and time left, as found last.
    public private(set) var energy = EnergyOutlook()

    let designs: [Shared<CellParameters>]
    private let storeOfCell: [Int]
    private let stores: [StoredEnergy]
    private let stackOfCell: [Int]
    private let fixtures: [StackFixture]
    private var cells: [CellOutlook]
    private var isSet: [Bool]
    private var stacks: [StackOutlook]
    private var healths: [CellHealth]
    private var toEmpty: [CellReserve]
    private var toFull: [CellReserve]
    /// The cell whose turn it is.
    private var turn = 0
    private var hasBegun = false
    private var horizonTurn = PowerHorizon.twoSeconds
    /// The cell that bound last, by direction: asked first, so that others mostly need no search.
    private var lastBound = (charge: 0, discharge: 0)
    /// Lowest voltage of the pack within each horizon, V, by direction; 0 until known.
    private var lowestVoltage: (charge: InlineArray<3, Double>, discharge: InlineArray<3, Double>)

    /// - Parameters:
    ///   - cells: One design per cell, in the order of the pack.
    ///   - stackOfCell: For each cell the index of its fixture.
    ///   - fixtures: One per stack.
    ///   - limits: The same for every cell.
    public init(
        cells designs: [CellParameters], stackOfCell: [Int], fixtures: [StackFixture],
        limits: OperatingLimits, settings: PredictionSettings = PredictionSettings()
    ) {
        precondition(designs.count == stackOfCell.count, "Every cell needs its stack's index.")
        precondition(
            stackOfCell.allSatisfy { fixtures.indices.contains($0) },
            "The stack of a cell must be one of the fixtures.")
        self.limits = limits
        self.settings = settings
        self.stackOfCell = stackOfCell
        self.fixtures = fixtures
        self.designs = designs.map { Shared($0) }
        cellCount = designs.count
        stackCount = fixtures.count
        var stores: [StoredEnergy] = []
        storeOfCell = designs.map { design in
            let store = StoredEnergy(design.openCircuit)
            if let index = stores.firstIndex(where: { $0 == store }) { return index }
            stores.append(store)
            return stores.count - 1
        }
        self.stores = stores
        cells = Array(repeating: CellOutlook(), count: cellCount)
        isSet = Array(repeating: false, count: cellCount)
        stacks = Array(repeating: StackOutlook(), count: stackCount)
        healths = Array(repeating: CellHealth(), count: cellCount)
        toEmpty = Array(repeating: CellReserve(), count: cellCount)
        toFull = Array(repeating: CellReserve(), count: cellCount)
        lowestVoltage = (InlineArray(repeating: 0), InlineArray(repeating: 0))
    }

    /// The health of a cell, at most as many steps old as the pack has cells.
    public func health(cell: Int) -> CellHealth { healths[cell] }

    // MARK: What is known in this step

    /// Sets the pressure of a stack, measured and as the model expects it before any bias. Comes
    /// before its cells.
    public mutating func setStack(
        _ stack: Int, pressure: Reading<Pressure>, expected: Pressure
    ) {
        stacks[stack].begin()
        stacks[stack].measured = pressure.value?.pascals
        stacks[stack].expected = expected.pascals
    }

    /// Sets what is believed and measured of a cell. Comes after its stack.
    public mutating func setCell(
        _ cell: Int, estimate: CellEstimate, temperature: Reading<Temperature>
    ) {
        let design = designs[cell]
        let settings = settings
        let surface = temperature.value?.kelvins
        let stack = stackOfCell[cell]
        let stiffness = fixtures[stack].stiffness
        let perCharge = design.read {
            cells[cell].take(
                estimate, surface: surface, parameters: $0, settings: settings,
                isDue: cell == turn)
            return stiffness * $0.layerCount
                * $0.swelling.slope(
                    stateOfCharge: estimate.stateOfCharge, arealCapacity: $0.arealCapacity)
        }
        isSet[cell] = true
        let spread = perCharge * estimate.stateOfChargeDeviation
        stacks[stack].pressurePerCharge += perCharge / cells[cell].capacityLow
        stacks[stack].variance += spread * spread
        stacks[stack].biasSum += estimate.pressureBias
        stacks[stack].biasCount += 1
        stacks[stack].biasDeviation = max(
            stacks[stack].biasDeviation, estimate.pressureBiasDeviation)
        if estimate.mechanicalChannel == .distrusted { stacks[stack].isDistrusted = true }
        if cell == turn || !hasBegun {
            let pressure = stacks[stack].measured ?? stacks[stack].expected
            healths[cell] = CellHealth(
                estimate, temperature: cells[cell].temperature, pressure: pressure,
                parameters: design.value, settings: settings)
        }
    }

    // MARK: Step

    /// Finds limits and reserves from what has been set.
    ///
    /// - Parameters:
    ///   - current: Of the pack since the last step, positive charges.
    ///   - interval: s since the last step; 0 or more.
    public mutating func step(current: Reading<Current>, interval: Double) {
        let amperes = current.value?.amperes
        for cell in 0..<cellCount where !isSet[cell] { cells[cell].isUsable = false }
        follow(amperes, interval: interval)
        findLimits()
        findPower()
        findReserves()
        for cell in 0..<cellCount { isSet[cell] = false }
        hasBegun = true
        turn = turn + 1 < cellCount ? turn + 1 : 0
    }

    /// The mean current, and the charge plated in one go. What a cell has been given before the
    /// first step nobody knows: all of its charge, at most.
    private mutating func follow(_ amperes: Double?, interval: Double) {
        let moved = interval > 0 && interval < 1e6 ? (amperes ?? 0) * interval : 0
        for cell in 0..<cellCount where cells[cell].isUsable {
            let most = max(0, cells[cell].chargeHigh) * cells[cell].capacity
            let plated = cells[cell].platedCharge + moved
            cells[cell].platedCharge = plated.isNaN ? most : max(0, min(plated, most))
        }
        guard let amperes, amperes.isFinite else { return }
        let before = energy.meanCurrent ?? amperes
        let share =
            interval > 0 ? 1 - Double.exp(-min(interval, 1e6) / settings.meanCurrentTime) : 0
        energy.meanCurrent = before + share * (amperes - before)
    }

    private mutating func findLimits() {
        for stack in 0..<stackCount { stacks[stack].findBounds(settings) }
        let found = limitsFound()
        power.charge = found.charge
        power.discharge = found.discharge
        if case .cell(let cell) = found.charge.sixtySeconds.place { lastBound.charge = cell }
        if case .cell(let cell) = found.discharge.sixtySeconds.place {
            lastBound.discharge = cell
        }
    }

    /// The limits of both directions. Changes nothing, so that cells need not be copied.
    private func limitsFound() -> (charge: HorizonLimits, discharge: HorizonLimits) {
        var charge = PowerSearch(sign: 1, limits: limits, settings: settings)
        var discharge = PowerSearch(sign: -1, limits: limits, settings: settings)
        for stack in 0..<stackCount {
            stacks[stack].lower(&charge, index: stack)
            stacks[stack].lower(&discharge, index: stack)
        }
        // Those that bound last, then all: most of them then need no search.
        ask(lastBound.charge, &charge)
        ask(lastBound.discharge, &discharge)
        for cell in 0..<cellCount {
            // One after the other: inlined into one body this takes half as long again.
            ask(cell, &charge)
            ask(cell, &discharge)
        }
        charge.found.keepDescending()
        discharge.found.keepDescending()
        return (charge.found, discharge.found)
    }

    private func ask(_ cell: Int, _ search: inout PowerSearch) {
        guard cell < cellCount else { return }
        let pressure = stacks[stackOfCell[cell]].lowest
        designs[cell].read {
            search.lower(cell: cells[cell], index: cell, parameters: $0, pressure: pressure)
        }
    }

    // MARK: Power

    /// Watts from amperes by the lowest voltage of the pack within the horizon: no load of that
    /// constant power draws more than the current, and no charger supplies more.
    private mutating func findPower() {
        refreshVoltage(of: horizonTurn)
        if hasBegun {
            horizonTurn = PowerHorizon(rawValue: horizonTurn.rawValue + 1) ?? .twoSeconds
        } else {
            refreshVoltage(of: .tenSeconds)
            refreshVoltage(of: .sixtySeconds)
        }
        for horizon in PowerHorizon.allHorizons {
            let index = horizon.rawValue
            power.charge[horizon].power =
                power.charge[horizon].current * lowestVoltage.charge[index]
            power.discharge[horizon].power =
                power.discharge[horizon].current * lowestVoltage.discharge[index]
        }
    }

    private mutating func refreshVoltage(of horizon: PowerHorizon) {
        let discharging = power.discharge[horizon].current
        let curve = settings.deviations * settings.openCircuitDeviation
        var atCharge = 0.0
        var atDischarge = 0.0
        for cell in 0..<cellCount where cells[cell].isUsable {
            let outlook = cells[cell]
            // At rest, and without the polarisation that helps: whatever part of the limit flows,
            // the voltage is no lower.
            atCharge +=
                outlook.openCircuitVoltage - curve + min(0, outlook.fastVoltage)
                + min(0, outlook.slowVoltage)
            let pressure = stacks[stackOfCell[cell]].expected
            atDischarge += designs[cell].read {
                CellVoltage(
                    outlook, sign: -1, horizon: horizon, parameters: $0, pressure: pressure,
                    settings: settings
                ).worst(at: discharging, outlook, $0)
            }
        }
        lowestVoltage.charge[horizon.rawValue] = atCharge > 0 ? atCharge : 0
        lowestVoltage.discharge[horizon.rawValue] = atDischarge > 0 ? atDischarge : 0
    }

    // MARK: Reserves

    private mutating func findReserves() {
        for cell in 0..<cellCount where !cells[cell].isUsable {
            let mean = energy.meanCurrent
            energy = EnergyOutlook()
            energy.meanCurrent = mean
            return
        }
        let mean = energy.meanCurrent ?? 0
        let isWorthwhile =
            mean.magnitude >= settings.meanCurrentRate * designs[turn].read { $0.capacity } / 3600
        let charging = isWorthwhile ? max(0, mean) : 0
        let discharging = isWorthwhile ? max(0, -mean) : 0
        let refreshed = hasBegun && energy.chargeToEmpty != nil ? turn...turn : 0...(cellCount - 1)
        for cell in refreshed {
            designs[cell].read {
                toEmpty[cell].findCharge(
                    cells[cell], sign: -1, current: discharging, limits: limits, parameters: $0)
                toFull[cell].findCharge(
                    cells[cell], sign: 1, current: charging, limits: limits, parameters: $0)
            }
        }
        let empty = Self.least(toEmpty)
        let full = Self.least(toFull)
        for cell in refreshed {
            let store = stores[storeOfCell[cell]]
            toEmpty[cell].findEnergy(
                of: empty, cells[cell], sign: -1, current: discharging, store: store)
            toFull[cell].findEnergy(
                of: full, cells[cell], sign: 1, current: charging, store: store)
        }
        energy.chargeToEmpty = empty
        energy.chargeToFull = full
        energy.energyToEmpty = Self.sum(toEmpty)
        energy.energyToFull = Self.sum(toFull)
        energy.timeToEmpty = discharging > 0 ? empty.scaled(by: 1 / discharging) : nil
        energy.timeToFull = charging > 0 ? full.scaled(by: 1 / charging) : nil
    }

    private static func least(_ reserves: [CellReserve]) -> BoundedValue {
        var least = reserves[0].charge
        for index in reserves.indices.dropFirst() {
            let one = reserves[index].charge
            least.value = min(least.value, one.value)
            least.low = min(least.low, one.low)
            least.high = min(least.high, one.high)
        }
        return least
    }

    private static func sum(_ reserves: [CellReserve]) -> BoundedValue {
        var sum = BoundedValue(value: 0, low: 0, high: 0)
        for index in reserves.indices {
            sum.value += reserves[index].energy.value
            sum.low += reserves[index].energy.low
            sum.high += reserves[index].energy.high
        }
        return sum
    }
}
