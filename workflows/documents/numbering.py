"""文书文号 are written here and taken elsewhere: the text of a number, never the next one."""


def number_text(short_name: str, code: str, year: int, sequence: int) -> str:
    """Return a paper's number as it is printed: 机关代字 + 类型代字 + 六角括号年份 + 序号, no 虚位 and no 第 (GB/T 9704)."""
    return f"{short_name}{code}〔{year}〕{sequence}号"
