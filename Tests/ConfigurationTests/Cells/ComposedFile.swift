@testable import Configuration

/// A cell file that exists in the test only, beside the shipped ones, so that it finds their
/// materials.
struct ComposedFile {
    var cathode = "nmc811"
    var electrolyte = "li6ps5cl"
    var anode = "lithium"
    var architecture = "planar"
    var cathodeTreatment: String? = "linbo3-coating"
    var anodeTreatment: String?
    /// V.
    var voltage = "2.5 4.3"
    /// degC.
    var temperature = "0 60"
    var arealCapacity = "3.0 mAh/cm2"
    var thickness = "30 um"
    var fixture = "kind = \"constant-pressure\"\npreload = \"5 MPa\""
    /// Tables and entries after the others.
    var rest = ""

    static let name = ShippedFiles.root + "/Configs/Cells/test.toml"

    var text: String {
        var composition = """
            materials = "../Materials"
            cathode = "\(cathode)"
            electrolyte = "\(electrolyte)"
            anode = "\(anode)"
            architecture = "\(architecture)"

            """
        if let cathodeTreatment { composition += "cathode_treatment = \"\(cathodeTreatment)\"\n" }
        if let anodeTreatment { composition += "anode_treatment = \"\(anodeTreatment)\"\n" }
        let voltages = voltage.split(separator: " ")
        let temperatures = temperature.split(separator: " ")
        return """
            name = "test"
            chemistry = "of the test"
            kind = "composed"
            source = "the test"

            [composition]
            \(composition)
            [design]
            areal_capacity = "\(arealCapacity)"
            electrode_area = "10 cm2"
            layer_count = 1

            [separator]
            thickness = "\(thickness)"

            [window]
            voltage_minimum = "\(voltages[0]) V"
            voltage_maximum = "\(voltages[1]) V"
            temperature_minimum = "\(temperatures[0]) degC"
            temperature_maximum = "\(temperatures[1]) degC"

            [fixture]
            \(fixture)

            [thermal]
            heat_capacity = "5 J/K"
            conductance_to_ambient = "0.3 W/K"

            [evidence]
            status = "reported"
            note = "none, this is a test"

            \(rest)
            """
    }

    /// An `[[accepted]]` entry.
    static func accepting(_ rule: String) -> String {
        "[[accepted]]\nrule = \"\(rule)\"\nreason = \"the test wants it\"\n"
    }

    func load() throws(ConfigurationError) -> CellDescription {
        let text = text
        let context = LoadContext(read: { (file: String) throws(FileText.Failure) -> String in
            file == Self.name ? text : try FileText.read(file)
        })
        return try CellDescription(contentsOf: Self.name, problems: context)
    }

    /// What loading complains about.
    var problems: [ConfigurationProblem] {
        ShippedFiles.problems { () throws(ConfigurationError) in _ = try load() }
    }
}
