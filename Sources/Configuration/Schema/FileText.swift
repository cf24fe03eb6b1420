import Glibc

/// Reads text files whole.
enum FileText {
    /// Why a file could not be read, in words: "No such file or directory".
    struct Failure: Error {
        let reason: String
    }

    /// Larger files are refused: nothing here comes near, and the mistake is a wrong path.
    static let sizeLimit = 16 << 20

    /// The text of the file.
    static func read(_ path: String) throws(Failure) -> String {
        guard let file = fopen(path, "r") else {
            throw Failure(reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if ferror(file) != 0 { throw Failure(reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > sizeLimit { throw Failure(reason: "Larger than 16 MiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(reason: "Not UTF-8 text")
        }
        return text
    }

    /// The names of what a folder holds, ascending, without those that begin with a point.
    static func list(_ folder: String) throws(Failure) -> [String] {
        guard let directory = opendir(folder) else {
            throw Failure(reason: String(cString: strerror(errno)))
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// `path` as seen from the folder of `file`; an absolute path stays as it is. `..` steps are
    /// taken off the front where that is possible without looking at the disk.
    static func resolve(_ path: String, from file: String) -> String {
        if path.hasPrefix("/") { return path }
        var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
        for part in path.split(separator: "/").map(String.init) where part != "." {
            if part == "..", let last = parts.last, last != "..", last != "", last != "." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
