"""流程: flow administrators change diagrams, tables and forms here; the legal office approves what was proved."""
