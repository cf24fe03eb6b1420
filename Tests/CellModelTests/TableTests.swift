import CellModel
import Testing

@Suite struct TableTests {
    let table = UniformTable([1, 3, 2])

    @Test func `a table meets its samples and is straight between them`() {
        #expect(table.value(at: 0.0).value == 1)
        #expect(table.value(at: 0.5).value == 3)
        #expect(table.value(at: 1.0).value == 2)
        #expect(table.value(at: 0.25).value == 2)
        #expect(table.value(at: 0.25).slope == 4)
    }

    @Test func `beyond its ends a table continues its last segments`() {
        #expect(table.value(at: -0.25).value == 0)
        #expect(table.value(at: 1.5).value == 1)
    }

    @Test func `what is not a number reads the first segment without trapping`() {
        #expect(table.value(at: Double.nan).value.isNaN)
        #expect(table.value(at: Double.infinity).slope == -2)
    }

    @Test func `a map interpolates between its temperatures and holds beyond them`() {
        let map = StateMap(
            temperatures: [273.15, 293.15], rows: [UniformTable([2, 4]), UniformTable([6, 10])])
        #expect(map.value(stateOfCharge: 0.5, temperature: 283.15) == 5.5)
        #expect(map.value(stateOfCharge: 0.5, temperature: 100) == 3)
        #expect(map.value(stateOfCharge: 0.5, temperature: 400) == 8)
        #expect(map.value(stateOfCharge: 7, temperature: 400) == 10)
    }
}
