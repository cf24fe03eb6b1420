import Glibc

/// What the kernel says of a device that was there when it was opened and is not any more. The one
/// list for buses and lines.
enum DeviceLoss {
    /// Whether an errno says so whatever the device was.
    ///
    /// - ENODEV: its driver has let go of it, or it is unplugged.
    /// - ESHUTDOWN: it was taken down; the I²C core says so of an adapter that is suspended.
    /// - ENOTCONN, ECONNABORTED: the program that answered for it has ended (CUSE), between two
    ///   calls or during one.
    static func isSaid(by number: Int32) -> Bool {
        switch number {
        case ENODEV, ESHUTDOWN, ENOTCONN, ECONNABORTED: true
        default: false
        }
    }
}
