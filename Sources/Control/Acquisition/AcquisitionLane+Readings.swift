import HAL
import Quantities

// One device after the other: asked, and what it said kept.
extension AcquisitionLane {
    func readCellMonitor(now: Instant, isOpen: Bool) {
        let monitor = hardware.cellMonitor
        guard
            prepare(&monitorSession, monitor, .cellMonitor, mayConfigure: isOpen)
        else {
            if case .readBack = monitorSession.problem { monitorLostConfiguration = true }
            rejectFrame(monitorSession.problem ?? .noFreshData)
            return
        }
        monitorLostConfiguration = false
        do throws(DeviceError) {
            do throws(DeviceError) { try monitor.readFrame(into: &frame) } catch {
                guard mayRetry(error, of: .cellMonitor) else { throw error }
                try monitor.readFrame(into: &frame)
            }
            monitorSession.succeeded()
            acceptFrame(at: now)
        } catch {
            if case .configurationLost = error { monitorLostConfiguration = true }
            fail(&monitorSession, monitor, .cellMonitor, error)
            rejectFrame(error)
        }
    }

    private func acceptFrame(at now: Instant) {
        for index in cellVoltages.indices {
            let voltage = frame.cellVoltages[index]
            cellVoltages[index].accept(
                Sample(voltage, rawCode: Int64(voltage.microvolts)), at: now)
        }
        packVoltage.accept(
            Sample(frame.stackVoltage, rawCode: Int64(frame.stackVoltage.microvolts)), at: now)
        monitorCurrent.accept(
            Sample(frame.current, rawCode: Int64(frame.current.milliamperes)), at: now)
        let temperature = frame.internalTemperature
        monitorTemperature.accept(
            Sample(temperature, rawCode: Int64(temperature.kelvins * 1000)), at: now)
        trips = frame.trips
    }

    func rejectFrame(_ error: DeviceError) {
        for index in cellVoltages.indices { cellVoltages[index].reject(error) }
        packVoltage.reject(error)
        monitorCurrent.reject(error)
        monitorTemperature.reject(error)
    }

    /// Has the cell monitor bleed these cells and no others.
    ///
    /// - Returns: Whether it took the command; a monitor that is being started, or whose bus is
    ///   being brought back, is not asked.
    func bleed(_ cells: UInt32) -> Bool {
        guard monitorSession.isReady, patience.isLeft, recovery.rung == .normal else {
            return false
        }
        do throws(DeviceError) {
            try hardware.cellMonitor.setBalancing(cells)
            return true
        } catch {
            fail(&monitorSession, hardware.cellMonitor, .cellMonitor, error)
            return false
        }
    }

    func readCurrentSensor(now: Instant) {
        let sensor = hardware.currentSensor
        guard
            isReachable(plan.channelOfCurrentSensor),
            prepare(&currentSession, sensor, .currentSensor)
        else {
            let problem = missing(currentSession, behind: plan.channelOfCurrentSensor)
            current.reject(problem)
            busVoltage.reject(problem)
            return
        }
        var hasCurrent = false
        do throws(DeviceError) {
            do throws(DeviceError) { current.accept(try sensor.readCurrent(), at: now) } catch {
                guard mayRetry(error, of: .currentSensor) else { throw error }
                current.accept(try sensor.readCurrent(), at: now)
            }
            hasCurrent = true
            do throws(DeviceError) {
                busVoltage.accept(try sensor.readBusVoltage(), at: now)
            } catch {
                guard mayRetry(error, of: .currentSensor) else { throw error }
                busVoltage.accept(try sensor.readBusVoltage(), at: now)
            }
            currentSession.succeeded()
        } catch {
            fail(&currentSession, sensor, .currentSensor, error)
            // A current that was read stays good when only the voltage after it fails.
            if !hasCurrent { current.reject(error) }
            busVoltage.reject(error)
        }
    }

    func readBridge(_ index: Int, now: Instant) {
        let sensor = hardware.bridgeSensors[index]
        pressureBounds[index] = nil
        guard patience.isLeft else {
            pressures[index].reject(.bus(.timeout))
            return
        }
        guard
            isReachable(plan.channelsOfBridges[index]),
            prepare(&bridgeSessions[index], sensor, .bridgeSensor(index))
        else {
            pressures[index].reject(
                missing(bridgeSessions[index], behind: plan.channelsOfBridges[index]))
            return
        }
        do throws(DeviceError) {
            let sample: Sample<Double>
            do throws(DeviceError) { sample = try sensor.readBridgeRatio() } catch {
                guard mayRetry(error, of: .bridgeSensor(index)) else { throw error }
                sample = try sensor.readBridgeRatio()
            }
            bridgeSessions[index].succeeded()
            acceptRatio(sample, of: index, at: now)
        } catch {
            fail(&bridgeSessions[index], sensor, .bridgeSensor(index), error)
            pressures[index].reject(error)
            tares.fail(error, stack: index)
            // The converter does not say at which end of its range it is: too much is worse.
            if case .saturated = error {
                pressureBounds[index] = settings.loadCells[index].range.upperBound
            }
        }
    }

    private func acceptRatio(_ sample: Sample<Double>, of index: Int, at now: Instant) {
        tares.take(sample.value, stack: index)
        let calibration = tares.loadCell(index)
        let pressure = calibration.pressure(ratio: sample.value)
        if calibration.range.contains(pressure) {
            pressures[index].accept(Sample(pressure, rawCode: sample.rawCode), at: now)
        } else {
            pressures[index].reject(.saturated)
            let isAbove = pressure > calibration.range.upperBound
            pressureBounds[index] =
                isAbove ? calibration.range.upperBound : calibration.range.lowerBound
        }
    }

    func readTemperature(_ index: Int, now: Instant) {
        let sensor = hardware.temperatureSensors[index]
        guard patience.isLeft else {
            temperatures[index].reject(.bus(.timeout))
            return
        }
        guard
            isReachable(plan.channelsOfTemperatures[index]),
            prepare(&temperatureSessions[index], sensor, .temperatureSensor(index))
        else {
            temperatures[index].reject(
                missing(temperatureSessions[index], behind: plan.channelsOfTemperatures[index]))
            return
        }
        do throws(DeviceError) {
            do throws(DeviceError) {
                temperatures[index].accept(try sensor.readTemperature(), at: now)
            } catch {
                guard mayRetry(error, of: .temperatureSensor(index)) else { throw error }
                temperatures[index].accept(try sensor.readTemperature(), at: now)
            }
            temperatureSessions[index].succeeded()
        } catch {
            fail(&temperatureSessions[index], sensor, .temperatureSensor(index), error)
            temperatures[index].reject(error)
        }
    }

    /// Why a device that is not read has no value.
    private func missing(_ session: DeviceSession, behind channel: Int?) -> DeviceError {
        isReachable(channel) ? session.problem ?? .noFreshData : .bus(.busStuck)
    }
}
