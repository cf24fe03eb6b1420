/// The texts of ``SamplePack``, written by hand.
enum Golden {
    static let pack =
        #"{"name":"two \"cells\"","source":"simulation","program_version":"0.1.0","#
        + #""cell_count":2,"stacks":[{"name":"press","first_cell":1,"last_cell":2}],"#
        + #""thresholds":[{"diagnostic":"stack_overpressure","signal":"stack_pressure","#
        + #""grade":"warning","comparison":"above","value":5000000,"unit":"pascal"}]}"#

    static let snapshot =
        #"{"sequence":41,"time_second":4.2,"state":"operating","contactors":{"#
        + #""negative":{"commanded_closed":true,"reported_closed":true},"#
        + #""precharge":{"commanded_closed":false,"reported_closed":false},"#
        + #""positive":{"commanded_closed":true,"reported_closed":false}},"#
        + #""current_ampere":-0.25,"current_age_second":0.005,"#
        + #""current_of_cell_monitor_ampere":null,"#
        + #""current_of_cell_monitor_missing_reason":"timeout","#
        + #""pack_voltage_volt":7.5,"pack_voltage_age_second":0.02,"#
        + #""bus_voltage_volt":null,"bus_voltage_missing_reason":"no_response","#
        + #""charge_throughput_ampere_hour":-0.5,"interlock_is_closed":true,"#
        + #""emergency_stop_is_pressed":false,"time_to_open_second":null,"refusal":null,"#
        + #""transfer_errors":3,"dropped_events":2,"log_dropped_frames":1,"age_second":0.25,"#
        + #""charge_limit":{"current_ampere":0.125,"cause":"curve","signal":"stack_pressure","#
        + #""value":5250000,"unit":"pascal","place":"stack 1","is_recovering":false,"#
        + #""reason":"stack 1 pressure 5.250 MPa"},"#
        + #""discharge_limit":{"current_ampere":0.5,"cause":"rating","place":"pack","#
        + #""is_recovering":true,"reason":"recovering from rated current"},"# + outlook + #","#
        + #""active_flags":[{"number":401,"diagnostic":"stack_overpressure","#
        + #""grade":"warning","place":"stack 1","value":5250000,"threshold":5000000,"#
        + #""unit":"pascal","comparison":"above","time_second":4,"since_second":3}],"#
        + #""stacks":[{"stack":1,"applied_pressure_pa":5250000,"#
        + #""applied_pressure_age_second":0.1,"applied_pressure_expected_pa":5000000,"#
        + #""applied_pressure_rate_pa_per_second":-1500}],"#
        + #""cells":[{"cell":1,"cell_voltage_volt":3.75,"cell_voltage_age_second":0.02,"#
        + #""cell_temperature_degree_celsius":25,"cell_temperature_age_second":1,"#
        + #""state_of_charge_ratio":0.5,"# + estimate + #","#
        + #""capacity_health_ratio":0.875,"capacity_health_deviation_ratio":0.0625,"#
        + #""resistance_health_ratio":1.25,"resistance_health_deviation_ratio":0.125,"#
        + #""interface_health_ratio":null,"interface_health_deviation_ratio":null,"#
        + #""is_balancing":true},"#
        + #"{"cell":2,"cell_voltage_volt":null,"cell_voltage_missing_reason":"device_fault","#
        + #""cell_temperature_degree_celsius":null,"#
        + #""cell_temperature_missing_reason":"stale","#
        + #""state_of_charge_ratio":0.625,"# + estimate + #","#
        + #""capacity_health_ratio":null,"capacity_health_deviation_ratio":null,"#
        + #""resistance_health_ratio":null,"resistance_health_deviation_ratio":null,"#
        + #""interface_health_ratio":null,"interface_health_deviation_ratio":null,"#
        + #""is_balancing":false}]}"#

    private static let pressureLimit =
        #""current_ampere":0.125,"cause":"prediction","quantity":"pressure","value":5250000,"#
        + #""threshold":5500000,"unit":"pascal","place":"stack 1","is_recovering":false,"#
        + #""reason":"stack 1 pressure 5.250 MPa, limit 5.500 MPa","power_watt":1}"#

    private static let rating =
        #""current_ampere":0.5,"cause":"rating","place":"pack","is_recovering":false,"#
        + #""reason":"rated current","power_watt":3.75}"#

    private static let outlook =
        #""outlook":{"charge_limits":[{"horizon_second":2,"# + pressureLimit
        + #",{"horizon_second":10,"# + pressureLimit + #",{"horizon_second":60,"#
        + pressureLimit + #"],"discharge_limits":[{"horizon_second":2,"# + rating
        + #",{"horizon_second":10,"# + rating + #",{"horizon_second":60,"current_ampere":0,"#
        + #""cause":"prediction","quantity":"contact_fraction","value":0.5,"threshold":0.625,"#
        + #""unit":"ratio","place":"cell 2","is_recovering":false,"#
        + #""reason":"cell 2 contact fraction 0.500 < 0.625","power_watt":0}],"#
        + #""mean_current_ampere":-0.25,"charge_to_empty_ampere_hour":1,"#
        + #""charge_to_empty_low_ampere_hour":0.5,"charge_to_empty_high_ampere_hour":1.5,"#
        + #""charge_to_full_ampere_hour":null,"charge_to_full_low_ampere_hour":null,"#
        + #""charge_to_full_high_ampere_hour":null,"energy_to_empty_watt_hour":7.5,"#
        + #""energy_to_empty_low_watt_hour":3.75,"energy_to_empty_high_watt_hour":11.25,"#
        + #""energy_to_full_watt_hour":null,"energy_to_full_low_watt_hour":null,"#
        + #""energy_to_full_high_watt_hour":null,"time_to_empty_second":14400,"#
        + #""time_to_empty_low_second":7200,"time_to_empty_high_second":21600,"#
        + #""time_to_full_second":null,"time_to_full_low_second":null,"#
        + #""time_to_full_high_second":null}"#

    private static let estimate =
        #""state_of_charge_deviation_ratio":0.0625,"contact_fraction_ratio":0.875,"#
        + #""contact_fraction_deviation_ratio":0.03125,"interface_resistance_ohm":0.25,"#
        + #""interface_resistance_deviation_ohm":0.125,"series_resistance_ohm":0.75,"#
        + #""open_circuit_voltage_volt":3.875,"pressure_bias_pa":-2000,"#
        + #""mechanical_channel":"not_measured","#
        + #""estimate_is_consistent":true"#

    /// Samples without the comments.
    static let metrics = #"""
        solidbms_build_info{version="0.1.0",pack="two \"cells\""} 1
        solidbms_dashboard_requests_total 0
        solidbms_dashboard_streams 0
        solidbms_dashboard_slow_streams_total 0
        solidbms_snapshot_age_seconds 0.25
        solidbms_steps_total 42
        solidbms_time_seconds 4.2
        solidbms_transfer_errors_total 3
        solidbms_dropped_events_total 2
        solidbms_log_dropped_frames_total 1
        solidbms_contactor_state{state="initialising"} 0
        solidbms_contactor_state{state="standby"} 0
        solidbms_contactor_state{state="precharging"} 0
        solidbms_contactor_state{state="operating"} 1
        solidbms_contactor_state{state="opening"} 0
        solidbms_contactor_state{state="fault"} 0
        solidbms_contactor_state{state="service"} 0
        solidbms_contactor_commanded_closed{contactor="negative"} 1
        solidbms_contactor_commanded_closed{contactor="precharge"} 0
        solidbms_contactor_commanded_closed{contactor="positive"} 1
        solidbms_contactor_reported_closed{contactor="negative"} 1
        solidbms_contactor_reported_closed{contactor="precharge"} 0
        solidbms_contactor_reported_closed{contactor="positive"} 0
        solidbms_current_amperes{sensor="shunt"} -0.25
        solidbms_current_missing{sensor="cell_monitor",reason="timeout"} 1
        solidbms_pack_voltage_volts 7.5
        solidbms_bus_voltage_missing{reason="no_response"} 1
        solidbms_charge_throughput_coulombs -1800
        solidbms_interlock_closed 1
        solidbms_emergency_stop_pressed 0
        solidbms_current_limit_amperes{direction="charge"} 0.125
        solidbms_current_limit_amperes{direction="discharge"} 0.5
        solidbms_current_limit_cause{direction="charge",cause="curve",signal="stack_pressure",\#
        place="stack 1"} 1
        solidbms_current_limit_cause{direction="discharge",cause="rating",signal="",\#
        place="pack"} 1
        solidbms_power_limit_amperes{direction="charge",horizon_seconds="2"} 0.125
        solidbms_power_limit_amperes{direction="charge",horizon_seconds="10"} 0.125
        solidbms_power_limit_amperes{direction="charge",horizon_seconds="60"} 0.125
        solidbms_power_limit_amperes{direction="discharge",horizon_seconds="2"} 0.5
        solidbms_power_limit_amperes{direction="discharge",horizon_seconds="10"} 0.5
        solidbms_power_limit_amperes{direction="discharge",horizon_seconds="60"} 0
        solidbms_power_limit_watts{direction="charge",horizon_seconds="2"} 1
        solidbms_power_limit_watts{direction="charge",horizon_seconds="10"} 1
        solidbms_power_limit_watts{direction="charge",horizon_seconds="60"} 1
        solidbms_power_limit_watts{direction="discharge",horizon_seconds="2"} 3.75
        solidbms_power_limit_watts{direction="discharge",horizon_seconds="10"} 3.75
        solidbms_power_limit_watts{direction="discharge",horizon_seconds="60"} 0
        solidbms_power_limit_cause{direction="charge",horizon_seconds="2",cause="prediction",\#
        signal="pressure",place="stack 1"} 1
        solidbms_power_limit_cause{direction="charge",horizon_seconds="10",cause="prediction",\#
        signal="pressure",place="stack 1"} 1
        solidbms_power_limit_cause{direction="charge",horizon_seconds="60",cause="prediction",\#
        signal="pressure",place="stack 1"} 1
        solidbms_power_limit_cause{direction="discharge",horizon_seconds="2",cause="rating",\#
        signal="",place="pack"} 1
        solidbms_power_limit_cause{direction="discharge",horizon_seconds="10",cause="rating",\#
        signal="",place="pack"} 1
        solidbms_power_limit_cause{direction="discharge",horizon_seconds="60",\#
        cause="prediction",signal="contact_fraction",place="cell 2"} 1
        solidbms_energy_to_empty_joules{bound="value"} 27000
        solidbms_energy_to_empty_joules{bound="low"} 13500
        solidbms_energy_to_empty_joules{bound="high"} 40500
        solidbms_time_to_empty_seconds{bound="value"} 14400
        solidbms_time_to_empty_seconds{bound="low"} 7200
        solidbms_time_to_empty_seconds{bound="high"} 21600
        solidbms_flag_active{diagnostic="stack_overpressure",grade="warning",place="stack 1"} 1
        solidbms_stack_pressure_pascals{stack="1"} 5250000
        solidbms_stack_pressure_expected_pascals{stack="1"} 5000000
        solidbms_cell_voltage_volts{cell="1"} 3.75
        solidbms_cell_voltage_missing{cell="2",reason="device_fault"} 1
        solidbms_cell_temperature_celsius{cell="1"} 25
        solidbms_cell_temperature_missing{cell="2",reason="stale"} 1
        solidbms_cell_balancing{cell="1"} 1
        solidbms_cell_balancing{cell="2"} 0
        solidbms_state_of_charge_ratio{cell="1"} 0.5
        solidbms_state_of_charge_ratio{cell="2"} 0.625
        solidbms_state_of_charge_deviation_ratio{cell="1"} 0.0625
        solidbms_state_of_charge_deviation_ratio{cell="2"} 0.0625
        solidbms_contact_fraction_ratio{cell="1"} 0.875
        solidbms_contact_fraction_ratio{cell="2"} 0.875
        solidbms_contact_fraction_deviation_ratio{cell="1"} 0.03125
        solidbms_contact_fraction_deviation_ratio{cell="2"} 0.03125
        solidbms_interface_resistance_ohms{cell="1"} 0.25
        solidbms_interface_resistance_ohms{cell="2"} 0.25
        solidbms_interface_resistance_deviation_ohms{cell="1"} 0.125
        solidbms_interface_resistance_deviation_ohms{cell="2"} 0.125
        solidbms_estimate_consistent{cell="1"} 1
        solidbms_estimate_consistent{cell="2"} 1
        solidbms_capacity_health_ratio{cell="1"} 0.875
        solidbms_capacity_health_deviation_ratio{cell="1"} 0.0625
        solidbms_resistance_health_ratio{cell="1"} 1.25
        solidbms_resistance_health_deviation_ratio{cell="1"} 0.125
        """#
}
