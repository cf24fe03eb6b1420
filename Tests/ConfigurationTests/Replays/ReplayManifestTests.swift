import Testing

@testable import Configuration

/// Manifests of replays: what they say when they load, and what is said when they do not.
@Suite struct ReplayManifestTests {
    static let shipped = ShippedFiles.root + "/Configs/Replays/lg-18650hg2.toml"
    static let file = ShippedFiles.root + "/Configs/Replays/small.toml"
    static let text = """
        kind = "replays"
        name = "small"
        summary = "two groups"
        source = "test [A]"
        folder = "logs"
        cell = "../Cells/lg-18650hg2.toml"
        [columns]
        time = "t"
        voltage = "v"
        current = "i"
        temperature = "temp"
        reference = "z"
        positive_current = "charges"
        [[group]]
        name = "warm"
        temperature = "25 °C"
        [[group.log]]
        file = "a.csv"
        cycle = "A"
        [[group.log]]
        file = "b.csv"
        cycle = "B"
        temperature = "26 °C"
        used_in_fit = true
        [[group]]
        name = "cold"
        temperature = "0 °C"
        [[group.log]]
        file = "c.csv"
        cycle = "C"
        [[variant]]
        name = "plain"
        [[variant]]
        name = "spoilt"
        start_error = "10 %"
        seed = 7
        current.bias = "30 mA"
        current.gain_error = "1 %"
        voltage.noise = "2 mV"
        voltage.dropout.every = "60 s"
        voltage.dropout.lasting = "5 s"
        groups = ["cold"]
        [[bar]]
        mean_rmse = "1 %"
        [[bar]]
        group = "cold"
        variant = "spoilt"
        converged_within = "10 min"
        rmse_increase = "0.5 %"
        compared_with = "plain"
        """

    /// The small manifest with words replaced; each must fit exactly one place.
    func load(_ edits: (old: String, new: String)...) throws(ConfigurationError) -> ReplayManifest {
        var text = Self.text
        for edit in edits {
            let pieces = text.components(separatedBy: edit.old)
            precondition(pieces.count == 2, "The words to replace occur once: \(edit.old)")
            text = pieces.joined(separator: edit.new)
        }
        let changed = text
        return try ReplayManifest(
            contentsOf: Self.file,
            problems: LoadContext { (file: String) throws(FileText.Failure) -> String in
                file == Self.file ? changed : try FileText.read(file)
            })
    }

    func problems(_ old: String, _ new: String) -> [ConfigurationProblem] {
        ShippedFiles.problems { () throws(ConfigurationError) in _ = try load((old, new)) }
    }

    // MARK: What loads

    @Test func `a small manifest loads as written`() throws {
        let manifest = try load()
        #expect(manifest.folder == "logs")
        #expect(manifest.settling == 900)
        #expect(manifest.band == 0.03)
        #expect(manifest.groups.map(\.name) == ["warm", "cold"])
        #expect(manifest.groups[0].logs.map(\.temperature) == ["25 °C", "26 °C"])
        #expect(manifest.groups[0].logs.map(\.isUsedInFit) == [false, true])
        #expect(manifest.groups[1].cell.name == "lg-18650hg2")
        #expect(manifest.groups[0].columns.positiveDischarges == false)
        #expect(manifest.groups[0].columns.reference == .fraction(column: "z"))
        #expect(manifest.variants[0].groups == ["warm", "cold"])
        #expect(manifest.variants[0].startError == -0.2)
        #expect(manifest.variants[0].faults == SensorFaults())
        let spoilt = manifest.variants[1]
        #expect(spoilt.groups == ["cold"])
        #expect(spoilt.startError == 0.1)
        #expect(spoilt.faults.seed == 7)
        #expect(abs(spoilt.faults.current.bias - 0.03) < 1e-15)
        #expect(abs(spoilt.faults.current.gainError - 0.01) < 1e-15)
        #expect(abs(spoilt.faults.voltage.noise - 0.002) < 1e-15)
        #expect(spoilt.faults.voltage.dropout == .init(interval: 60, duration: 5))
    }

    @Test func `a bar without a group or variant holds for all that are run`() throws {
        let manifest = try load()
        let everywhere = manifest.bars.filter { $0.measure == .meanRootMeanSquare }
        #expect(everywhere.map(\.group) == ["warm", "cold", "cold"])
        #expect(everywhere.map(\.variant) == ["plain", "plain", "spoilt"])
        #expect(everywhere.allSatisfy { $0.limit == 0.01 })
        let own = manifest.bars(group: "cold", variant: "spoilt")
        #expect(own.map(\.measure) == [.meanRootMeanSquare, .convergence, .increase])
        #expect(own.map(\.comparedWith) == [nil, nil, "plain"])
        #expect(own[1].limit == 600)
    }

    @Test func `a counter of discharged charge stands in for a reference`() throws {
        let manifest = try load(("reference = \"z\"", "discharged_ampere_hours = \"q\""))
        let columns = manifest.groups[0].columns
        #expect(columns.reference == .dischargedAmpereHours(column: "q", capacity: nil))
        let named = try load(
            (
                "reference = \"z\"",
                "discharged_ampere_hours = \"q\"\nreference_capacity = \"2500 mAh\""
            ))
        #expect(
            named.groups[0].columns.reference
                == .dischargedAmpereHours(column: "q", capacity: 2.5))
    }

    @Test func `the shipped manifest judges five temperatures on logs outside the fit`() throws {
        let manifest = try ReplayManifest(contentsOf: Self.shipped)
        #expect(manifest.groups.map { $0.logs.count } == [5, 10, 3, 6, 3])
        #expect(
            manifest.groups.map { $0.logs.count { $0.isUsedInFit } } == [2, 2, 1, 2, 0])
        #expect(manifest.variants.count == 4)
        let first = manifest.bars(group: "25 °C", variant: "20 % too low")
        #expect(first.map { ($0.limit * 1e4).rounded() } == [9700, 40, 140])
        #expect(!manifest.groups.flatMap(\.logs).contains { $0.file.contains("10Hz") })
    }

    // MARK: What does not

    static let wrong: [(String, String, String, String, String?, String?)] = [
        (
            "[[variant]]\nname = \"plain\"",
            "[[variant]]\nname = \"plain\"\nstrat_error = \"5 %\"",
            "variant[1].strat_error", "unknown key; did you mean \"start_error\"?", nil, nil
        ),
        (
            "start_error = \"10 %\"", "start_error = \"150 %\"", "variant[2].start_error",
            "out of range", "150 %", "-100 to 100 %"
        ),
        (
            "current.bias = \"30 mA\"", "current.bias = \"30 mV\"", "variant[2].current.bias",
            "unit of a voltage where a current belongs", "\"mV\"", "A, mA, uA"
        ),
        (
            "positive_current = \"charges\"", "positive_current = \"charge\"",
            "columns.positive_current", "unknown word; did you mean \"charges\"?", "\"charge\"",
            "\"discharges\", \"charges\""
        ),
        (
            "reference = \"z\"\n", "", "columns.reference", "missing key", nil,
            "either \"reference\" or \"discharged_ampere_hours\""
        ),
        (
            "reference = \"z\"", "reference = \"z\"\ndischarged_ampere_hours = \"q\"",
            "columns.discharged_ampere_hours", "a second reference", nil,
            "either \"reference\" or \"discharged_ampere_hours\""
        ),
        (
            "group = \"cold\"", "group = \"clod\"", "bar[2].group",
            "no such group; did you mean \"cold\"?", "\"clod\"", "\"warm\", \"cold\""
        ),
        (
            "compared_with = \"plain\"", "compared_with = \"palin\"", "bar[2].compared_with",
            "no such variant; did you mean \"plain\"?", "\"palin\"", "\"plain\", \"spoilt\""
        ),
        (
            "groups = [\"cold\"]", "groups = [\"colt\"]", "variant[2].groups",
            "no such group; did you mean \"cold\"?", "\"colt\"", "\"warm\", \"cold\""
        ),
        (
            "mean_rmse = \"1 %\"", "", "bar[1]", "asks for nothing", nil,
            "\"mean_rmse\", \"worst_maximum\", \"inside_three_sigma\", \"converged_within\", "
                + "\"lost_at_most\", \"worse_than_counting\", \"thickness_distrusted_within\", "
                + "\"rmse_increase\""
        ),
        (
            "converged_within = \"10 min\"", "mean_rmse = \"2 %\"", "bar[2].mean_rmse",
            "an earlier bar has it for the same group and variant",
            "group \"cold\", variant \"spoilt\"", nil
        ),
        (
            "lasting = \"5 s\"", "lasting = \"60 s\"", "variant[2].voltage.dropout.lasting",
            "not below \"every\", so that nothing would be left", nil, nil
        ),
        (
            "file = \"b.csv\"", "file = \"a.csv\"", "group[1].log[2].file", "used twice",
            "\"a.csv\"", nil
        ),
        ("name = \"cold\"", "name = \"warm\"", "group[2].name", "used twice", "\"warm\"", nil),
        (
            "cell = \"../Cells/lg-18650hg2.toml\"\n", "", "group[1].cell", "missing key", nil,
            "a cell file, here or for all groups"
        ),
    ]

    @Test(arguments: wrong)
    func `what is wrong is named by file, key, value and what is allowed`(
        old: String, new: String, key: String, message: String, found: String?, allowed: String?
    ) throws {
        let problems = problems(old, new)
        let problem = try #require(problems.first { $0.keyPath == key })
        #expect(problem.file == Self.file)
        #expect(problem.message == message)
        #expect(problem.found == found)
        #expect(problem.allowed == allowed)
        #expect(problem.position != .unknown)
    }

    @Test func `a cell file that is not there is named where it is asked for`() throws {
        let problems = problems("lg-18650hg2.toml", "nowhere.toml")
        let problem = try #require(problems.first)
        #expect(problem.keyPath == "cell")
        #expect(problem.message.contains("cannot be read"))
        #expect(problem.found?.hasSuffix("Configs/Cells/nowhere.toml") == true)
    }

    @Test func `a group whose logs were all fitted has nothing to judge`() {
        let problems = problems("cycle = \"C\"", "cycle = \"C\"\nused_in_fit = true")
        #expect(problems.map(\.keyPath) == ["group[2].log"])
    }

    @Test func `several problems are listed at once`() {
        let problems = ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try load(
                ("seed = 7", "seed = \"seven\""), ("mean_rmse = \"1 %\"", "mean_rmse = 1"),
                ("name = \"small\"\n", ""))
        }
        #expect(problems.map(\.keyPath) == ["name", "variant[2].seed", "bar[1].mean_rmse"])
    }
}
