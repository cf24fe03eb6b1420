/// A figure of the simulated cell or its press that a sweep may shift away from what the estimator
/// believes.
public enum SweepParameter: String, Sendable, CaseIterable {
    /// Charge between empty and full.
    case capacity
    /// The ends of each electrode's window, as shares of its width: the curve shifts and stretches.
    case stoichiometry
    /// Open-circuit voltage, the same at every charge.
    case curveOffset = "curve_offset"
    /// Open-circuit voltage at 100 % above that at 0 %, a straight line between, none at half.
    case curveTilt = "curve_tilt"
    /// Distance between the branches of the hysteresis.
    case hysteresisGap = "hysteresis_gap"
    /// How fast the branch follows the charge.
    case hysteresisRate = "hysteresis_rate"
    /// Of the electrolyte, grain boundaries included.
    case conductivity
    /// R_ref of the interface in full contact.
    case interfaceResistance = "interface_resistance"
    /// R_ref of the cathode composite.
    case cathodeResistance = "cathode_resistance"
    /// Growth of the interphase.
    case interphaseGrowth = "interphase_growth"
    /// Of lithium in the grains of the cathode.
    case diffusivity
    /// Grains of the cathode: times go with the square.
    case particleRadius = "particle_radius"
    /// t₊ of a polymer.
    case transference
    /// i_sup, the stripping current that contact sustains.
    case strippingLimit = "stripping_limit"
    /// h_v of the voids that stripping leaves.
    case voidHeight = "void_height"
    /// Growth with charge.
    case swelling
    /// p_pre, set by hand.
    case preload
    /// K_f of the press.
    case stiffness
    /// Rate at which the stack settles.
    case settling
    /// α_T of the stack against its frame.
    case thermalExpansion = "thermal_expansion"
    /// Heat capacity and conductance to the ambient, each on its own.
    case thermal

    /// Whether the figure is shifted by volts; others are multiplied, or for
    /// ``stoichiometry`` shifted by a share.
    public var isVoltage: Bool { self == .curveOffset || self == .curveTilt }
}
