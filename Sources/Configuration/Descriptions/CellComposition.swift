/// A material a cell names, by the name of its file.
public struct MaterialReference: Sendable, Equatable {
    /// The name of its file without the ending: "li6ps5cl".
    public var slug: String
    /// In words: "Argyrodite Li6PS5Cl".
    public var name: String
    /// The chemical formula, or what comes nearest.
    public var formula: String

    public init(slug: String, name: String, formula: String) {
        self.slug = slug
        self.name = name
        self.formula = formula
    }
}

/// What a composed cell is made of.
public struct CellComposition: Sendable, Equatable {
    public var cathode: MaterialReference
    public var electrolyte: MaterialReference
    public var anode: MaterialReference
    public var architecture: MaterialReference
    public var cathodeTreatment: MaterialReference?
    public var anodeTreatment: MaterialReference?
    /// Practical capacities of the electrode materials over their windows, C/kg.
    public var cathodeSpecificCapacity: Double
    public var anodeSpecificCapacity: Double

    public init(
        cathode: MaterialReference, electrolyte: MaterialReference, anode: MaterialReference,
        architecture: MaterialReference, cathodeTreatment: MaterialReference?,
        anodeTreatment: MaterialReference?, cathodeSpecificCapacity: Double,
        anodeSpecificCapacity: Double
    ) {
        self.cathode = cathode
        self.electrolyte = electrolyte
        self.anode = anode
        self.architecture = architecture
        self.cathodeTreatment = cathodeTreatment
        self.anodeTreatment = anodeTreatment
        self.cathodeSpecificCapacity = cathodeSpecificCapacity
        self.anodeSpecificCapacity = anodeSpecificCapacity
    }

    /// The same electrode on both sides.
    public var isSymmetric: Bool { cathode == anode }
}

/// How much of a cell file was reported and how much assumed.
public struct CellEvidence: Sendable, Equatable {
    /// Whether gaps were filled.
    public enum Status: String, Sendable, CaseIterable {
        /// A source gives what the model needs.
        case reported
        /// The source leaves gaps, which were filled with assumptions.
        case assumed
    }

    public var status: Status
    /// What was assumed, in words.
    public var assumed: [String]
    /// What the source gives.
    public var note: String

    public init(status: Status, assumed: [String], note: String) {
        self.status = status
        self.assumed = assumed
        self.note = note
    }
}

/// A refusal that the cell file overrides, with the reason written there.
public struct AcceptedRefusal: Sendable, Equatable {
    /// The name of the rule: "reduced-by-anode".
    public var rule: String
    /// Why the cell file says it may be.
    public var reason: String
    /// What would have been refused.
    public var refusal: String

    public init(rule: String, reason: String, refusal: String) {
        self.rule = rule
        self.reason = reason
        self.refusal = refusal
    }
}
