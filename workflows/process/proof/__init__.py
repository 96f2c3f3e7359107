"""The prover: every execution of a bundle, and whether each can finish and keeps every promise."""
