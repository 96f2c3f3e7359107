"""Acts in a real office: a fresh database, the shipped flow, papers rendered."""
