"""Papers and evidence files: preview, download."""
