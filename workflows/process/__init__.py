"""The engine room: the only room that speaks SpiffWorkflow; diagrams, tables and runs are read and walked here."""
