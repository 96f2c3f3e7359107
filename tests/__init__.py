"""Tests are sentences about the office."""
