"""WHAT PEOPLE ASK: one file per pageful; frozen snapshots; never writes."""
