"""Pages of long works."""
