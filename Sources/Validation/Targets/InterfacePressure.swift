import CellModel
import Configuration

/// How the two interfaces of a cell answer to pressure and to contact area.
enum InterfacePressure {
    /// Resistance of the composite cathode, Ω m².
    static func cathode(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature else {
            return .nan
        }
        return TestCell(cell, pressure: pressure, temperature: temperature).cathodeResistance
    }

    /// Resistance between anode and electrolyte, Ω m².
    static func anode(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let pressure = conditions.pressure, let temperature = conditions.temperature else {
            return .nan
        }
        return TestCell(cell, pressure: pressure, temperature: temperature).anodeResistance
    }

    /// n of R ∝ pⁿ at the cathode, fitted to fresh cells over a sweep of pressure.
    static func cathodeExponent(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        pressureExponent(conditions) { cathode(cell, $0) }
    }

    /// n of R ∝ pⁿ at the anode.
    static func anodeExponent(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        pressureExponent(conditions) { anode(cell, $0) }
    }

    private static func pressureExponent(
        _ conditions: TestConditions, _ resistance: (TestConditions) -> Double
    ) -> Double {
        guard let first = conditions.pressure, let last = conditions.finalPressure else {
            return .nan
        }
        return PowerLawFit.exponent(
            PowerLawFit.sweep(from: first, to: last).map { pressure in
                var conditions = conditions
                conditions.pressure = pressure
                return (pressure, resistance(conditions))
            })
    }

    /// n of R ∝ Aⁿ at the anode, fitted to cells whose contact is partly lost; with the
    /// constriction of the current at what remains.
    static func contactExponent(_ cell: CellDescription, _ conditions: TestConditions) -> Double {
        guard let least = conditions.contactFraction, let pressure = conditions.pressure,
            let temperature = conditions.temperature
        else { return .nan }
        return PowerLawFit.exponent(
            PowerLawFit.sweep(from: least, to: 1).map { contact in
                let test = TestCell(
                    cell, pressure: pressure, temperature: temperature, contactFraction: contact)
                return (contact, test.anodeResistance)
            })
    }
}
