"""文书文号 are written here and taken elsewhere: the text of a number, never the next one."""


def number_text(short_name: str, code: str, year: int, sequence: int) -> str:
    """Return a paper's number as printed: 机关代字, 类型代字, 〔年份〕, 序号 without 虚位 or 第 (GB/T 9704)."""
    return f"{short_name}{code}〔{year}〕{sequence}号"
