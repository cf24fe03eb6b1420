import CellModel

/// What must not be built, or not without saying why.
extension ComposedCell {
    func refuseWhatCannotWork(
        _ composition: Composition, _ parameters: CellParameters, _ physics: CellPhysics,
        _ fixture: FixtureDescription, _ refusals: Refusals
    ) {
        refuseTreatments(composition, refusals)
        refuseReduction(composition, physics, refusals)
        refuseOxidation(composition, physics, refusals)
        refuseTemperatures(composition, refusals)
        refuseVoltages(composition, parameters.openCircuit, refusals)
        refusePressures(composition, parameters, physics, fixture, refusals)
        refusals.finish()
    }

    private func refuseTreatments(_ composition: Composition, _ refusals: Refusals) {
        let treatments: [(String, TreatmentMaterial.Side, TreatmentMaterial?)] = [
            ("anode_treatment", .anode, composition.anodeTreatment),
            ("cathode_treatment", .cathode, composition.cathodeTreatment),
        ]
        for case (let key, let side, let treatment?) in treatments {
            if treatment.side != side {
                refusals.refuse(
                    .treatmentDoesNotApply, "composition.\(key)",
                    "\(treatment.reference.name) belongs on the \(treatment.side.rawValue)",
                    found: treatment.reference.slug, allowed: "a treatment of the \(side.rawValue)")
            }
            if !treatment.applies(to: composition.electrolyte) {
                refusals.refuse(
                    .treatmentDoesNotApply, "composition.\(key)",
                    "\(treatment.reference.name) was never shown on this electrolyte",
                    found: "\(composition.electrolyte.reference.slug), "
                        + composition.electrolyte.family.rawValue,
                    allowed: treatment.appliesTo.joined(separator: ", "))
            }
        }
    }

    private func refuseReduction(
        _ composition: Composition, _ physics: CellPhysics, _ refusals: Refusals
    ) {
        let facing = composition.facing
        guard facing.stability.withLithium == .reactive,
            composition.anodeTreatment?.preventsReduction != true
        else {
            return
        }
        let lowest = min(
            physics.anode.potential(physics.anodeFractionEmpty),
            physics.anode.potential(physics.anodeFractionFull))
        guard lowest < facing.stability.reductionLimit else { return }
        refusals.refuse(
            .reducedByAnode, "composition.electrolyte",
            "\(composition.anode.reference.name) reduces \(facing.reference.formula) to products "
                + "that conduct electrons, so the reaction never stops",
            found: "\(Self.hundredths(lowest)) V against lithium at the anode",
            allowed: "from \(shortText(facing.stability.reductionLimit)) V; an anode treatment or "
                + "interlayer that keeps the two apart")
    }

    private func refuseOxidation(
        _ composition: Composition, _ physics: CellPhysics, _ refusals: Refusals
    ) {
        guard let window, !composition.isHalfCell,
            composition.cathodeTreatment?.preventsOxidation != true
        else {
            return
        }
        let limit = max(
            composition.electrolyte.stability.oxidationLimit,
            composition.cathodeTreatment?.oxidationLimit ?? 0)
        // Charged to the end of its window, the cathode stands above the anode by that voltage.
        let highest = max(
            physics.cathode.potential(physics.cathodeFractionFull),
            window.voltage.upperBound + physics.anode.potential(physics.anodeFractionFull))
        guard highest > limit + 0.02 else { return }
        refusals.refuse(
            .oxidisedByCathode, "composition.electrolyte",
            "the charged \(composition.cathode.reference.name) oxidises "
                + composition.electrolyte.reference.formula,
            found: "\(Self.hundredths(highest)) V against lithium at the cathode",
            allowed: "up to \(shortText(limit)) V; a coating as cathode_treatment, a lower "
                + "voltage_maximum")
    }

    /// Volts as people read them: 4.2, not 4.20158.
    private static func hundredths(_ volts: Double) -> String {
        shortText((volts * 100).rounded() / 100)
    }

    private func refuseTemperatures(_ composition: Composition, _ refusals: Refusals) {
        guard let window else { return }
        var electrolytes = [composition.electrolyte]
        if let layer = composition.layer { electrolytes.append(layer.electrolyte) }
        for electrolyte in electrolytes {
            let bounds = electrolyte.operation
            let isCold = window.temperature.lowerBound < bounds.lowerBound - 1e-6
            guard isCold || window.temperature.upperBound > bounds.upperBound + 1e-6 else {
                continue
            }
            let crystallises = electrolyte.family == .polymer || electrolyte.family == .composite
            refusals.refuse(
                .outsideOperationTemperature,
                isCold ? "window.temperature_minimum" : "window.temperature_maximum",
                isCold && crystallises
                    ? "\(electrolyte.reference.formula) crystallises and hardly conducts"
                    : "\(electrolyte.reference.formula) is not used there",
                found: celsius(window.temperature), allowed: celsius(bounds))
        }
        if let metal = composition.anode.metal,
            window.temperature.upperBound >= metal.meltingTemperature
        {
            refusals.refuse(
                .outsideOperationTemperature, "window.temperature_maximum",
                "\(composition.anode.reference.name) melts", found: celsius(window.temperature),
                allowed: "below \(shortText(metal.meltingTemperature - 273.15)) degC")
        }
    }

    private func celsius(_ range: ClosedRange<Double>) -> String {
        "\(shortText(range.lowerBound - 273.15)) to \(shortText(range.upperBound - 273.15)) degC"
    }

    private func refuseVoltages(
        _ composition: Composition, _ openCircuit: OpenCircuitVoltage, _ refusals: Refusals
    ) {
        let samples = openCircuit.voltage.samples
        if !composition.isSymmetric, let first = samples.first, let last = samples.last,
            first <= 0 || last < first
        {
            refusals.refuse(
                .cathodeBelowAnode, "composition.cathode",
                "the cathode lies below the anode, or falls towards it on charging",
                found: "open circuit from \(shortText(first)) V empty to \(shortText(last)) V full",
                allowed: "a rising, positive open-circuit voltage")
        }
        guard let window else { return }
        let lowest = samples.min() ?? .nan
        let highest = samples.max() ?? .nan
        let allowed = window.voltage
        // A full cell may sit a few millivolts above the end of its charge curve.
        guard lowest < allowed.lowerBound - 0.02 || highest > allowed.upperBound + 0.02 else {
            return
        }
        refusals.refuse(
            .windowOutsideOpenCircuit, "window",
            "the open-circuit voltage leaves the voltage window",
            found: "\(shortText(lowest)) to \(shortText(highest)) V",
            allowed: "\(shortText(allowed.lowerBound)) to \(shortText(allowed.upperBound)) V")
    }

    private func refusePressures(
        _ composition: Composition, _ parameters: CellParameters, _ physics: CellPhysics,
        _ fixture: FixtureDescription, _ refusals: Refusals
    ) {
        let preload = fixture.mechanics.preload
        let swing =
            fixture.mechanics.stiffness * parameters.layerCount
            * parameters.swelling.perCharge * parameters.arealCapacity
        let lowest = preload + min(swing, 0)
        let highest = preload + max(swing, 0)
        if parameters.contact.isActive, preload < 1e5 {
            refusals.refuse(
                .noStackPressure, "fixture.preload",
                "without pressure nothing closes the voids that stripping leaves",
                found: "\(shortText(preload / 1e6)) MPa",
                allowed:
                    "from 0.1 MPa for \(composition.anode.reference.name) on a hard electrolyte")
        } else if lowest < 0 {
            refusals.refuse(
                .stackPressureLost, "fixture.preload",
                "the cell shrinks on charging until the press no longer touches it",
                found: "\(shortText(preload / 1e6)) MPa empty, \(shortText(-swing / 1e6)) MPa less "
                    + "when full",
                allowed: "a preload above \(shortText(-swing / 1e6)) MPa, a softer press")
        }
        let time = 1 / physics.intrusion.rate(pressure: highest)
        if time < 24 * 3600 {
            refusals.refuse(
                .lithiumSqueezedThrough, "fixture.preload",
                "stack pressure squeezes lithium through the pores of the separator",
                found: "\(shortText(highest / 1e6)) MPa when full shorts the cell within "
                    + "\(shortText((time / 3600 * 100).rounded() / 100)) h",
                allowed: "a day at least, below "
                    + "\(shortText((pressureForADay(physics.intrusion) / 1e5).rounded() / 10)) MPa")
        }
    }

    /// The pressure at which lithium takes a day to find a way through, Pa.
    private func pressureForADay(_ intrusion: LithiumIntrusion) -> Double {
        // exp(p/p_s) = t₀ / 1 day.
        var low = 0.0
        var high = 100 * intrusion.pressureScale
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if intrusion.rate(pressure: middle) * 24 * 3600 < 1 {
                low = middle
            } else {
                high = middle
            }
        }
        return low
    }
}
