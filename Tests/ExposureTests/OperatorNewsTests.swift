import OperatorChannel
import PackSimulation
import Protection
import Quantities
import Testing

@testable import Exposure

struct OperatorNewsTests {
    @Test func `a status tells the state, the limits and the flags`() {
        let reply = OperatorReply(
            .accepted,
            fields: [
                .init("state", "operating"), .init("charge_limit_ampere", "0.300"),
                .init("discharge_limit_ampere", "0.650"),
                .init("flag.1.number", "\(Diagnostic.emergencyStop.rawValue)"),
                .init("flag.2.number", "\(Diagnostic.emergencyStop.rawValue)"),
                .init("flag.3.number", "65000"), .init("flag.1.place", "system"),
            ])
        let news = OperatorNews(reply)
        #expect(news?.loop.state == .operating)
        #expect(news?.loop.chargeLimit == .amperes(0.3))
        #expect(news?.loop.dischargeLimit == .amperes(0.65))
        #expect(news?.flags == [.emergencyStop])
    }

    @Test func `a status without a state says nothing, and one without limits permits nothing`() {
        #expect(OperatorNews(OperatorReply(.accepted)) == nil)
        let news = OperatorNews(OperatorReply(.accepted, fields: [.init("state", "standby")]))
        #expect(news?.loop.chargeLimit == .zero && news?.loop.dischargeLimit == .zero)
    }
}
