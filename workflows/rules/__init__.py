"""The law: pure functions, facts in, objection out; standard library only, no clock, no I/O."""
