"""The numbered migrations of the archive."""
