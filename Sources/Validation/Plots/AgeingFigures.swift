import Configuration
import PackSimulation
import Reports

extension ValidationFigures {
    /// How the particle's surface approaches the analytic solution with finer shells.
    var convergenceFigure: Figure? {
        let samples = ParticleConvergence.samples()
        return Figure(
            Chart(
                title: "Convergence of the particle diffusion",
                xAxis: Axis("Shells", scale: .logarithmic),
                yAxis: Axis("Largest error of the surface", scale: .logarithmic),
                series: [
                    .line(
                        "simulated against the analytic sphere",
                        samples.map { (Double($0.shellCount), $0.error) }, hue: 0),
                    .points(
                        "shells calculated", samples.map { (Double($0.shellCount), $0.error) },
                        marker: .solid, hue: 0),
                ],
                references: [
                    .vertical(
                        at: Double(ParticleConvergence.standardShellCount), "simulated cells")
                ]),
            caption:
                "Constant current from rest, D t/r² from 0.01 to 1; the lead of the surface over "
                + "the mean against Crank's solution, over its steady value. Steps in time are "
                + "exact.")
    }

    /// Capacity over cycles.
    var fadeFigure: Figure? {
        guard let result = points(.retention).first,
            let count = result.point.conditions.cycleCount
        else { return nil }
        let cell = shelf.cell(result.point.cell)
        let trace = CapacityRetention.trace(cell, result.point.conditions)
        guard !trace.isEmpty else { return nil }
        return Figure(
            Chart(
                title: "Capacity over cycles",
                xAxis: Axis("Cycle"), yAxis: Axis("Capacity", unit: "% of the first cycle"),
                series: [
                    .line(
                        "simulated", trace.map { (Double($0.cycle), $0.retention * 100) }, hue: 0),
                    .points(
                        "published in a review",
                        [(Double(count), result.point.published.value * 100)],
                        marker: .hollow, hue: 0),
                ]),
            caption:
                "\(cell.chemistry). The loss per cycle is solved from the one published figure, "
                + "so the course in between is an assumption."
                + targetWords(.retention))
    }
}
