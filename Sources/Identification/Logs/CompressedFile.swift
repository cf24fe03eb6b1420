import CZlib

/// A file read whole, decompressed if it is a gzip file, as it is otherwise.
enum CompressedFile {
    static func read(_ path: String) throws(LogError) -> [UInt8] {
        guard let file = gzopen(path, "rb") else { throw .cannotOpen(file: path) }
        defer { gzclose(file) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = gzread(file, &chunk, UInt32(chunk.count))
            guard count >= 0 else {
                var code: Int32 = Z_OK
                _ = gzerror(file, &code)
                // A folder can be opened, and refuses only to be read.
                throw code == Z_ERRNO ? .cannotOpen(file: path) : .damaged(file: path)
            }
            contents.append(contentsOf: chunk[0..<Int(count)])
            if count < chunk.count { break }
        }
        var code: Int32 = Z_OK
        _ = gzerror(file, &code)
        guard code == Z_OK || code == Z_STREAM_END else { throw .damaged(file: path) }
        return contents
    }
}
