import ArgumentParser
import Configuration
import Evidence

/// Which logs of a manifest are replayed, under which of its variants.
struct ReplaySelection: ParsableArguments {
    @Option(
        help: """
            Folder of the measured data. (default: what SOLIDBMS_DATA says, else ../shared/data)
            """)
    var data: String?

    @Option(
        name: .customLong("group"), parsing: .upToNextOption,
        help: "Names of the groups to run. (default: all)")
    var groups: [String] = []

    @Option(
        name: .customLong("variant"), parsing: .upToNextOption,
        help: "Names of the variants to run. (default: all)")
    var variants: [String] = []

    /// Whether nothing of it was given.
    var isUntouched: Bool { data == nil && groups.isEmpty && variants.isEmpty }

    /// Reads the logs; what is not there or not what it should be is told, exit 65 or 66.
    ///
    /// - Parameter share: Of the progress bar, from its beginning.
    func batch(
        of manifest: ReplayManifest, share: Double, _ progress: inout ProgressBar
    ) throws -> ReplayBatch {
        try checkNames(groups, among: manifest.groups.map(\.name), "--group")
        try checkNames(variants, among: manifest.variants.map(\.name), "--variant")
        let folder = try dataFolder(data, of: manifest)
        do throws(ReplayDataError) {
            return try ReplayBatch(
                manifest, data: folder, groups: groups.isEmpty ? nil : groups,
                variants: variants.isEmpty ? nil : variants
            ) { progress.update(fraction: $0 * share, label: $1) }
        } catch {
            progress.clear()
            complain("\(error)")
            throw error.isOnlyMissing ? ExitStatus.noInput : ExitStatus.dataError
        }
    }
}
