"""The words: every term that diagrams, rules, acts, papers and pages share, each with its statutory term."""
