/// The two files, for a store that decides what goes into them.
protocol StateFiles: AnyObject {
    /// What the messages call a slot.
    func path(of slot: StateSlot) -> String

    /// All bytes of a slot; `nil` when there is no such file.
    func read(_ slot: StateSlot) throws(StateFileError) -> [UInt8]?

    /// Replaces the content of a slot and waits until it is on the disk. After an error the slot
    /// may hold anything.
    ///
    /// - Parameter capacity: Bytes to hold for later copies, so that a full disk shows before the
    ///   content is touched.
    func write(
        _ slot: StateSlot, _ copy: UnsafeRawBufferPointer, capacity: Int
    ) throws(StateFileError)

    /// Keeps what is in a slot under another name, for whoever wants to know what damaged it.
    func setAside(_ slot: StateSlot) throws(StateFileError)
}

/// A call that failed on a file of the state.
struct StateFileError: Error, Equatable {
    /// Completes "cannot …".
    let operation: String
    let code: Int32
}
