/// What kind of quantity a value is; units of one dimension convert into one another.
enum Dimension: String, CaseIterable {
    case voltage = "a voltage"
    case current = "a current"
    case charge = "a charge"
    case resistance = "a resistance"
    case arealResistance = "a resistance times area"
    case conductivity = "a conductivity"
    case arealCapacity = "a charge per area"
    case currentDensity = "a current per area"
    case length = "a length"
    case lengthRate = "a length per time"
    case thermalExpansion = "a length per temperature"
    case area = "an area"
    case pressure = "a pressure"
    case pressureRate = "a pressure per time"
    case pressurePerCharge = "a pressure per charge per area"
    case stiffness = "a pressure per length"
    case molarEnergy = "an energy per amount"
    case temperature = "a temperature"
    case temperatureDifference = "a temperature difference"
    case temperatureRate = "a temperature per time"
    case duration = "a duration"
    case heatCapacity = "a heat capacity"
    case thermalConductance = "a thermal conductance"
    case swelling = "a length per charge per area"
    case diffusivity = "a diffusivity"
    case interphaseGrowth = "a resistance times area per root of time"
    case interphaseRate = "a resistance times area per time"
    case specificCapacity = "a charge per mass"
    case force = "a force"
    case bridgeSensitivity = "a voltage per voltage"
    case capacitance = "a capacitance"
    case frequency = "a frequency"
    case power = "a power"
    case ratio = "a number"
    case rate = "a number per time"
    case pressureCoefficient = "a voltage per pressure"
    case entropicCoefficient = "a voltage per temperature"
    case walk = "a number per root of time"
    case pressureWalk = "a pressure per root of time"

    /// The units a value of this dimension may be given in, the SI unit first.
    var units: [Unit] { Unit.all.filter { $0.dimension == self } }

    /// "V, mV, uV".
    var unitList: String { units.map(\.symbol).joined(separator: ", ") }
}
