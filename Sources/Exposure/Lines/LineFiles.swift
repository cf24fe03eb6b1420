import Glibc

/// The few file operations that gpio-sim is configured and driven by; tests bring their own tree.
///
/// Results are 0 or more, or a negated error number.
public protocol LineFiles: AnyObject {
    func makeDirectory(_ path: String) -> Int32
    func removeDirectory(_ path: String) -> Int32
    func exists(_ path: String) -> Bool
    /// Names in a directory, sorted; empty when it cannot be read.
    func names(in path: String) -> [String]
    func write(_ text: String, to path: String) -> Int32
    /// The whole of a short file without its line end.
    func read(_ path: String, into text: inout String) -> Int32
    /// Opens a file that will be read again and again.
    func open(_ path: String) -> Int32
    /// The first character of an open file as it is now.
    func firstByte(_ descriptor: Int32) -> Int32
    func close(_ descriptor: Int32)
}

/// The kernel's own tree.
public final class KernelLineFiles: LineFiles {
    public init() {}

    public func makeDirectory(_ path: String) -> Int32 { result(mkdir(path, 0o755)) }
    public func removeDirectory(_ path: String) -> Int32 { result(rmdir(path)) }
    public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    public func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    public func write(_ text: String, to path: String) -> Int32 {
        let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
        if descriptor < 0 { return -errno }
        defer { Glibc.close(descriptor) }
        let bytes = Array(text.utf8)
        return result(Int32(Glibc.write(descriptor, bytes, bytes.count)))
    }

    public func read(_ path: String, into text: inout String) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return -errno }
        defer { Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count < 0 { return -errno }
        let line = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }
        text = String(decoding: line, as: UTF8.self)
        return 0
    }

    public func open(_ path: String) -> Int32 { result(Glibc.open(path, O_RDONLY | O_CLOEXEC)) }

    public func firstByte(_ descriptor: Int32) -> Int32 {
        var byte: UInt8 = 0
        let count = pread(descriptor, &byte, 1, 0)
        if count < 0 { return -errno }
        return count == 1 ? Int32(byte) : -EIO
    }

    public func close(_ descriptor: Int32) { Glibc.close(descriptor) }

    private func result(_ returned: Int32) -> Int32 { returned < 0 ? -errno : returned }
}
