"""Doing what people asked for as a long work: one file for the way every errand goes, one for what each kind does."""
