"""The journals, for auditors."""
