/// A contactor with a coil command and an auxiliary contact.
public protocol Contactor: AnyObject {
    /// Energises the coil to close, or lets it drop to open.
    func command(closed: Bool) throws(DeviceError)

    /// Whether the auxiliary contact says the main contact is closed. The auxiliary contact can
    /// itself fail: electrical evidence decides.
    func readFeedback() throws(DeviceError) -> Bool
}
