"""What an edited flow must keep before it may be published: one file per check, each naming element and cure."""
