// Shows that the sanitizer sees a race, and that it sees none where a contended Mutex prevents it.
//
//   canary race     four threads count without a lock
//   canary mutex    four threads count under a Mutex that they fight for

import Glibc
import Synchronization

final class Counts: @unchecked Sendable {
    let isLocked: Bool
    var plain = 0
    let protected = Mutex(0)

    init(isLocked: Bool) { self.isLocked = isLocked }

    func count() {
        for _ in 0..<20_000 {
            if isLocked {
                protected.withLock { $0 += 1 }
                _ = protected.withLockIfAvailable { $0 += 0 }
            } else {
                plain += 1
            }
        }
    }
}

/// A free function, because a closure here would belong to the main actor.
private func work(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Counts>.fromOpaque(context).takeRetainedValue().count() }
    return nil
}

let counts = Counts(isLocked: CommandLine.arguments.last == "mutex")
var threads: [pthread_t] = []
for _ in 0..<4 {
    var thread = pthread_t()
    pthread_create(&thread, nil, work, Unmanaged.passRetained(counts).toOpaque())
    threads.append(thread)
}
for thread in threads { pthread_join(thread, nil) }
print(counts.isLocked ? counts.protected.withLock { $0 } : counts.plain)
