/// Where an adapter's device file is and what sysfs says of it, as the C library wants paths: made
/// once, so that a bus can be opened again without allocating.
struct AdapterPaths {
    /// `/dev/i2c-1`, zero-terminated.
    let node: [CChar]
    /// `/sys/class/i2c-dev/i2c-1/name`
    let name: [CChar]
    /// The link to the driver of the adapter's parent, which is the controller: it says what the
    /// name may not, for a device-tree node can be called anything.
    let driver: [CChar]

    init(_ path: String) {
        let folder = "/sys/class/i2c-dev/i2c-" + Self.number(of: path)
        node = Array(path.utf8CString)
        name = Array((folder + "/name").utf8CString)
        driver = Array((folder + "/device/../driver").utf8CString)
    }

    /// The digits at the end of a device file's name.
    static func number(of path: String) -> String {
        String(path.reversed().prefix { $0.isNumber }.reversed())
    }
}
