import Configuration
import Quantities
import Testing

@Suite struct CurrentProfileTests {
    let profile = CurrentProfile(
        interval: .milliseconds(500), amperes: [1, -2, 3], repetitions: 2)

    @Test func `a profile lasts its samples times its repetitions`() {
        #expect(profile.duration == .seconds(3))
    }

    @Test func `a sample is held until the next`() {
        #expect(profile.current(at: .zero) == .amperes(1))
        #expect(profile.current(at: .milliseconds(499)) == .amperes(1))
        #expect(profile.current(at: .milliseconds(500)) == .amperes(-2))
    }

    @Test func `a repetition starts again at the first sample`() {
        #expect(profile.current(at: .milliseconds(1_500)) == .amperes(1))
        #expect(profile.current(at: .milliseconds(2_999)) == .amperes(3))
    }

    @Test func `there is no current before the beginning or after the end`() {
        #expect(profile.current(at: .milliseconds(-1)) == nil)
        #expect(profile.current(at: .seconds(3)) == nil)
    }
}
