import Glibc

/// A log that can be neither read nor written any more, kept for whoever can still get something
/// out of it.
enum DamagedLog {
    /// How many are kept beside a log; one more is refused rather than one deleted.
    private static let countMaximum = 99

    /// Whether a file says of itself that it is a log: nothing else is ever touched. Layout:
    /// "Database File Format", sqlite.org/fileformat.html, section 1.3.
    static func isLog(_ path: String) -> Bool {
        var header = [UInt8](repeating: 0, count: 72)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        guard read(file, &header, header.count) == header.count else { return false }
        let identifier = header[68..<72].reduce(0) { $0 << 8 | Int64($1) }
        return header.starts(with: "SQLite format 3\0".utf8)
            && identifier == Database.applicationIdentifier
    }

    /// Renames a log, with the write-ahead file that belongs to it, so that another can take its
    /// place.
    ///
    /// - Returns: Where it is now.
    static func setAside(_ path: String) throws(RecordingError) -> String {
        for number in 1...countMaximum {
            let place = "\(path).damaged-\(number)"
            // Also where only a part was moved when the power failed.
            guard ["", "-wal", "-shm"].allSatisfy({ access(place + $0, F_OK) != 0 }) else {
                continue
            }
            // First: a log without its last transactions is better than a new log with old ones.
            try move(path + "-wal", to: place + "-wal", isRequired: false)
            try move(path + "-shm", to: place + "-shm", isRequired: false)
            try move(path, to: place, isRequired: true)
            return place
        }
        throw .file(
            path: path, operation: "setting aside", code: EEXIST,
            message: "\(countMaximum) damaged logs are there already")
    }

    private static func move(
        _ path: String, to place: String, isRequired: Bool
    ) throws(RecordingError) {
        guard rename(path, place) != 0 else { return }
        let code = errno
        if code == ENOENT, !isRequired { return }
        throw .file(
            path: path, operation: "setting aside", code: code,
            message: String(cString: strerror(code)))
    }
}
