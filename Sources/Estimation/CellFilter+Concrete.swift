public import CellModel

// Entry points without type parameters: specialised here, whatever the client's compiler does. An
// unspecialised generic step is 30 to 60 times slower.

extension CellFilter where L == Double {
    /// One cell: ``step(inputs:parameters:settings:load:interval:)``, compiled in this module.
    public mutating func advance(
        inputs: CellInputs<Double>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<Double>, interval: Double
    ) {
        step(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
    }
}

extension CellFilter where L == Float {
    /// One cell in single precision, for a microcontroller:
    /// ``step(inputs:parameters:settings:load:interval:)``, compiled in this module.
    public mutating func advance(
        inputs: CellInputs<Float>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<Float>, interval: Double
    ) {
        step(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
    }
}

// A microcontroller has no use for many cells at once, nor 170 kB for them.
#if !hasFeature(Embedded)
extension CellFilter where L == SIMD8<Double> {
    /// Eight cells: ``step(inputs:parameters:settings:load:interval:)``, compiled in this module.
    public mutating func advance(
        inputs: CellInputs<SIMD8<Double>>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<SIMD8<Double>>, interval: Double
    ) {
        step(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
    }
}

extension CellFilter where L == SIMD16<Float> {
    /// Sixteen cells in single precision:
    /// ``step(inputs:parameters:settings:load:interval:)``, compiled in this module.
    public mutating func advance(
        inputs: CellInputs<SIMD16<Float>>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<SIMD16<Float>>, interval: Double
    ) {
        step(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
    }
}
#endif
