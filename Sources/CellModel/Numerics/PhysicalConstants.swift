/// Exact constants of the SI (2019) and what follows from them.
public enum PhysicalConstants {
    /// Faraday constant, C/mol.
    public static let faraday = 96_485.332_12
    /// Molar gas constant, J/(mol K).
    public static let gas = 8.314_462_618
    /// Reference temperature of the parameter files, K (25 °C).
    public static let referenceTemperature = 298.15
    /// One electronvolt per particle, in J/mol.
    public static let joulePerMolePerElectronvolt = 96_485.332_12
    /// Molar volume of lithium metal, m³/mol: 6.94 g/mol over 0.534 g/cm³.
    public static let lithiumMolarVolume = 13.0e-6
}
