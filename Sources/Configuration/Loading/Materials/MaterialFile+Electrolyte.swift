import CellModel

extension MaterialFile {
    /// A solid electrolyte, or what takes its place.
    func electrolyte() -> ElectrolyteMaterial? {
        let family: ElectrolyteMaterial.Family? = root.choice("family")
        let (law, grainBoundaryRatio) = readConductivity()
        let concentration = readTransference()
        let stability = readStability()
        let interface = root.table("interface").interface(withSpacing: true)
        let interfaces = byAnode("interface_with") { $0.interface(withSpacing: true) }
        let interphase = root.table("interphase").interphase()
        let interphases = byAnode("interphase_with") { $0.interphase() }
        let stripping = root.optionalTable("stripping").map {
            ElectrolyteMaterial.Stripping(
                sustainableCurrent: $0.value(
                    "sustainable_current", .currentDensity, in: 1e-4...1e4),
                pressureExponent: $0.value("pressure_exponent", .ratio, in: 0.1...3),
                activationEnergy: $0.value("activation_energy", .molarEnergy, in: 0...2e5))
        }
        let plating = root.optionalTable("plating").map {
            PlatingLimit(
                criticalCurrent: $0.value("critical_current", .currentDensity, in: 1e-3...1e6),
                activationEnergy: $0.value("activation_energy", .molarEnergy, in: 0...2e5),
                thresholdCapacity: $0.optionalValue(
                    "threshold_capacity", .arealCapacity, in: 1...1e8)
                    ?? .infinity,
                rateAtLimit: $0.value("rate_at_limit", .rate, in: 0...1),
                sharpness: $0.value("sharpness", .ratio, in: 1e-3...10))
        }
        let intrusion = root.optionalTable("intrusion").map {
            LithiumIntrusion(
                timeAtZeroPressure: $0.value("time_at_zero_pressure", .duration, in: 1...1e12),
                pressureScale: $0.value("pressure_scale", .pressure, in: 1e4...1e9))
        }
        let operation = root.table("operation").range(
            "temperature_minimum", "temperature_maximum", .temperature, in: 150...700)
        root.finish()
        guard let family, let law, let stability, let operation else { return nil }
        return ElectrolyteMaterial(
            reference: reference, family: family, conductivity: law,
            grainBoundaryRatio: grainBoundaryRatio, concentration: concentration,
            stability: stability, interface: interface, interfaces: interfaces,
            interphase: interphase, interphases: interphases, stripping: stripping,
            plating: plating, intrusion: intrusion, operation: operation)
    }

    private func readConductivity() -> (ConductivityLaw?, Double) {
        let table = root.table("conductivity")
        let ratio = table.optionalValue("grain_boundary_ratio", .ratio, in: 0...1e4) ?? 0
        switch table.choice("law", [("arrhenius", false), ("vogel", true)]) {
        case false:
            let law = ConductivityLaw.arrhenius(
                reference: table.value("conductivity", .conductivity, in: 1e-8...100),
                activationEnergy: table.value("activation_energy", .molarEnergy, in: 0...2e5))
            return (law, ratio)
        case true:
            let law = ConductivityLaw.vogel(
                prefactor: table.value("prefactor", .conductivity, in: 1e-3...1e6),
                slope: table.value("slope", .temperatureDifference, in: 10...1e4),
                zero: table.value("zero", .temperature, in: 50...300),
                kneeTemperature: table.value("knee_temperature", .temperature, in: 150...500),
                kneeEnergy: table.value("knee_energy", .molarEnergy, in: 0...3e5))
            return (law, ratio)
        case nil:
            return (nil, ratio)
        }
    }

    private func readTransference() -> ConcentrationPolarisation {
        guard let table = root.optionalTable("transference") else { return .none }
        let number = table.value("number", .ratio, in: 0.01...1)
        let diffusivity = table.value("salt_diffusivity", .diffusivity, in: 1e-18...1e-6)
        guard number > 0, diffusivity > 0 else { return .none }
        return ConcentrationPolarisation(transferenceNumber: number, saltDiffusivity: diffusivity)
    }

    private func readStability() -> ElectrolyteMaterial.Stability? {
        let table = root.table("stability")
        let limits = table.range("reduction_limit", "oxidation_limit", .voltage, in: 0...6)
        let withLithium: ElectrolyteMaterial.WithLithium? = table.choice("with_lithium")
        guard let limits, let withLithium else { return nil }
        if withLithium == .stable, limits.lowerBound > 0 {
            table.add(
                "with_lithium", "what is reduced above 0 V is not stable with lithium",
                found: "\(shortText(limits.lowerBound)) V as \"reduction_limit\"")
        }
        return ElectrolyteMaterial.Stability(
            reductionLimit: limits.lowerBound, oxidationLimit: limits.upperBound,
            withLithium: withLithium)
    }

    private func byAnode<Value>(
        _ key: String, _ read: (TableReader) -> Value
    ) -> [(anode: String, Value)] {
        guard let table = root.optionalTable(key) else { return [] }
        return table.keys.map { ($0, read(table.table($0))) }
    }
}
