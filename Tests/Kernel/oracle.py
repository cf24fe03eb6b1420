#!/usr/bin/python3
"""The kernel's own drivers as judges: what our simulated chips put into their registers must be the
same physical value to a driver that somebody else wrote.

i2c-stub keeps registers and has no behaviour; it is loaded with what `solidbms expose
--print-registers` prints for a simulated chip that feels a given temperature, voltage or current.
"""
