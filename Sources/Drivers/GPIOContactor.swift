public import HAL

/// A contactor whose coil driver and auxiliary contact hang on GPIO lines.
///
/// The coil line only gives permission: the coil's supply runs through the emergency stop, the
/// interlock loop and the external watchdog, and any of them opens the contactor without software.
public final class GPIOContactor: Contactor {
    /// What contact the feedback line comes from.
    public enum AuxiliaryContact: Sendable {
        /// Closes with the main contact.
        case normallyOpen
        /// Opens with the main contact.
        case normallyClosed
    }

    /// Name on the board, for messages: "BMS_CONT_POS".
    public let name: String

    private let coil: any DigitalOutput
    private let feedback: any DigitalInput
    private let auxiliaryContact: AuxiliaryContact

    /// - Parameters:
    ///   - coil: Active energises the coil.
    ///   - feedback: Active while the auxiliary contact is closed.
    public init(
        name: String, coil: any DigitalOutput, feedback: any DigitalInput,
        auxiliaryContact: AuxiliaryContact = .normallyOpen
    ) {
        self.name = name
        self.coil = coil
        self.feedback = feedback
        self.auxiliaryContact = auxiliaryContact
    }

    public func command(closed: Bool) throws(DeviceError) {
        do { try coil.set(closed) } catch { throw .line(error) }
    }

    public func readFeedback() throws(DeviceError) -> Bool {
        do {
            return try feedback.read() == (auxiliaryContact == .normallyOpen)
        } catch { throw .line(error) }
    }
}
