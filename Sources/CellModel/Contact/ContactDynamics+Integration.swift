/// Contact over a step of any length.
extension ContactDynamics {
    /// θ and θ_u after `interval` seconds at constant current, pressure and temperature.
    ///
    /// Exponential Rosenbrock-Euler steps (Hochbruck and Ostermann 2010, Acta Numer. 19 209): exact
    /// while the rate is linear in θ and stable at any length; divided so that θ moves by at most
    /// 0.02 at a time, as the threshold of stripping is a kink.
    ///
    /// - Parameters:
    ///   - contactFraction: θ, 0.02 to 1 − θ_u.
    ///   - unrecoverable: θ_u.
    ///   - currentDensity: A/m² of electrode, positive charges (plates lithium).
    ///   - sustainable: i_sup as from ``sustainableCurrent(pressure:temperature:)``.
    /// - Returns: θ from 0.02 to 1 − θ_u, and θ_u.
    @inlinable
    public func advanced(
        contactFraction: Double, unrecoverable: Double, currentDensity: Double,
        sustainable: Double, interval: Double
    ) -> (contact: Double, unrecoverable: Double) {
        var theta = contactFraction
        var scar = unrecoverable
        var remaining = interval
        // Each division but the last moves θ by 0.02; fifty of them cover all there is.
        for _ in 0..<200 where remaining > 0 {
            let (rate, slope, scarring) = linearisedRates(
                contactFraction: theta, unrecoverable: scar, currentDensity: currentDensity,
                sustainable: sustainable)
            guard rate != 0 || scarring != 0 else { break }
            let part = min(remaining, 0.02 / max(rate.magnitude, 1e-300))
            let effective = part * Self.weight(slope * part)
            theta += effective * rate
            // What is lost decays with the same exponential, and scars form in step with it.
            scar += effective * scarring
            theta = theta.clamped(0.02, 1 - scar)
            remaining -= part
        }
        return (theta, scar)
    }

    /// (eˣ − 1)/x.
    @inlinable
    static func weight(_ x: Double) -> Double {
        guard x.magnitude > 1e-5 else { return 1 + x / 2 }
        return (Double.exp(x) - 1) / x
    }
}
