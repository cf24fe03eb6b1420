import ArgumentParser
import Foundation

/// How a command ends when it cannot do what it was asked; numbers from sysexits.h.
enum ExitStatus {
    /// EX_DATAERR: a file was read and is not what it should be.
    static let dataError = ExitCode(65)
    /// EX_NOINPUT: a file cannot be opened.
    static let noInput = ExitCode(66)
    /// EX_CANTCREAT: a file cannot be written.
    static let cannotCreate = ExitCode(73)
    /// EX_CONFIG: a configuration file has problems.
    static let configuration = ExitCode(78)
}

/// Writes a line to the error stream.
func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
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
