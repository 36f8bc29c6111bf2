"""Markdown as one self-contained HTML file, for screens of any width and for paper."""

from __future__ import annotations

import html

from markdown_it import MarkdownIt

STYLE = """:root{color-scheme:light dark;--ink:#222;--paper:#fff;--soft:#555;--rule:#bbb;
--band:#f7f6f3}
@media screen and (prefers-color-scheme:dark){:root{--ink:#ddd;--paper:#191919;--soft:#aaa;
--rule:#555;--band:#232323}}
*{box-sizing:border-box}
body{font:15px/1.5 Georgia,serif;color:var(--ink);background:var(--paper);max-width:46em;
margin:2em auto;padding:0 1em;overflow-wrap:break-word}
h1{font-size:1.5em;line-height:1.25;margin:0 0 .6em}
h2{font-size:1.15em;margin:1.8em 0 .4em;border-bottom:1px solid var(--rule)}
p,ul{margin:.5em 0}ul{padding-left:1.2em}code{font-size:.88em}
.table{overflow-x:auto}
table{border-collapse:collapse;font-size:.88em;margin:.4em 0 .8em}
th{text-align:left;font-weight:600;color:var(--soft);vertical-align:bottom}
td,th{padding:.2em 1em .2em 0;vertical-align:top;font-variant-numeric:tabular-nums}
tbody tr:nth-child(even){background:var(--band)}
@page{margin:18mm 16mm}
@media print{body{margin:0;max-width:none;font-size:10.5pt}.table{overflow:visible}
tr,ul{break-inside:avoid}h2,p:has(+.table){break-after:avoid}}"""


def page_of(text: str, title: str) -> str:
    """Return Markdown as a page.

    Parameters
    ----------
    text : str
        Markdown with tables; HTML in it is shown as it is typed.
    title : str
        Of the page.

    Returns
    -------
    str
        HTML with its style sheet inside.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    body = reader.render(text)
    body = body.replace("<table>", '<div class="table"><table>')
    body = body.replace("</table>", "</table></div>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body>\n{body}</body></html>\n"
    )
