import Glibc

/// The two files in a directory that this process holds for itself.
final class DirectoryFiles: StateFiles {
    private let directory: String
    private let handle: Int32

    private static let readable = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    private static let writable = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    /// Owner and group may read it, the owner may write it.
    private static let fileMode: mode_t = 0o640
    private static let directoryMode: mode_t = 0o750

    /// Takes a directory, and makes it when only its last part is missing.
    ///
    /// - Parameter isExclusive: Whether to write there; without it nothing is made or held.
    init(directory: String, isExclusive: Bool) throws(PersistenceError) {
        self.directory = directory
        if isExclusive, mkdir(directory, Self.directoryMode) != 0, errno != EEXIST {
            // What is there, or why nothing can be made, shows in the next call.
            let code = errno
            guard code != ENOENT else {
                throw .cannot("make the directory", path: directory, code: code)
            }
        }
        handle = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .cannot("open the directory", path: directory, code: errno) }
        guard isExclusive else { return }
        do throws(PersistenceError) { try hold() } catch {
            close(handle)
            throw error
        }
    }

    deinit { close(handle) }

    /// Everything that would keep a write from succeeding and is known now.
    private func hold() throws(PersistenceError) {
        guard flock(handle, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            if code == EWOULDBLOCK { throw .held(path: directory) }
            throw .cannot("lock the directory", path: directory, code: code)
        }
        guard faccessat(handle, ".", W_OK | X_OK, AT_EACCESS) == 0 else {
            throw .cannot("write to the directory", path: directory, code: errno)
        }
        for slot in StateSlot.allCases {
            let file = openat(handle, slot.fileName, Self.writable)
            if file >= 0 {
                close(file)
            } else if errno != ENOENT {
                throw .cannot("write", path: path(of: slot), code: errno)
            }
        }
    }

    func path(of slot: StateSlot) -> String { "\(directory)/\(slot.fileName)" }

    func read(_ slot: StateSlot) throws(StateFileError) -> [UInt8]? {
        let file = openat(handle, slot.fileName, Self.readable)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw StateFileError(operation: "open", code: errno)
        }
        defer { close(file) }
        try Self.checkKind(file)
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= StateFormat.byteCountMaximum {
            let count = Glibc.read(file, &block, block.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw StateFileError(operation: "read", code: errno)
            }
            if count == 0 { break }
            bytes += block[..<count]
        }
        return bytes
    }

    /// A pipe or a directory of that name is not a state.
    private static func checkKind(_ file: Int32) throws(StateFileError) {
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw StateFileError(operation: "look at", code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StateFileError(operation: "use", code: EINVAL)
        }
    }

    func write(
        _ slot: StateSlot, _ copy: UnsafeRawBufferPointer, capacity: Int
    ) throws(StateFileError) {
        var isNew = false
        var file = openat(handle, slot.fileName, Self.writable)
        if file < 0, errno == ENOENT {
            file = openat(handle, slot.fileName, Self.writable | O_CREAT, Self.fileMode)
            isNew = true
        }
        guard file >= 0 else { throw StateFileError(operation: "open", code: errno) }
        defer { close(file) }
        try Self.checkKind(file)
        try Self.reserve(file, byteCount: max(capacity, copy.count))
        try Self.writeAll(file, copy)
        guard fsync(file) == 0 else { throw StateFileError(operation: "flush", code: errno) }
        if isNew, fsync(handle) != 0 {
            throw StateFileError(operation: "flush the directory of", code: errno)
        }
    }

    private static func reserve(_ file: Int32, byteCount: Int) throws(StateFileError) {
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw StateFileError(operation: "look at", code: errno)
        }
        guard Int(status.st_size) < byteCount else { return }
        let code = posix_fallocate(file, 0, off_t(byteCount))
        guard code == 0 else { throw StateFileError(operation: "reserve room for", code: code) }
    }

    private static func writeAll(
        _ file: Int32, _ copy: UnsafeRawBufferPointer
    ) throws(StateFileError) {
        var done = 0
        while done < copy.count {
            let rest = UnsafeRawBufferPointer(rebasing: copy[done...])
            let count = pwrite(file, rest.baseAddress, rest.count, off_t(done))
            if count < 0 {
                if errno == EINTR { continue }
                throw StateFileError(operation: "write", code: errno)
            }
            guard count > 0 else { throw StateFileError(operation: "write", code: ENOSPC) }
            done += count
        }
    }

    func setAside(_ slot: StateSlot) throws(StateFileError) {
        let name = slot.fileName + ".damaged"
        guard renameat(handle, slot.fileName, handle, name) == 0 || errno == ENOENT else {
            throw StateFileError(operation: "rename", code: errno)
        }
    }
}
