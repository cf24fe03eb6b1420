import CellModel

/// The press around a stack, which cell files and cycling scenarios describe alike.
extension TableReader {
    /// Kind, preload, stiffness, and what the stack does in it; nil after problems with the kind.
    func fixture() -> FixtureDescription? {
        let kind: FixtureDescription.Kind? = choice("kind")
        let preload = value("preload", .pressure, in: 0...1e9)
        var stiffness = 0.0
        if kind != .constantPressure {
            stiffness = value("stiffness", .stiffness, in: 1e6...1e14)
        } else if let given = optionalValue("stiffness", .stiffness, in: 0...1e14), given != 0 {
            add("stiffness", "a constant pressure has no stiffness", allowed: "0")
        }
        let expansion = thermalExpansion()
        let settling = settling()
        return kind.map {
            FixtureDescription(
                mechanics: StackFixture(kind: $0, preload: preload, stiffness: stiffness),
                thermalExpansion: expansion, settling: settling)
        }
    }

    /// Expansion of the whole stack against its frame, m/K.
    func thermalExpansion() -> Double {
        value(
            "thermal_expansion", .thermalExpansion, in: -1e-4...1e-4,
            default: StackMechanics.assumedThermalExpansion)
    }

    /// How the stack settles; not at all after a problem.
    func settling() -> Settling {
        let standard = Settling.zhang2017
        let rate = value("settling_rate", .lengthRate, in: 0...1e-6, default: standard.rate)
        let pressure = value(
            "settling_pressure", .pressure, in: 1e3...1e9, default: standard.referencePressure)
        let exponent = value(
            "settling_exponent", .ratio, in: 0...10, default: standard.exponent)
        // Not-a-number after a problem.
        guard rate >= 0, pressure > 0, exponent >= 0 else { return .none }
        return Settling(rate: rate, referencePressure: pressure, exponent: exponent)
    }
}
