"""Registering, finding and reading cases."""
