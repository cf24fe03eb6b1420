import ArgumentParser
import Configuration
import Foundation

/// Refuses names that the manifest does not have.
func checkNames(_ names: [String], among known: [String], _ option: String) throws {
    for name in names where !known.contains(name) {
        throw ValidationError(
            "\(option): the manifest has no \"\(name)\". There are: "
                + known.map { "\"\($0)\"" }.joined(separator: ", ") + ".")
    }
}

/// Says which logs contradict their cell, and where to look.
func complain(doubts: [String]) {
    guard !doubts.isEmpty else { return }
    for doubt in doubts { complain(doubt) }
    complain(
        "Look at the sign and unit of the current, the unit of time, whether the column for "
            + "charge holds means, what the reference calls empty, and the capacity of the cell.")
}

/// The folder of measured data, which must have the folder of the manifest.
///
/// - Parameter data: What the command line says, if anything.
func dataFolder(_ data: String?, of manifest: ReplayManifest) throws -> String {
    let named = ProcessInfo.processInfo.environment["SOLIDBMS_DATA"]
    let (folder, origin) =
        if let data {
            (data, "--data says so")
        } else if let named, !named.isEmpty {
            (named, "SOLIDBMS_DATA says so")
        } else {
            ("../shared/data", "neither --data nor SOLIDBMS_DATA says otherwise")
        }
    var isFolder: ObjCBool = false
    let wanted = "\(folder)/\(manifest.folder)"
    if FileManager.default.fileExists(atPath: wanted, isDirectory: &isFolder),
        isFolder.boolValue
    {
        return folder
    }
    complain(
        "\(wanted): no such folder, where the measured data of \"\(manifest.name)\" are "
            + "looked for (\(origin)). Name the folder that holds \(manifest.folder) with "
            + "--data or SOLIDBMS_DATA.")
    throw ExitStatus.noInput
}
