import Protection
import Quantities
import Testing

struct CurrentLimiterTests {
    /// Charge falls from 10 A at 4.0 V to nothing at 4.2 V; both need 5 MPa for the full current.
    private let settings = CurrentLimitSettings(
        chargeRating: .amperes(10), dischargeRating: .amperes(20), deratedFraction: 0.5,
        hold: .seconds(2), ramp: 1,
        curves: [
            DeratingCurve(
                signal: .cellVoltage, directions: .charging,
                points: [.init(value: 4.0, limit: 10), .init(value: 4.2, limit: 0)]),
            DeratingCurve(
                signal: .stackPressure, directions: [.charging, .discharging],
                points: [
                    .init(value: 2e6, limit: 0), .init(value: 4e6, limit: 5),
                    .init(value: 5e6, limit: 20),
                ]),
        ])

    private func comfortable() -> SignalTable {
        var table = SignalTable(cellCount: 2, stackCount: 2)
        for index in 0..<2 {
            table.set(.cellVoltage, index, 3.7)
            table.set(.stackPressure, index, 6e6)
        }
        return table
    }

    private let quiet = RuleEngine(rules: [], cellCount: 2, stackCount: 2)

    @Test func `a curve interpolates between its points and is flat beyond them`() {
        let curve = settings.curves[1]
        #expect(curve.limit(at: 0) == 0)
        #expect(curve.limit(at: 2e6) == 0)
        #expect(curve.limit(at: 3e6) == 2.5)
        #expect(curve.limit(at: 4e6) == 5)
        #expect(curve.limit(at: 4.5e6) == 12.5)
        #expect(curve.limit(at: 5e6) == 20)
        #expect(curve.limit(at: 9e6) == 20)
        #expect(curve.limit(at: .nan) == 0)
        let flat = DeratingCurve(
            signal: .cellVoltage, directions: .charging, points: [.init(value: 1, limit: 3)])
        #expect([0, 1, 2].map { flat.limit(at: $0) } == [3, 3, 3])
    }

    @Test func `in comfort the ratings bind`() {
        var limiter = CurrentLimiter(settings: settings)
        let limits = limiter.update(comfortable(), engine: quiet, now: .start)
        #expect(limits.charge.current == .amperes(10))
        #expect(limits.charge.cause == .rating)
        #expect(limits.discharge.current == .amperes(20))
        #expect(limits.discharge.cause == .rating)
    }

    @Test func `the least limit counts and names its place and value`() {
        var limiter = CurrentLimiter(settings: settings)
        var table = comfortable()
        table.set(.cellVoltage, 1, 4.15)
        table.set(.stackPressure, 1, 4e6)
        let limits = limiter.update(table, engine: quiet, now: .start)
        #expect((limits.charge.current.amperes - 2.5).magnitude < 1e-9)
        #expect(limits.charge.cause == .curve(.cellVoltage))
        #expect(limits.charge.place == .cell(1))
        #expect(limits.charge.value == 4.15)
        #expect(limits.discharge.current == .amperes(5))
        #expect(limits.discharge.cause == .curve(.stackPressure))
        #expect(limits.discharge.place == .stack(1))
        #expect(limits.discharge.value == 4e6)
    }

    @Test func `a missing measurement permits nothing`() {
        var limiter = CurrentLimiter(settings: settings)
        var table = comfortable()
        table.setMissing(.cellVoltage, 1)
        let limits = limiter.update(table, engine: quiet, now: .start)
        #expect(limits.charge.current == .zero)
        #expect(limits.charge.cause == .missing(.cellVoltage))
        #expect(limits.charge.place == .cell(1))
        #expect(limits.discharge.current == .amperes(20), "this curve limits charging only")
    }

    @Test(arguments: [10, 70, 100, 1_000])
    func `a limit falls at once and recovers by hold and ramp at any step period`(
        milliseconds: Int
    ) {
        var limiter = CurrentLimiter(settings: settings)
        var table = comfortable()
        var now = Instant.start
        limiter.update(table, engine: quiet, now: now)
        table.set(.stackPressure, 0, 4e6)
        now = now + .milliseconds(milliseconds)
        #expect(limiter.update(table, engine: quiet, now: now).discharge.current == .amperes(5))
        let fell = now
        table.set(.stackPressure, 0, 6e6)
        while now - fell < .seconds(20) {
            now = now + .milliseconds(milliseconds)
            let limit = limiter.update(table, engine: quiet, now: now).discharge
            let rising = max(0, (now - fell).inSeconds - 2)
            #expect((limit.current.amperes - min(20, 5 + rising)).magnitude < 1e-6)
            #expect(limit.isRecovering == (limit.current < .amperes(20)))
            #expect(limit.cause == (limit.isRecovering ? .curve(.stackPressure) : .rating))
        }
    }

    @Test func `a new fall during recovery starts the hold again`() {
        var limiter = CurrentLimiter(settings: settings)
        var table = comfortable()
        func update(_ seconds: Int) -> CurrentLimit {
            limiter.update(table, engine: quiet, now: .start + .seconds(seconds)).discharge
        }
        table.set(.stackPressure, 0, 4e6)
        #expect(update(0).current == .amperes(5))
        table.set(.stackPressure, 0, 6e6)
        #expect(update(5).current == .amperes(8))
        table.set(.stackPressure, 0, 3e6)
        #expect(update(6).current == .amperes(2.5))
        table.set(.stackPressure, 0, 6e6)
        #expect(update(8).current == .amperes(2.5))
        #expect(update(9).current == .amperes(3.5))
    }

    @Test func `flags derate, stop, and end the current`() {
        func limits(_ grade: Grade, _ reaction: Rule.Reaction) -> CurrentLimits {
            var rig = EngineRig([
                .overvoltage(
                    grade: grade, set: 3.5, release: 3.4, confirm: .zero, directions: .charging,
                    reaction: reaction)
            ])
            rig.direction = .charging
            rig.table = comfortable()
            rig.evaluate()
            var limiter = CurrentLimiter(settings: settings)
            return limiter.update(rig.table, engine: rig.engine, now: rig.now)
        }
        let informed = limits(.operating, .inform)
        #expect(informed.charge.cause == .rating)
        let derated = limits(.operating, .derate)
        #expect(derated.charge.current == .amperes(5))
        #expect(derated.discharge.current == .amperes(10))
        #expect(derated.charge.cause == .deratingFlag)
        let stopped = limits(.warning, .derate)
        #expect(stopped.charge.current == .zero)
        #expect(stopped.charge.cause == .stopRequest)
        #expect(stopped.discharge.current == .amperes(10), "the way out stays open")
        let fatal = limits(.safety, .open(after: .seconds(1)))
        #expect(fatal.charge.current == .zero && fatal.discharge.current == .zero)
        #expect(fatal.charge.cause == .fatalFlag)
    }
}
