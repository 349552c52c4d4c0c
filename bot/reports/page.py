"""HTML for reports: one look, everything escaped, nothing fetched from anywhere."""
from html import escape
from typing import Iterable, Mapping, Sequence

Row = Sequence[str]


def page(title: str, *parts: str) -> str:
    """A whole page; `parts` are HTML already."""
    return _PAGE.format(title=escape(title), body="\n".join(parts))


def table(caption: str, heads: Row, rows: Iterable[Row]) -> str:
    """The first cell of a row is its head. An empty head stands above nothing."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' if cell else "<td></td>" for cell in heads)
    body = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def figures(pictures: Mapping[str, str]) -> str:
    """Pictures by file name, each with the text that says what it shows, for those who cannot see it too."""
    return "\n".join(f'<figure><img src="{escape(name)}" alt="{escape(text)}"><figcaption>{escape(text)}.</figcaption></figure>'
                     for name, text in pictures.items())


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; }}
table {{ border-collapse: collapse; margin: 1rem 0; }}
caption {{ text-align: left; font-weight: bold; padding: .3rem 0; }}
th, td {{ border-bottom: 1px solid #bbb; padding: .25rem .7rem; text-align: left; vertical-align: top; }}
img {{ max-width: 100%; height: auto; }}
figure {{ margin: 1.5rem 0; }}
summary {{ cursor: pointer; font-weight: bold; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
