import Configuration
import Control
import Glibc
import Logging
import OperatorChannel
import Persistence
import Protection
import Quantities

/// Takes over what the run before left, and keeps what the next one needs.
///
/// Unchecked: ``follow(_:of:)`` is called on the loop's thread, ``finish(_:)`` after that has
/// ended.
final class StatePost: StepFollower, @unchecked Sendable {
    private let keeper: StateKeeper
    private let log: Logger

    /// Opens the directory and gives the loop what is in it, before its first step. Without a
    /// directory nothing survives, which is said.
    ///
    /// - Parameter isDryRun: What is there is used and not touched.
    /// - Throws: ``ExitStatus/inputOutput`` when the directory cannot be used,
    ///   ``ExitStatus/configuration`` when it is another pack's; both are explained.
    static func open(
        directory: String?, pack: PackDescription, digest: String, isDryRun: Bool,
        control: ControlLoop, clock: WallClock = .system, _ log: Logger
    ) throws -> StatePost? {
        guard let directory else {
            log.warning("nothing survives a restart: no --state; the charge begins unknown")
            control.beginUnknown()
            return nil
        }
        let identity = StateIdentity(pack, configurationDigest: digest)
        do throws(PersistenceError) {
            if isDryRun {
                let finding = try look(at: directory, for: identity)
                resume(control, from: finding, identity: identity, clock: clock, log)
                log.notice("state: nothing is kept in a dry run")
                return nil
            }
            let store = try StateStore(directory: directory, identity: identity)
            resume(control, from: store.finding, identity: identity, clock: clock, log)
            log.notice("state: kept in \(directory)")
            return StatePost(
                store: store, control: control, identity: identity, clock: clock, log)
        } catch {
            complain("state: \(error)")
            switch error {
            case .otherPack, .otherVersion: throw ExitStatus.configuration
            case .cannot, .held, .noState: throw ExitStatus.inputOutput
            }
        }
    }

    private init(
        store: StateStore, control: ControlLoop, identity: StateIdentity, clock: WallClock,
        _ log: Logger
    ) {
        self.log = log
        keeper = StateKeeper(store: store, for: control, identity: identity, clock: clock) {
            if let failure = $0 {
                log.error("state: cannot be kept, the copy before stays: \(failure)")
            } else {
                log.notice("state: kept again")
            }
        }
    }

    func follow(_ snapshot: borrowing Snapshot, of control: ControlLoop) {
        keeper.keep(control, now: snapshot.now)
    }

    /// How keeping goes, for operators. From any thread.
    var fields: [OperatorReply.Field] {
        let status = keeper.status
        var fields: [OperatorReply.Field] = [.init("state_copies", "\(status.writtenCopies)")]
        if let failure = status.failure { fields.append(.init("state_failure", "\(failure)")) }
        return fields
    }

    /// Writes what is true at the end.
    ///
    /// - Returns: Whether it is on the disk.
    func finish(_ control: ControlLoop) -> Bool {
        let status = keeper.finish(control)
        log.log(level: status.failure == nil ? .notice : .error, "state: \(status.words)")
        return status.failure == nil
    }

    // MARK: - Start

    /// A directory that the first real run will make holds nothing yet.
    private static func look(
        at directory: String, for identity: StateIdentity
    ) throws(PersistenceError) -> StateFinding {
        do throws(PersistenceError) {
            return try StateStore.look(at: directory, for: identity)
        } catch {
            guard case .cannot(_, _, ENOENT) = error else { throw error }
            return StateFinding()
        }
    }

    private static func resume(
        _ control: ControlLoop, from finding: StateFinding, identity: StateIdentity,
        clock: WallClock, _ log: Logger
    ) {
        let resumption = Resumption(
            of: control, from: finding, identity: identity, now: clock.now)
        for line in resumption.lines { log.log(level: line.level, "state: \(line.text)") }
    }
}
