"""Everything Fashen 法审 knows about enforcement cases; nothing here knows the web."""
