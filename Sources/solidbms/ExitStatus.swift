import ArgumentParser
import Foundation

/// How a command ends when it cannot do what it was asked; numbers from sysexits.h.
enum ExitStatus {
    /// EX_DATAERR: a file was read and is not what it should be.
    static let dataError = ExitCode(65)
    /// EX_NOINPUT: a file cannot be opened.
    static let noInput = ExitCode(66)
    /// EX_UNAVAILABLE: something the command needs is not to be had, such as a free port.
    static let unavailable = ExitCode(69)
    /// EX_CANTCREAT: a file cannot be written.
    static let cannotCreate = ExitCode(73)
    /// EX_IOERR: reading or writing failed on the way.
    static let inputOutput = ExitCode(74)
    /// EX_TEMPFAIL: the daemon does not permit it now.
    static let refused = ExitCode(75)
    /// EX_NOPERM: this user may not command the daemon.
    static let notPermitted = ExitCode(77)
    /// EX_CONFIG: a configuration file has problems.
    static let configuration = ExitCode(78)
}

/// Runs `body`; an error is printed as it stands, and the program ends with `status`.
func orExit<Result, Failure: Error>(
    _ status: ExitCode, _ body: () throws(Failure) -> Result
) throws -> Result {
    do throws(Failure) { return try body() } catch {
        complain("\(error)")
        throw status
    }
}

/// Writes a line to the output at once, whatever reads it.
func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

/// Writes a line to the error stream.
func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Ends with a status of its own when there is no file to read.
func requireFile(_ path: String) throws {
    var isFolder: ObjCBool = false
    let files = FileManager.default
    if files.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        files.isReadableFile(atPath: path)
    {
        return
    }
    let reason = isFolder.boolValue ? "it is a folder" : "does it exist, and may it be read?"
    complain("\(path): cannot be opened: \(reason)")
    throw ExitStatus.noInput
}

/// Writes a file whole, or explains and ends.
func writeFile(_ text: String, to path: String) throws {
    do {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
        complain("\(path): cannot be written. Does the folder exist, and may it be written to?")
        throw ExitStatus.cannotCreate
    }
}

/// Makes the folder a file will be written to.
func makeFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
        complain("\(folder.path): cannot be made. May its parent be written to?")
        throw ExitStatus.cannotCreate
    }
}
