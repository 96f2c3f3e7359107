"""Backups: one file with everything, taken while people work, verified, and put back."""
