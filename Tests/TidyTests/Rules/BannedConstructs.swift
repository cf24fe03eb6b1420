extension FileRule {
    /// Constructs that hide a failure or end the process without a sentence.
    static let bannedConstructs: [FileRule] = [
        banned(
            "no `try?` in Sources", "\\btry\\?",
            "`try?` loses the reason; use typed throws.", example: "let x = try? read()",
            kept: "// try? is banned\nlet text: LimitEntry? = \"try? read()\""),
        banned(
            "no `try!` in Sources", "\\btry!",
            "`try!` crashes; use typed throws.", example: "let x = try! read()",
            kept: "do { try read() } catch {}"),
        banned(
            "no `as!` in Sources", "\\bas!",
            "`as!` crashes; use a pattern.", example: "let x = y as! Int",
            kept: "if let x = y as? Int {}"),
        banned(
            "no force unwrap in Sources", "(?<!\\btry)(?<!\\bas)(?<=[A-Za-z0-9_)\\]}>`\"])!(?![=])",
            "A force unwrap crashes without a sentence.", example: "let x = values.first!.value",
            kept: "if a != b, !c { `call!`() }\nlet text = \"done! \\(a != b)\""),
        banned(
            "no fatalError in Sources", "\\bfatalError\\s*\\(",
            "Our mistake is a precondition with a sentence; the world's is a typed throw.",
            example: "fatalError(\"Never here.\")", kept: "precondition(a > 0, \"A sentence.\")"),
        banned(
            "a precondition has a sentence",
            "\\b(precondition|assert)\\((?:[^()\"]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)"
                + "|\\b(preconditionFailure|assertionFailure)\\(\\s*\\)",
            "Say what is wrong in a sentence.", example: "precondition(a(b) > 0)",
            kept: "precondition((0...9).contains(a(b)), \"A sentence.\")"),
    ]

    /// Nothing but the programs speaks to a person.
    static let programsPrint = FileRule(
        name: "only programs print",
        broken: [SourceFile("Sources/Control/A.swift", "func a() { print(1) }")],
        kept: [
            SourceFile("Sources/solidbms/A.swift", "print(1)"),
            SourceFile("Sources/Control/A.swift", "let fingerprint = blueprint(1)"),
        ]
    ) { file in
        guard let target = file.sourceTarget, !target.hasPrefix("solidbms") else { return [] }
        return file.violations(of: printing, "The domain returns; the programs print.")
    }

    /// The domain and the simulated world read no clock, no environment and draw no random numbers.
    static let deterministic = FileRule(
        name: "no clock, environment or randomness in the domain and the simulator",
        broken: [
            SourceFile("Sources/Control/A.swift", "let now = ContinuousClock().now"),
            SourceFile("Sources/PackSimulation/A.swift", "let x = Double.random(in: 0...1)"),
            SourceFile("Sources/Protection/A.swift", "let h = place.hashValue"),
            SourceFile("Sources/Drivers/A.swift", "await Task.sleep(for: .seconds(1))"),
        ],
        kept: [
            SourceFile("Sources/Recording/A.swift", "let now = Date()"),
            SourceFile("Sources/Control/A.swift", "func step(now: Instant) {}"),
        ]
    ) { file in
        guard let target = file.sourceTarget, deterministicTargets.contains(target) else {
            return []
        }
        return file.violations(of: nondeterminism, "Time and chance are passed in.")
    }

    private static let deterministicTargets =
        TargetGraph.domain + ["SimulatedChips", "PackSimulation", "Identification"]

    private static let printing = Pattern("(?<![.\\w])(debugPrint|print|dump)\\s*\\(")

    private static let nondeterminism = Pattern(
        "\\b(ContinuousClock|SuspendingClock|DispatchTime|ProcessInfo|getenv|clock_gettime"
            + "|SystemRandomNumberGenerator|hashValue)\\b|\\bDate\\(\\)|\\bTask\\.sleep"
            + "|\\b(?:Double|Float|Int|UInt|UInt64|UInt32|Bool)\\.random\\(|\\bHasher\\(")

    private static func banned(
        _ name: String, _ pattern: String, _ message: String, example: String, kept: String
    ) -> FileRule {
        let pattern = Pattern(pattern)
        return FileRule(
            name: name, broken: [SourceFile("Sources/Control/A.swift", example)],
            kept: [SourceFile("Sources/Control/A.swift", kept)]
        ) { file in
            guard file.isSwift, file.sourceTarget != nil else { return [] }
            return file.violations(of: pattern, message)
        }
    }
}
