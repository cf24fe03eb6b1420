import Foundation

/// Columns of the terminal on standard output; 100 where that is none.
func terminalWidth() -> Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
}

/// Ends with a status of its own when there is no folder to read.
func requireFolder(_ path: String) throws {
    var isFolder: ObjCBool = false
    let files = FileManager.default
    let exists = files.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue, files.isReadableFile(atPath: path) { return }
    let reason =
        exists
        ? isFolder.boolValue ? "it may not be read" : "it is not a folder"
        : "it does not exist from here"
    complain("\(path): cannot be opened: \(reason)")
    throw ExitStatus.noInput
}
