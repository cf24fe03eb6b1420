/// Two files that each hold a whole state, written in turn: whatever happens during a write, the
/// other one is intact.
///
/// ```swift
/// let store = try StateStore(directory: "/var/lib/solidbms/state", identity: identity)
/// if let stored = store.finding.stored { … }
/// ```
///
/// A failed write is tried again in the same file, so that the intact one stays untouched.
public final class StateStore {
    /// What was there at the start.
    public private(set) var finding: StateFinding

    private let files: any StateFiles
    /// The number of the newest intact copy; 0 when there is none.
    private var sequence: UInt64
    private var next: StateSlot

    /// Takes the directory for itself, reads both copies, and makes a damaged one anew from the
    /// other.
    ///
    /// - Throws: when the directory cannot be used, when another program uses it, and when a copy
    ///   is intact and belongs to another pack or version; nothing is then changed.
    public convenience init(
        directory: String, identity: StateIdentity
    ) throws(PersistenceError) {
        try self.init(
            files: DirectoryFiles(directory: directory, isExclusive: true), identity: identity)
    }

    init(files: any StateFiles, identity: StateIdentity) throws(PersistenceError) {
        self.files = files
        let copies = StateSlot.allCases.map { SlotContent(of: $0, in: files) }
        for (slot, copy) in zip(StateSlot.allCases, copies) {
            try copy.refuse(unless: identity, path: files.path(of: slot))
        }
        finding = SlotContent.judge(copies[0], copies[1], path: files.path)
        sequence = finding.stored?.sequence ?? 0
        next = finding.slot?.other ?? .first
        if let newest = finding.slot {
            repair(from: copies[newest.rawValue].bytes, newest: newest)
        } else if finding.isLost {
            setAside()
        }
    }

    /// What a directory holds, to look at: changes nothing and needs no right to write. A state
    /// that is being written at the moment may look damaged.
    ///
    /// - Parameter identity: Whose state it must be; `nil` for anybody's.
    /// - Throws: as opening does.
    public static func look(
        at directory: String, for identity: StateIdentity? = nil
    ) throws(PersistenceError) -> StateFinding {
        let files = try DirectoryFiles(directory: directory, isExclusive: false)
        let copies = StateSlot.allCases.map { SlotContent(of: $0, in: files) }
        for (slot, copy) in zip(StateSlot.allCases, copies) {
            try copy.refuseOtherVersion(path: files.path(of: slot))
            if let identity {
                try copy.refuse(unless: identity, path: files.path(of: slot))
            }
        }
        return SlotContent.judge(copies[0], copies[1], path: files.path)
    }

    private func repair(from bytes: [UInt8], newest: StateSlot) {
        guard finding.damages.contains(where: { $0.slot == newest.other }) else { return }
        let slot = newest.other
        let failure: StateFileError? = bytes.withUnsafeBytes { copy in
            do throws(StateFileError) {
                try files.write(slot, copy, capacity: copy.count)
                return nil
            } catch { return error }
        }
        finding.repairFailure = failure.map { error in
            .cannot(error.operation, path: files.path(of: slot), code: error.code)
        }
    }

    /// What damaged both may be of interest, and the next two copies overwrite it.
    private func setAside() {
        for damage in finding.damages {
            do throws(StateFileError) { try files.setAside(damage.slot) } catch {
                finding.repairFailure = .cannot(
                    error.operation, path: damage.path, code: error.code)
            }
        }
    }

    /// Numbers an encoded copy, adds its check and writes it, waiting until it is on the disk.
    ///
    /// - Parameters:
    ///   - copy: From the encoder.
    ///   - capacity: Bytes of the largest copy.
    func write(
        _ copy: UnsafeMutableRawBufferPointer, capacity: Int
    ) throws(PersistenceError) {
        StateEncoder.seal(copy, sequence: sequence + 1)
        do throws(StateFileError) {
            try files.write(next, UnsafeRawBufferPointer(copy), capacity: capacity)
        } catch {
            throw .cannot(error.operation, path: files.path(of: next), code: error.code)
        }
        sequence += 1
        next = next.other
    }
}
