/// The lines of a rig as somebody outside holds them.
public protocol LineBank: AnyObject {
    /// Shows the board what the program drives.
    func pollOutputs() throws(ExposureError)
    /// Shows the program what the board drives.
    func showInputs() throws(ExposureError)
    /// Takes the lines away.
    func remove()
}
