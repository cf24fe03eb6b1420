import Identification
import Reports

/// The report of a fit.
struct FitReport {
    let cell: IdentifiedCell
    let name: String
    let attribution: String

    init(_ cell: IdentifiedCell, name: String, attribution: String) {
        self.cell = cell
        self.name = name
        self.attribution = attribution
    }

    var report: Report {
        Report(
            title: "\(name): fit", subtitle: attribution,
            sections: [
                Report.Section("Residuals", [.table(FitSummary.residuals(cell))])
            ])
    }
}
