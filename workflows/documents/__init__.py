"""文书室, the printing room: the only room that speaks python-docx; it knows no case."""
