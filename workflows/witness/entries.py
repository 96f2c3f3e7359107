"""What of a journal's entry goes into the tree: the journal it stands in, and its hash in the chain of its case."""

from workflows.witness.merkle import leaf_hash


def leaf_of(journal: str, entry_hash: str) -> bytes:
    """Return the leaf of an entry; its hash covers its content and, through the chain, everything before it."""
    return leaf_hash(f"{journal}\n{entry_hash}\n".encode())
