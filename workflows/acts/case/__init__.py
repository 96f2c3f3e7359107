"""Acts possible at any time while a case is open, one file each."""
