import CellModel
import Configuration
import Reports

extension ValidationFigures {
    /// Pressure over charge in constant gaps.
    var pressureChargeFigure: Figure? {
        var lines: [Series] = []
        var files: [String] = []
        let all = points(.pressureRise) + points(.pressureSlopeRatio) + points(.pressureSlope)
        for result in all {
            let conditions = result.point.conditions
            for file in [result.point.cell, result.point.referenceCell].compactMap(\.self)
            where !files.contains(file) {
                let cell = shelf.cell(file)
                guard let fixture = cell.fixture?.mechanics else { continue }
                var whole = conditions
                // As far as the published charge goes, and a little on.
                whole.charge = max(
                    conditions.charge ?? 0,
                    all.filter { $0.point.cell == file }
                        .compactMap(\.point.conditions.charge).max() ?? 0)
                let trace = ConstantGap.trace(
                    cell, fixture: fixture, whole, pointCount: 40)
                lines.append(
                    .line(
                        cell.chemistry + ", simulated",
                        [(0, 0)]
                            + trace.map {
                                ($0.charge / 3.6e4, $0.rise / 1e6)
                            },
                        hue: files.count))
                files.append(file)
            }
        }
        guard !lines.isEmpty else { return nil }
        for (hue, file) in files.enumerated() {
            let measured = points(.pressureRise).filter { $0.point.cell == file }
            lines += series(
                measured, over: \.charge, xScale: 3.6e4, yScale: 1e6,
                name: shelf.cell(file).chemistry + ", published", hue: hue)
        }
        return Figure(
            Chart(
                title: "Pressure of charging cells in a constant gap",
                xAxis: Axis("Charge", unit: "mAh/cm²"),
                yAxis: Axis("Rise in pressure", unit: "MPa"), series: lines),
            caption: "The stiffness of each jig is fitted; that the rise is a line and that LTO "
                + "hardly moves follows from the volumes of the electrodes. At half the charge, "
                + "\"published\" is half of the published rise, which the paper calls linear."
                + targetWords(.pressureRise, .pressureSlope, .pressureSlopeRatio))
    }
}
