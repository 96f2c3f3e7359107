"""What docs/performance.md quotes: ratios to a floor measured in the same run; nothing is gated on time."""
