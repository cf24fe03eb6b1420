import Glibc

/// What the kernel knows of a file.
struct FileFacts {
    let device: UInt64
    let inode: UInt64
    let owner: UInt32
    let group: UInt32
    let mode: UInt32

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode
    }

    /// Of what is at a path, without following a link at its end; `nil` when there is nothing.
    init?(at path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Of an open file.
    init?(of descriptor: Descriptor) {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else { return nil }
        self.init(status)
    }

    var isSocket: Bool { mode & S_IFMT == S_IFSOCK }
    var isRegular: Bool { mode & S_IFMT == S_IFREG }
    var isLink: Bool { mode & S_IFMT == S_IFLNK }

    /// Whether it is the same file and not only one of the same name.
    func isSame(as other: FileFacts) -> Bool { device == other.device && inode == other.inode }
}
