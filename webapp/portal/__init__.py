"""The public portal of published decisions."""
