"""The calendar: a plan as an .ics file that calendar apps accept and keep in step with."""
