import CellModel
import Configuration
import PackSimulation
import Reports

extension ValidationFigures {
    var cathodeFigure: Figure? {
        hostFigure(
            "Potentials of the cathode hosts",
            [
                ("NMC811", .nmc811), ("NMC622", .nmc622), ("NMC532", .nmc532), ("LFP", .lfp),
                ("LCO", .lco),
            ],
            "Published fits over the fractions they hold for, as PyBaMM carries them [P]; no "
                + "points of experiments. NMC811: Chen et al. 2020, NMC622: Verbrugge et al. 2017, "
                + "NMC532: Mohtat et al. 2020, LFP: Prada et al. 2013, LCO: Marquis et al. 2019.")
    }

    var anodeFigure: Figure? {
        hostFigure(
            "Potentials of the anode hosts",
            [
                ("graphite", .graphite), ("silicon, mean", .silicon), ("LTO", .lto),
                ("Li-In", .lithiumIndium), ("lithium", .lithium),
            ],
            "Lithium is the reference. Silicon lies above its mean after giving up lithium and "
                + "below after taking it up. Graphite: Chen et al. 2020 [P], silicon: Verbrugge "
                + "et al. 2016 [P], Li-In: Santhosha et al. 2019 [D, secondary], LTO: an assumed "
                + "shape around 1.55 V [A].")
    }

    private func hostFigure(
        _ title: String, _ hosts: [(String, HalfCell)], _ caption: String
    ) -> Figure {
        let lines = hosts.map { name, host in
            let width = host.window.upperBound - host.window.lowerBound
            return Series.line(
                name,
                (0...200).map { step in
                    let x = host.window.lowerBound + width * Double(step) / 200
                    return (x, host.potential(x))
                })
        }
        return Figure(
            Chart(
                title: title, xAxis: Axis("Lithium fraction of the host"),
                yAxis: Axis("Potential against lithium", unit: "V"), series: lines),
            caption: caption)
    }

    /// Open-circuit voltage of the shown cells over charge.
    var cellVoltageFigure: Figure? {
        let lines = shownCells.map { cell in
            Series.line(
                cell.chemistry,
                (0...200).map { step in
                    let charge = Double(step) / 200
                    let open = cell.parameters.openCircuit.evaluate(
                        stateOfCharge: charge, temperature: 298.15,
                        pressure: cell.parameters.openCircuit.referencePressure)
                    return (charge * 100, open.voltage)
                })
        }
        guard !lines.isEmpty else { return nil }
        return Figure(
            Chart(
                title: "Open-circuit voltage of the reference cells",
                xAxis: Axis("State of charge", unit: "%"),
                yAxis: Axis("Voltage at rest", unit: "V"), series: lines),
            caption:
                "Simulated, at 25 °C and reference pressure, between the branches where there are "
                + "two. Both cells of lithium and LCO have the same curve.",
            height: 460)
    }

    /// A slow loop and a small loop of a silicon cell.
    var hysteresisFigure: Figure? {
        guard let cell = shownCells.first(where: { $0.physics?.anode == .silicon }) else {
            return nil
        }
        let pressure = cell.fixture?.mechanics.preload ?? 1e6
        var test = TestCell(
            cell, pressure: pressure, temperature: 298.15, stateOfCharge: 0.02)
        let density = 0.02 * test.design.capacity / test.design.totalArea / 3600
        func leg(_ charge: Double) -> [(Double, Double)] {
            let count = Int((charge.magnitude * 200).rounded())
            return (0..<count).map { _ in
                test.run(
                    currentDensity: charge > 0 ? density : -density,
                    duration: charge.magnitude / Double(count) / 0.02 * 3600, step: 60)
                return (test.cell.stateOfCharge * 100, test.cell.terminalVoltage)
            }
        }
        let charge = leg(0.96)
        let discharge = leg(-0.96)
        _ = leg(0.38)
        let inner = leg(0.2) + leg(-0.2) + leg(0.2)
        return Figure(
            Chart(
                title: "Voltage hysteresis of a silicon cell",
                xAxis: Axis("State of charge", unit: "%"),
                yAxis: Axis("Voltage at C/50", unit: "V"),
                series: [
                    .line("charge", charge, hue: 0), .line("discharge", discharge, hue: 1),
                    .line("small loop", inner, hue: 2),
                ]),
            caption: "\(cell.chemistry), simulated. The outer loop is published (Verbrugge et al. "
                + "2016); how fast the cell changes branches is assumed.")
    }
}
