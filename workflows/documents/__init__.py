"""文书室, the printing room: the only room that speaks python-docx. Templates in, papers out; it knows no case and no record."""
