"""接口: the same acts and questions for programs, under /api/v1, with a key instead of a session (docs/api.md)."""
