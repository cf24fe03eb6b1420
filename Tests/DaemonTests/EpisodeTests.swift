import Quantities
import Testing

@testable import solidbmsd

@Suite struct EpisodeTests {
    @Test func `an episode begins once and ends once it has stayed away`() {
        var episode = Episode()
        #expect(episode.add(0, now: .start) == nil)
        #expect(episode.add(2, now: at(1)) == .began)
        #expect(episode.add(1, now: at(2)) == nil)
        #expect(episode.add(0, now: at(11.9)) == nil)
        #expect(episode.add(0, now: at(12)) == .ended(count: 3, lasted: .seconds(1)))
        #expect(episode.add(0, now: at(30)) == nil)
        #expect(episode.add(1, now: at(31)) == .began)
        #expect(episode.total == 4)
    }

    @Test func `a counter counts from where it stood`() {
        var episode = Episode()
        #expect(episode.update(total: 0, now: at(1)) == nil)
        #expect(episode.update(total: 5, now: at(2)) == .began)
        #expect(episode.update(total: 5, now: at(3)) == nil)
        #expect(episode.update(total: 7, now: at(4)) == nil)
        #expect(episode.update(total: 7, now: at(14)) == .ended(count: 7, lasted: .seconds(2)))
    }

    private func at(_ seconds: Double) -> Instant { .start + .seconds(seconds) }
}
