public import Configuration

/// What became of a manifest: every log, every group, every bar.
public struct ReplayResults: Sendable {
    public let manifest: ReplayManifest
    /// In the order of the manifest: by group, log and variant.
    public let runs: [ReplayRun]
    /// By variant, then group.
    public let groups: [GroupResult]

    /// Gathers the groups of the runs and judges them. A bar that compares with a variant that was
    /// not run is missed.
    public init(manifest: ReplayManifest, runs: [ReplayRun]) {
        self.manifest = manifest
        self.runs = runs
        var groups: [GroupResult] = []
        for variant in manifest.variants {
            for group in manifest.groups {
                let own = runs.filter { $0.group == group.name && $0.variant == variant.name }
                if own.isEmpty { continue }
                groups.append(
                    GroupResult(group: group.name, variant: variant.name, runs: own))
            }
        }
        self.groups = groups.map { group in
            var judged = group
            for bar in manifest.bars(group: group.group, variant: group.variant) {
                let other = groups.first {
                    $0.group == group.group && $0.variant == bar.comparedWith
                }
                judged.judge(bar, other: other)
            }
            return judged
        }
    }

    /// Variants that were run, in the order of the manifest.
    public var variants: [String] {
        manifest.variants.map(\.name).filter { name in runs.contains { $0.variant == name } }
    }

    /// Bars that were met.
    public var metCount: Int { count(.met) }
    /// Bars that were missed.
    public var missedCount: Int { count(.missed) }

    /// Whether no bar was missed.
    public var isGood: Bool { missedCount == 0 }

    /// "41 of 45 bars met, 3 missed, 1 not judged".
    public var verdict: String {
        let total = groups.reduce(0) { $0 + $1.judgements.count }
        if total == 0 { return "no bars to meet" }
        var words = "\(metCount) of \(total) bars met"
        if missedCount > 0 { words += ", \(missedCount) missed" }
        let open = count(.notJudged)
        if open > 0 { words += ", \(open) not judged" }
        return words
    }

    private func count(_ outcome: GroupResult.Outcome) -> Int {
        groups.reduce(0) { sum, group in
            sum + group.judgements.count { $0.outcome == outcome }
        }
    }
}
