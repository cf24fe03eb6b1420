import Control
import Estimation
import Testing

@testable import Dashboard

/// The hand-over from the loop to the dashboard.
struct SnapshotPublisherTests {
    @Test func `the newest snapshot is read, once as new`() {
        let publisher = SnapshotPublisher(cellCount: 2, stackCount: 1)
        #expect(!publisher.advance())
        publisher.offer(SamplePack.snapshot(1), droppedFrames: 4)
        publisher.offer(SamplePack.snapshot(2), droppedFrames: 5)
        #expect(publisher.advance())
        #expect(!publisher.advance())
        publisher.withFrame { frame in
            #expect(frame.snapshot == SamplePack.snapshot(2))
            #expect(frame.droppedFrames == 5)
        }
    }

    @Test func `a frame that is being read does not change under the reader`() {
        let publisher = SnapshotPublisher(cellCount: 2, stackCount: 1)
        publisher.offer(SamplePack.snapshot(1))
        #expect(publisher.advance())
        publisher.withFrame { frame in
            for sequence in 2..<20 { publisher.offer(SamplePack.snapshot(UInt64(sequence))) }
            #expect(frame.snapshot.sequence == 1)
        }
        #expect(publisher.advance())
        #expect(publisher.withFrame { $0.snapshot.sequence } == 19)
    }

    @Test func `flags that were cleared are gone, and the events of a step are left out`() {
        let publisher = SnapshotPublisher(cellCount: 2, stackCount: 1)
        var snapshot = SamplePack.snapshot()
        publisher.offer(snapshot)
        publisher.offer(snapshot)
        publisher.offer(snapshot)
        snapshot.events = snapshot.activeFlags
        snapshot.activeFlags = []
        publisher.offer(snapshot)
        #expect(publisher.advance())
        publisher.withFrame { frame in
            #expect(frame.snapshot.activeFlags.isEmpty)
            #expect(frame.snapshot.events.isEmpty)
        }
    }

    @Test func `offering fills the memory of the start, and keeps nothing of the loop's`() {
        let publisher = SnapshotPublisher(cellCount: 2, stackCount: 1)
        let offered = (0..<30).map { SamplePack.snapshot(UInt64($0)) }
        var blocks: [UnsafePointer<CellSnapshot>?] = []
        for snapshot in offered {
            publisher.offer(snapshot)
            #expect(publisher.advance())
            publisher.withFrame { frame in
                let block = frame.snapshot.cells.withUnsafeBufferPointer(\.baseAddress)
                if !blocks.contains(block) { blocks.append(block) }
            }
        }
        #expect(blocks.count <= 3)
        for snapshot in offered {
            #expect(!blocks.contains(snapshot.cells.withUnsafeBufferPointer(\.baseAddress)))
        }
    }

    @Test func `two threads hand over whole snapshots in order, the last one included`() async {
        let publisher = SnapshotPublisher(cellCount: 2, stackCount: 1)
        let last: UInt64 = 20_000
        async let writing: Void = {
            var snapshot = SamplePack.snapshot(0)
            for sequence in 1...last {
                snapshot.sequence = sequence
                snapshot.cells[1].estimate.stateOfCharge = Double(sequence)
                publisher.offer(snapshot, droppedFrames: sequence)
            }
        }()
        var seen: UInt64 = 0
        var isWhole = true
        while seen < last {
            guard publisher.advance() else {
                await Task.yield()
                continue
            }
            publisher.withFrame { frame in
                let sequence = frame.snapshot.sequence
                isWhole =
                    isWhole && sequence > seen && frame.droppedFrames == sequence
                    && frame.snapshot.cells[1].estimate.stateOfCharge == Double(sequence)
                seen = sequence
            }
        }
        await writing
        #expect(isWhole)
    }
}
