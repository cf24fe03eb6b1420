import Testing

@testable import Persistence

struct WallMomentTests {
    private let boot = BootIdentity(high: 1, low: 2)
    private let day = 86_400 * 1_000_000_000 as Int64
    private let noon = 1_800_000_000_000_000_000 as Int64

    private func moment(
        _ unix: Int64, _ low: UInt64, _ boot: Int64, isSynchronised: Bool = true
    ) -> WallMoment {
        WallMoment(
            unixNanoseconds: unix, boot: BootIdentity(high: 1, low: low), bootNanoseconds: boot,
            isSynchronised: isSynchronised)
    }

    @Test func `within one boot the kernel's clock counts, whatever the calendar says`() {
        let kept = moment(noon, 2, 5_000_000_000)
        for unix in [0, noon - 40 * day, noon, noon + 900 * day] {
            #expect(moment(unix, 2, 12_000_000_000).rest(since: kept) == .known(.seconds(7)))
        }
    }

    @Test func `from boot to boot the calendar counts`() {
        let kept = moment(noon, 2, 5_000_000_000)
        #expect(moment(noon + day, 3, 1_000).rest(since: kept) == .known(.seconds(86_400)))
        // Not known is not the same.
        let nowhere = WallMoment(
            unixNanoseconds: noon, boot: BootIdentity(), bootNanoseconds: 5_000_000_000,
            isSynchronised: true)
        let later = WallMoment(
            unixNanoseconds: noon + day, boot: BootIdentity(), bootNanoseconds: 6_000_000_000,
            isSynchronised: true)
        #expect(later.rest(since: nowhere) == .known(.seconds(86_400)))
    }

    @Test func `a calendar that cannot be right says that nobody knows, and why`() {
        let kept = moment(noon, 2, 0)
        #expect(moment(1_000, 3, 0).rest(since: kept) == .unknown(.clockNotSet))
        #expect(moment(noon - 1, 3, 0).rest(since: kept) == .unknown(.clockBehindStamp))
        #expect(moment(noon + 9_000 * day, 3, 0).rest(since: kept) == .unknown(.tooLong))
        let unset = moment(5, 2, 0)
        #expect(moment(noon, 3, 0).rest(since: unset) == .unknown(.stampNotSet))
        #expect(Rest.unknown(.clockBehindStamp).words.contains("earlier than the state"))
        #expect(Rest.known(.seconds(90_000)).words == "25 h")
    }

    @Test func `a calendar that nothing vouches for says nothing from boot to boot`() {
        let kept = moment(noon, 2, 5_000_000_000)
        let keptUnset = moment(noon, 2, 5_000_000_000, isSynchronised: false)
        let few = noon + 3_000_000_000
        let restarted = moment(few, 3, 0, isSynchronised: false)
        #expect(restarted.rest(since: kept) == .unknown(.clockNotSet))
        #expect(moment(few, 3, 0).rest(since: keptUnset) == .unknown(.stampNotSet))
        // In one boot it does not matter.
        let soon = moment(few, 2, 6_000_000_000, isSynchronised: false)
        #expect(soon.rest(since: keptUnset) == .known(.seconds(1)))
    }

    @Test func `the identity of a boot is read from its text`() {
        let text = "0123abcd-4567-89ef-0011-223344556677\n"
        #expect(BootIdentity(text: text).high == 0x0123_ABCD_4567_89EF)
        #expect(BootIdentity(text: text).low == 0x0011_2233_4455_6677)
        #expect(!BootIdentity(text: "nonsense").isKnown)
        let clock = WallClock.system
        #expect(clock.now.bootNanoseconds <= clock.now.bootNanoseconds)
        #expect(clock.now.boot == clock.now.boot)
    }
}
