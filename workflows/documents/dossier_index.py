"""卷宗 index.html: cover, contents, evidence and closing sheet, readable in any browser without a network."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import quote

from workflows.documents.dossier_contents import HEADS

_STYLE = (
    "body{font:16px/1.7 'Noto Serif CJK SC',SimSun,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111}"
    "h1,h2{text-align:center;font-weight:600}section{margin:3rem 0;page-break-after:always}"
    "table{width:100%;border-collapse:collapse}th,td{border:1px solid #555;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2;font-weight:600}code{font-size:.8rem}"
    ".cover th{width:10rem}small{color:#555}pre{white-space:pre-wrap;overflow-wrap:anywhere}"
)


def dossier_index(
    title: str, cover: Mapping[str, str], closing: Mapping[str, Mapping[str, str]], sections: Iterable[str]
) -> bytes:
    """Return the page that opens a dossier; ``closing`` is the closing sheet of each volume."""
    body = "".join(
        (
            _section("卷宗封面", _pairs(cover), heading=1),
            *sections,
            *(_section(f"备考表（{term}）", _pairs(pairs)) for term, pairs in closing.items()),
        )
    )
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    return page.encode()


def contents_section(title: str, rows: Sequence[Sequence[str]], paths: Sequence[str], note: str) -> str:
    """Return one volume's contents; a row's third cell leads to its file."""
    lines = "".join(
        "<tr>" + "".join(_cell(text, path if place == 2 else "") for place, text in enumerate(row)) + "</tr>"  # noqa: PLR2004 -- the third cell
        for row, path in zip(rows, paths, strict=True)
    )
    return _section(title, f"{_table(HEADS, lines)}<p><small>{escape(note)}</small></p>")


def evidence_section(title: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a list of evidence."""
    heads = ("编号", "种类", "名称", "证明内容", "收集日期", "文件校验值（SHA-256）")
    lines = "".join("<tr>" + "".join(_cell(text) for text in row) + "</tr>" for row in rows)
    return _section(title, _table(heads, lines))


def checking_section(lines: Sequence[str], checkpoint: str) -> str:
    """Return how the dossier is checked."""
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return _section("核验", f"{told}<pre>{escape(checkpoint)}</pre>")


def _section(title: str, inside: str, *, heading: int = 2) -> str:
    return f"<section><h{heading}>{escape(title)}</h{heading}>{inside}</section>"


def _pairs(pairs: Mapping[str, str]) -> str:
    lines = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in pairs.items())
    return f'<table class="cover">{lines}</table>'


def _table(heads: Sequence[str], lines: str) -> str:
    return (
        f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _cell(text: str, path: str = "") -> str:
    shown = escape(text)
    return f'<td><a href="{quote(path)}">{shown}</a></td>' if path else f"<td>{shown}</td>"
