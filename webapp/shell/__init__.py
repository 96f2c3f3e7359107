"""Pages that belong to the house itself: language, text size, keys, third-party notices, the style guide."""
