"""What docs/performance.md quotes; each prints its ratio to a floor measured in the same run, and gates nothing on time."""
