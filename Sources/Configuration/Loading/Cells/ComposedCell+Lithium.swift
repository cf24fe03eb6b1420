import CellModel

/// What metal does at the anode: loss of contact, plating, intrusion.
extension ComposedCell {
    func readContact() -> ContactDynamics {
        let table = derived("contact")
        let metal = composition?.anode.metal
        let stripping = composition.flatMap { $0.anodeIsMetal ? $0.facing.stripping : nil }
        let isActive =
            table.table?.optionalBoolean("active")
            ?? (metal != nil && stripping != nil || table.isPresent)
        guard isActive else { return .inactive }
        let area = composition?.architecture.areaFactor ?? 1
        let anode = "metal of \(composition?.anode.reference.slug ?? "")"
        let folded = area == 1 ? "" : ", times \(shortText(area)) of area over footprint"
        let how = "stripping of \(composition?.facing.reference.slug ?? "")" + folded
        return ContactDynamics(
            isActive: true,
            voidHeight: table.value(
                "void_height", .length, unit: "um", in: 1e-7...1e-3,
                derived: metal.map { $0.voidHeight * area }, anode + folded),
            sustainableCurrent: table.value(
                "sustainable_current", .currentDensity, unit: "mA/cm2", in: 1e-4...1e4,
                derived: stripping.map { $0.sustainableCurrent * area }, how),
            pressureExponent: table.value(
                "pressure_exponent", .ratio, unit: "1", in: 0.1...3,
                derived: stripping?.pressureExponent, how),
            activationEnergy: table.value(
                "activation_energy", .molarEnergy, unit: "kJ/mol", in: 0...2e5,
                derived: stripping?.activationEnergy, how),
            platingEfficiency: table.value(
                "plating_efficiency", .ratio, unit: "1", in: 0...1,
                derived: metal?.platingEfficiency, anode),
            unrecoverableFraction: table.value(
                "unrecoverable_fraction", .ratio, unit: "1", in: 0...1,
                derived: metal?.unrecoverableFraction, anode))
    }

    func readPlating() -> PlatingLimit {
        let table = derived("plating")
        let known = composition.flatMap { $0.anodeIsMetal ? $0.facing.plating : nil }
        if known == nil, !table.isPresent { return .none }
        var critical = known?.criticalCurrent
        var how = "plating of \(composition?.facing.reference.slug ?? "")"
        if let treatment = composition?.anodeTreatment {
            if let replaced = treatment.criticalCurrent {
                critical = replaced
                how = "critical current of \(treatment.reference.slug)"
            } else if let factor = treatment.criticalCurrentFactor {
                critical = critical.map { $0 * factor }
                how += ", times \(shortText(factor)) of \(treatment.reference.slug)"
            }
        }
        let area = composition?.architecture.areaFactor ?? 1
        if area != 1 { how += ", times \(shortText(area)) of area over footprint" }
        return PlatingLimit(
            criticalCurrent: table.value(
                "critical_current", .currentDensity, unit: "mA/cm2", in: 1e-3...1e6,
                derived: critical.map { $0 * area }, how),
            activationEnergy: table.value(
                "activation_energy", .molarEnergy, unit: "eV", in: 0...2e5,
                derived: known?.activationEnergy, how),
            thresholdCapacity: table.value(
                "threshold_capacity", .arealCapacity, unit: "mAh/cm2", in: 1...1e8,
                derived: known.map { $0.thresholdCapacity * area } ?? .infinity, how),
            rateAtLimit: table.value(
                "rate_at_limit", .rate, unit: "1/h", in: 0...1, derived: known?.rateAtLimit, how),
            sharpness: table.value(
                "sharpness", .ratio, unit: "1", in: 1e-3...10, derived: known?.sharpness, how))
    }

    func readIntrusion() -> LithiumIntrusion {
        let table = derived("intrusion")
        let known = composition.flatMap { $0.anodeIsMetal ? $0.facing.intrusion : nil }
        if known == nil, !table.isPresent { return .none }
        let how = "intrusion of \(composition?.facing.reference.slug ?? "")"
        return LithiumIntrusion(
            timeAtZeroPressure: table.value(
                "time_at_zero_pressure", .duration, unit: "h", in: 1...1e12,
                derived: known?.timeAtZeroPressure, how),
            pressureScale: table.value(
                "pressure_scale", .pressure, unit: "MPa", in: 1e4...1e9,
                derived: known?.pressureScale, how))
    }
}
