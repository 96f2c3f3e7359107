"""THE ARCHIVE: the only room that speaks SQLAlchemy; one table family per file."""
