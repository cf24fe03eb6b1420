import CLinuxHAL

/// Which device file something is. One that was taken away and made again is another.
struct DeviceNode: Equatable {
    var fileSystem: UInt64 = 0
    var file: UInt64 = 0
    /// Major and minor number.
    var device: UInt64 = 0

    init(file: UInt64 = 0) { self.file = file }

    init(_ node: hal_node) {
        fileSystem = node.file_system
        file = node.file
        device = node.device
    }
}
