"""Signing in and out, and who is here."""
