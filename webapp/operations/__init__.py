"""What machines ask of an installation, and what people are told when something is off."""
