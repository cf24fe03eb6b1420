import ArgumentParser

/// How a command ends when it cannot do what it was asked; numbers from sysexits.h. Usage (64) and
/// success are the argument parser's.
enum ExitStatus {
    /// EX_UNAVAILABLE: a bus, chip or line of the pack is not there.
    static let hardwareAbsent = ExitCode(69)
    /// EX_SOFTWARE: the loop hangs.
    static let internalError = ExitCode(70)
    /// EX_IOERR: the log, a timer or the contactors failed on the way.
    static let inputOutput = ExitCode(74)
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
