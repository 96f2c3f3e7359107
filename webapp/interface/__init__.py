"""The interface of other applications, as the administrators see it: who has a key, who is told of what."""
