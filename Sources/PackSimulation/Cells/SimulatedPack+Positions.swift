import CellModel

/// Positions of the series string: how their cells share the current, and what they look like from
/// outside.
extension SimulatedPack {
    /// Positions in series.
    public var positionCount: Int { bleedCurrents.count }

    /// The cells of a position.
    public func cells(at position: Int) -> Range<Int> {
        position * parallelCount..<(position + 1) * parallelCount
    }

    /// The cell of a position that carries its thermometer: the middle one.
    public func sensedCell(position: Int) -> Int {
        position * parallelCount + (parallelCount - 1) / 2
    }

    // MARK: - Sharing the current

    /// Sets what flows through each cell, given what flows through the string.
    ///
    /// At an instant every cell is V_k = E_k + I_k R_k, an internal short included. One voltage V
    /// for all and Σ I_k = I give V = (I + Σ E_k/R_k) / Σ 1/R_k and I_k = (V − E_k) / R_k, so cells
    /// charge one another even while nothing flows outside.
    mutating func splitCurrent(_ current: Double) {
        guard parallelCount > 1 else {
            for index in cells.indices { currents[index] = current - bleedCurrents[index] }
            return
        }
        for position in 0..<positionCount {
            let members = cells(at: position)
            // From the first cell's E, so that differences of millivolts keep their digits.
            let base = cells[members.lowerBound].sourceVoltage
            var conductance = 0.0
            var sum = current - bleedCurrents[position]
            for index in members {
                let own = 1 / cells[index].terminalResistance
                conductance += own
                sum += (cells[index].sourceVoltage - base) * own
            }
            let voltage = sum / conductance
            for index in members {
                currents[index] =
                    (voltage - (cells[index].sourceVoltage - base))
                    / cells[index].terminalResistance
            }
        }
    }

    /// Makes currents and terminals agree after time has passed: the cells of a position end on one
    /// voltage.
    mutating func equalise(current: Double) {
        guard parallelCount > 1 else { return }
        updateTerminals(cells.indices)
        splitCurrent(current)
        updateTerminals(cells.indices)
    }

    // MARK: - What sensors and checkers see

    /// Voltage of a position, V.
    public func voltage(position: Int) -> Double {
        cells[position * parallelCount].terminalVoltage
    }

    /// Charge of a position's cells over their capacity.
    public func stateOfCharge(position: Int) -> Double {
        guard parallelCount > 1 else { return cells[position].stateOfCharge }
        var charge = 0.0
        var capacity = 0.0
        for index in cells(at: position) {
            charge += cells[index].storedCharge
            capacity += cells[index].capacity
        }
        return charge / capacity
    }

    /// Mean contact fraction of a position's cells.
    public func contactFraction(position: Int) -> Double {
        guard parallelCount > 1 else { return cells[position].contactFraction }
        var sum = 0.0
        for index in cells(at: position) { sum += cells[index].contactFraction }
        return sum / Double(parallelCount)
    }

    /// What a step in current meets at once at a position, Ω: R₀, less what internal shorts let by.
    public func seriesResistance(position: Int) -> Double {
        guard parallelCount > 1 else { return cells[position].terminalResistance }
        var conductance = 0.0
        for index in cells(at: position) { conductance += 1 / cells[index].terminalResistance }
        return 1 / conductance
    }

    /// The interfaces' part of R₀ of a position, Ω.
    public func interfaceResistance(position: Int) -> Double {
        guard parallelCount > 1 else { return cells[position].interfaceResistance }
        var conductance = 0.0
        for index in cells(at: position) { conductance += 1 / cells[index].interfaceResistance }
        return 1 / conductance
    }

    /// What the thermometer of a position touches, K.
    public func sensedTemperature(position: Int) -> Double {
        surfaceTemperature(cell: sensedCell(position: position))
    }

    /// The warmest surface of a position, K, with a thermometer or without.
    public func highestTemperature(position: Int) -> Double {
        var highest = -Double.infinity
        for index in cells(at: position) { highest = max(highest, surfaceTemperature(cell: index)) }
        return highest
    }

    /// Sum of the voltages of all positions, V.
    public var voltage: Double {
        var sum = 0.0
        for position in 0..<positionCount { sum += voltage(position: position) }
        return sum
    }

    /// Highest less lowest voltage of a position, V.
    public var voltageSpread: Double {
        var lowest = Double.infinity
        var highest = -Double.infinity
        for position in 0..<positionCount {
            lowest = min(lowest, voltage(position: position))
            highest = max(highest, voltage(position: position))
        }
        return highest - lowest
    }

    /// Sum of the series resistances, Ω: what a step in current meets at once.
    public var seriesResistance: Double {
        var sum = 0.0
        for position in 0..<positionCount { sum += seriesResistance(position: position) }
        return sum
    }
}
