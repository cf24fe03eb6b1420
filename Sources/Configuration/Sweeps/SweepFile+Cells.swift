import CellModel
import Quantities

/// Cells, what they go through, and what is asked of their estimates.
extension SweepFile {
    private enum Verb: String, CaseIterable {
        case rest, charge, drive
    }

    func readMission() -> [SweepStep] {
        if !root.has("mission") {
            root.add("mission", "missing key", allowed: "an array of tables")
        }
        return root.tables("mission").compactMap { reader in
            let verb: Verb? = reader.choice("do")
            let duration = reader.duration("duration", in: .seconds(1) ... .seconds(864_000))
            let until = reader.optionalValue("until", .ratio, in: 0...1)
            return verb.map { verb in
                if verb == .rest, until != nil {
                    reader.add("until", "a rest changes no charge; it ends by its duration")
                }
                let action: SweepStep.Action =
                    switch verb {
                    case .rest: .rest
                    case .charge: .charge
                    case .drive: .drive
                    }
                return SweepStep(
                    action: action, duration: duration,
                    until: until.map { StateOfCharge(fraction: $0) })
            }
        }
    }

    /// Fractions of the peak over time.
    func readDrive() -> CurrentProfile {
        var profile = CurrentProfile(interval: .seconds(1), amperes: [0], repetitions: 1)
        let name = root.text("drive")
        guard !name.isEmpty else { return profile }
        let file = FileText.resolve(name, from: document.file)
        let text: String
        do throws(FileText.Failure) {
            text = try document.problems.read(file)
        } catch {
            Document.complain(file, error, document.problems, (document, "drive"))
            return profile
        }
        do throws(CurrentProfileFile.Failure) {
            let content = try CurrentProfileFile.parse(text)
            profile.interval = content.interval
            profile.amperes = content.fractions
        } catch {
            document.problems.add(
                ConfigurationProblem(
                    file: file, position: .parsed(line: error.line, column: 1),
                    message: error.message))
        }
        return profile
    }

    func readCells(_ drive: CurrentProfile, _ bars: SweepBars) -> [SweepCell] {
        if !root.has("cell") { root.add("cell", "missing key", allowed: "an array of tables") }
        var labels: [String] = []
        return root.tables("cell").compactMap { reader in
            let label = reader.text("label")
            if labels.contains(label), !label.isEmpty {
                reader.add("label", "two cells share one label", found: "\"\(label)\"")
            }
            labels.append(label)
            let cell = readCell(reader)
            let fixture = reader.optionalTable("fixture").map { $0.fixture() } ?? cell?.fixture
            let temperature = reader.value("temperature", .temperature, in: 150...500)
            let drivePeak = reader.value("drive_rate", .rate, in: 0...0.1)
            let charging = reader.value("charge_rate", .rate, in: 0...0.1)
            let fullScale = reader.value("pressure_full_scale", .pressure, in: 1e3...1e9)
            let own = reader.optionalTable("bars").map { readBars($0, under: bars) } ?? bars
            guard let cell else { return nil }
            guard let fixture else {
                reader.add("fixture", "missing key; the cell file names no press")
                return nil
            }
            check(reader, temperature, cell)
            return SweepCell(
                label: label, cell: cell, fixture: fixture, temperature: .kelvins(temperature),
                driveCurrent: .amperes(drivePeak * cell.parameters.capacity),
                chargeCurrent: .amperes(charging * cell.parameters.capacity), drive: drive,
                pressureFullScale: .pascals(fullScale), bars: own)
        }
    }

    private func readCell(_ reader: TableReader) -> CellDescription? {
        let name = reader.text("file")
        guard !name.isEmpty else { return nil }
        let problems = LoadContext(read: document.problems.read, list: document.problems.list)
        let cell = Document(
            file: FileText.resolve(name, from: document.file), problems: problems,
            referrer: (document, reader.keyPath("file"))
        ).flatMap { CellFile($0).load() }
        for problem in problems.all { document.problems.add(problem) }
        if let cell, cell.physics == nil {
            reader.add(
                "file", "a cell measured as a whole cannot be simulated",
                found: "kind \"\(cell.kind.rawValue)\"", allowed: "a cell composed of materials")
        }
        return cell
    }

    private func check(_ reader: TableReader, _ temperature: Double, _ cell: CellDescription) {
        let range = cell.temperatureRange
        if temperature < range.lowerBound.kelvins || temperature > range.upperBound.kelvins {
            reader.add(
                "temperature", "outside the temperature window of the cell",
                found: "\(shortText(temperature - 273.15)) degC",
                allowed: "\(shortText(range.lowerBound.celsius)) to "
                    + "\(shortText(range.upperBound.celsius)) degC")
        }
    }

    /// What a table asks for; the rest is taken over.
    func readBars(_ table: TableReader, under standard: SweepBars) -> SweepBars {
        func bar(_ key: String, _ value: Double?) -> Double? {
            table.optionalValue(key, .ratio, in: 0...1) ?? value
        }
        return SweepBars(
            chargeError: bar("charge_error", standard.chargeError),
            chargeErrorMaximum: bar("charge_error_maximum", standard.chargeErrorMaximum),
            contactError: bar("contact_error", standard.contactError),
            resistanceError: bar("resistance_error", standard.resistanceError),
            insideThreeSigma: bar("inside_three_sigma", standard.insideThreeSigma),
            pressureGain: bar("pressure_gain", standard.pressureGain))
    }
}
