import ArgumentParser
import Foundation

/// Exit statuses by sysexits, the same in both programs.
enum ExitStatus: Int32 {
    case usage = 64
    case data = 65
    case noInput = 66
    case internalError = 70
    case inputOutput = 74
    case configuration = 78
}

/// Runs `body`; an error is printed to standard error as it stands, and the program ends.
func orExit<Result, Failure: Error>(
    _ status: ExitStatus, _ body: () throws(Failure) -> Result
) throws -> Result {
    do throws(Failure) { return try body() } catch {
        printError("\(error)")
        throw ExitCode(status.rawValue)
    }
}

/// Prints a line to standard output at once, whatever reads it.
func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

/// Prints a line to standard error.
func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Makes the folder a file will be written to.
func makeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
        printError("\(folder.path): cannot be made: \(error.localizedDescription)")
        throw ExitCode(ExitStatus.inputOutput.rawValue)
    }
}
