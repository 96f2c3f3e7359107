"""What every diagram must keep before it may run at all: one file per rule, each naming element and cure."""
