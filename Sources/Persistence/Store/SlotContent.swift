/// What one of the two files holds.
enum SlotContent {
    case state(StoredState, bytes: [UInt8])
    case otherVersion(UInt32)
    /// There is nothing: no file, or one that nothing was ever written to.
    case blank(StateDamage)
    case damaged(StateDamage)

    init(of slot: StateSlot, in files: any StateFiles) {
        let bytes: [UInt8]
        do throws(StateFileError) {
            guard let read = try files.read(slot) else {
                self = .blank(.missing)
                return
            }
            bytes = read
        } catch {
            self = .damaged(.unreadable(code: error.code))
            return
        }
        do throws(StateDamage) {
            switch try StateDecoder.decode(bytes) {
            case .state(let stored): self = .state(stored, bytes: Self.copy(in: bytes))
            case .otherVersion(let version): self = .otherVersion(version)
            }
        } catch {
            self = error == .empty ? .blank(.empty) : .damaged(error)
        }
    }

    /// Without what the file has reserved beyond its copy.
    private static func copy(in file: [UInt8]) -> [UInt8] {
        let length = file.withUnsafeBytes {
            UInt32(
                littleEndian: $0.loadUnaligned(
                    fromByteOffset: StateFormat.lengthOffset, as: UInt32.self))
        }
        return Array(file.prefix(Int(length)))
    }

    var stored: StoredState? {
        if case .state(let stored, _) = self { stored } else { nil }
    }

    var bytes: [UInt8] {
        if case .state(_, let bytes) = self { bytes } else { [] }
    }

    /// - Throws: for an intact copy that is not this pack's or not of this version.
    func refuse(unless identity: StateIdentity, path: String) throws(PersistenceError) {
        try refuseOtherVersion(path: path)
        guard let stored, !stored.identity.isSamePack(as: identity) else { return }
        throw .otherPack(path: path, found: stored.identity, expected: identity)
    }

    /// - Throws: for an intact copy that is not of this version.
    func refuseOtherVersion(path: String) throws(PersistenceError) {
        if case .otherVersion(let version) = self {
            throw .otherVersion(path: path, version: version)
        }
    }

    /// The newest intact copy, and what is wrong with the others.
    static func judge(
        _ first: SlotContent, _ second: SlotContent, path: (StateSlot) -> String
    ) -> StateFinding {
        var finding = StateFinding()
        func add(_ slot: StateSlot, _ what: StateDamage) {
            finding.damages.append(.init(slot: slot, path: path(slot), what: what))
        }
        if let one = first.stored, let other = second.stored {
            let isSecond = other.sequence > one.sequence
            finding.slot = isSecond ? .second : .first
            finding.stored = isSecond ? other : one
            if one.sequence == other.sequence, first.bytes != second.bytes {
                add(.second, .sameSequence)
            }
            return finding
        }
        finding.slot = first.stored != nil ? .first : second.stored != nil ? .second : nil
        finding.stored = first.stored ?? second.stored
        for (slot, content) in [(StateSlot.first, first), (.second, second)] {
            switch content {
            case .damaged(let what): add(slot, what)
            case .blank(let what):
                // The very first copy has no other beside it.
                if let stored = finding.stored, stored.sequence > 1 { add(slot, what) }
            case .state, .otherVersion: break
            }
        }
        return finding
    }
}
