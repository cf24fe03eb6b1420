import CellModel

/// The hosts of lithium and the diffusion in them.
extension ComposedCell {
    struct Hosts {
        /// Lithium fractions at 0 % and 100 % charge of the cell.
        var cathode: (empty: Double, full: Double)
        var anode: (empty: Double, full: Double)
        var particle: ParticleDiffusion?
        var hysteresis: VoltageHysteresis
    }

    func readHosts() -> Hosts? {
        let cathode = derived("cathode")
        let anode = derived("anode")
        let cathodeWindow = readWindow(
            cathode, composition?.cathode, composition?.cathodeWindow)
        let anodeWindow = readWindow(anode, composition?.anode, composition?.anodeWindow)
        if cathodeWindow.full >= cathodeWindow.empty {
            (cathode.table ?? root).add(
                cathode.isPresent ? "fraction_full" : "cathode",
                "not below \"fraction_empty\"; charging empties the host")
        }
        if anodeWindow.full <= anodeWindow.empty {
            (anode.table ?? root).add(
                anode.isPresent ? "fraction_full" : "anode",
                "not above \"fraction_empty\"; charging fills the host")
        }
        let particle = readParticle(cathode)
        let rate = composition.map { max($0.anode.hysteresis.rate, $0.cathode.hysteresis.rate) }
        let hysteresis =
            rate == 0 && !anode.has("hysteresis_rate")
            ? 0
            : anode.value(
                "hysteresis_rate", .ratio, unit: "1", in: 0...1e3, derived: rate,
                "hysteresis of the hosts")
        guard composition != nil, root.document.problems.isEmpty else { return nil }
        return Hosts(
            cathode: cathodeWindow, anode: anodeWindow, particle: particle,
            hysteresis: VoltageHysteresis(rate: hysteresis))
    }

    private func readWindow(
        _ table: DerivedTable, _ host: ElectrodeMaterial?,
        _ known: (empty: Double, full: Double)?
    ) -> (empty: Double, full: Double) {
        if host != nil, host?.window == nil, let known {
            // A metal has no lithium fraction; a file that gives one is told so.
            return known
        }
        let how = "window of \(host?.reference.slug ?? "")"
        let allowed = host?.halfCell.window ?? 0...1
        return (
            table.value(
                "fraction_empty", .ratio, unit: "1", in: allowed, derived: known?.empty, how),
            table.value(
                "fraction_full", .ratio, unit: "1", in: allowed, derived: known?.full, how)
        )
    }

    /// The grains of the cathode; none in a dense film or a metal.
    private func readParticle(_ table: DerivedTable) -> ParticleDiffusion? {
        let isDense = composition?.architecture.hasDenseCathode ?? false
        let known = isDense ? nil : composition?.cathode.particle
        let isGiven = table.has("particle_radius") || table.has("particle_diffusivity")
        guard known != nil || isGiven else { return nil }
        let how = "particle of \(composition?.cathode.reference.slug ?? "")"
        let radius = table.value(
            "particle_radius", .length, unit: "um", in: 1e-9...1e-4, derived: known?.radius, how)
        let diffusivity = table.value(
            "particle_diffusivity", .diffusivity, unit: "m2/s", in: 1e-21...1e-6,
            derived: known?.diffusivity, how)
        let energy = table.value(
            "particle_activation_energy", .molarEnergy, unit: "kJ/mol", in: 0...2e5,
            derived: known?.activationEnergy, how)
        guard radius > 0, diffusivity > 0 else { return nil }
        return ParticleDiffusion(
            radius: radius, diffusivity: diffusivity, activationEnergy: energy)
    }

    /// Two RC pairs: of diffusion in the grains, and in a polymer of the salt gradient.
    func readPolarisation(
        _ design: Design?, _ separator: Separator?, _ hosts: Hosts?
    ) -> Polarisation? {
        let table = derived("polarisation")
        var pairs = Pairs(fast: .nan, fastTime: .nan, slow: .nan, slowTime: .nan)
        if let design, let separator, let hosts {
            pairs = derivedPairs(design, separator, hosts) ?? pairs
        }
        let how = pairs.how
        let fast = table.value(
            "fast_resistance", .arealResistance, unit: "ohm cm2", in: 0...100,
            derived: pairs.fast, how.0)
        let fastTime = table.value(
            "fast_time_constant", .duration, unit: "s", in: 1e-3...1e8, derived: pairs.fastTime,
            how.0)
        let slow = table.value(
            "slow_resistance", .arealResistance, unit: "ohm cm2", in: 0...100,
            derived: pairs.slow, how.1)
        let slowTime = table.value(
            "slow_time_constant", .duration, unit: "s", in: 1e-3...1e8, derived: pairs.slowTime,
            how.1)
        guard root.document.problems.isEmpty, let design, let separator, let hosts else {
            return nil
        }
        // Diffusion: both resistance and time go with 1/D. A salt gradient: the resistance goes
        // with that of the separator; its time is taken as constant.
        let energy = hosts.particle?.activationEnergy ?? 0
        let law = separator.layer.conductivity
        let isPolymer = separator.concentration.ratio > 0
        func diffusion(_ temperature: Double) -> Double {
            Arrhenius.resistanceFactor(activationEnergy: energy, temperature: temperature)
        }
        func conduction(_ temperature: Double) -> Double {
            law.value(at: PhysicalConstants.referenceTemperature) / law.value(at: temperature)
        }
        func map(_ value: Double, _ factor: (Double) -> Double) -> StateMap {
            let step = isPolymer ? 5.0 : 10.0
            let temperatures = stride(from: 253.15, through: 373.15, by: step).map { $0 }
            return StateMap(
                temperatures: temperatures,
                rows: temperatures.map { temperature in
                    let scaled = value * factor(temperature)
                    return UniformTable([scaled, scaled])
                })
        }
        return Polarisation(
            fastResistance: map(fast / design.totalArea, diffusion),
            fastTimeConstant: map(fastTime, diffusion),
            slowResistance: map(slow / design.totalArea, isPolymer ? conduction : diffusion),
            slowTimeConstant: isPolymer
                ? StateMap(constant: slowTime) : map(slowTime, diffusion))
    }

    private struct Pairs {
        var fast = 0.0
        var fastTime = 1.0
        var slow = 0.0
        var slowTime = 1.0
        var how = ("no grains and no salt gradient", "no grains and no salt gradient")
    }

    /// In Ω m² and s at 25 °C. In steady state the surface of a grain runs ahead of its mean by
    /// (dx/dt) r²/(15 D), so that R_d = |dU/dx| (dx/dz) r² / (15 D q), shared 0.6 to 0.4 between
    /// the first two modes of a sphere, with r²/(20.2 D) and r²/(59.7 D).
    private func derivedPairs(_ design: Design, _ separator: Separator, _ hosts: Hosts) -> Pairs? {
        guard let composition else { return nil }
        var pairs = Pairs()
        if let particle = hosts.particle {
            let span = (hosts.cathode.empty - hosts.cathode.full).magnitude
            // The middle four fifths: the ends of a plateau would hide how flat it is.
            let first = hosts.cathode.full + span * 0.1
            let last = hosts.cathode.empty - span * 0.1
            let host = composition.cathode.halfCell
            let slope = ((host.potential(first) - host.potential(last)) / (last - first)).magnitude
            let whole = slope * span * particle.surfaceLag / design.arealCapacity
            let time = particle.radius * particle.radius / particle.diffusivity
            let how = "|dU/dx| (dx/dz) r2/(15 D q) and r2/D, |dU/dx| = \(shortText(slope)) V"
            pairs = Pairs(
                fast: 0.4 * whole, fastTime: time / 59.7, slow: 0.6 * whole,
                slowTime: time / 20.2, how: (how + ", 0.4 of it", how + ", 0.6 of it"))
            if separator.concentration.ratio > 0 {
                pairs.fast = whole
                pairs.fastTime = time / 20.2
                pairs.how.0 = how + ", all of it"
            }
        }
        if separator.concentration.ratio > 0 {
            let conductivity = separator.layer.conductivity.value(
                at: PhysicalConstants.referenceTemperature)
            pairs.slow =
                separator.layer.resistance(conductivity: conductivity)
                * separator.concentration.ratio
            pairs.slowTime = separator.concentration.timeConstant(
                thickness: separator.layer.thickness)
            pairs.how.1 = "salt gradient, R_SE (1 - t+)/t+ and L2/D"
        }
        return pairs
    }
}
