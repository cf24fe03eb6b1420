import Glibc

/// A file that is written from start to end, through a buffer.
final class OutputFile {
    private static let bufferByteCount = 64 * 1024

    private let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// Creates the file, or empties it.
    init(path: String) throws(RecordingError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path, "creating") }
        buffer.reserveCapacity(Self.bufferByteCount)
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    func write(_ text: String) throws(RecordingError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferByteCount { try flush() }
    }

    /// Writes what is buffered and closes. A second call does nothing.
    func close() throws(RecordingError) {
        guard descriptor >= 0 else { return }
        try flush()
        let result = Glibc.close(descriptor)
        descriptor = -1
        guard result == 0 else { throw Self.failure(path, "closing") }
    }

    private func flush() throws(RecordingError) {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: bytes[start...]).baseAddress,
                    bytes.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(path, "writing")
            }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func failure(_ path: String, _ operation: String) -> RecordingError {
        let code = errno
        return .file(
            path: path, operation: operation, code: code, message: String(cString: strerror(code)))
    }
}
