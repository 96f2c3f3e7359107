"""THE WITNESS: the tree over all journals, its signed checkpoints and their keys; knows no records and no people."""
