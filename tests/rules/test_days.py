"""Days in prose are written as papers write them; numbers of files stay."""

from datetime import date

from workflows.rules.days import in_words, with_days_in_words


def test_a_day_is_written_without_leading_zeros() -> None:
    assert in_words(date(2026, 8, 3)) == "2026年8月3日"


def test_days_in_a_text_are_written_out_and_file_numbers_stay() -> None:
    text = "现场检查笔录（2026-05-20），录像LX-2026-05-20-01，2026-08-18 票据0001"

    assert with_days_in_words(text) == "现场检查笔录（2026年5月20日），录像LX-2026-05-20-01，2026年8月18日 票据0001"
