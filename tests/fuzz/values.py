"""What is typed: good values that lead deep, and hostile ones of every kind."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.make import PASSWORD

MILLION = "m" * 1_000_000

TEXTS = (
    "", " ", "\t", "a", "\0", "before\0after", "\ud800", "tail \udfff", "\u202egnp.exe", "\u200b\u200d\ufeff",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467", "e\u0301" * 40, "\u0130\u0131\ufdfa", "\r\n", "\n\nlater", "one\rtwo\n",
    "x\r\nSet-Cookie: a=b", "' OR '1'='1' --", "%' ESCAPE '", "Robert'); DROP TABLE incident;--",
    "<script>alert(1)</script>", '"><svg onload=alert(1)>', "</textarea><h1>two", "<!--", "]]>", "{{ 7*7 }}",
    "{% raw %}", "${7*7}", "=1+1", '=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(A1)", "\uff1d1+1",
    "../../etc/passwd", "%00", "%s%n", "a" * 201, "w" * 2_001, "n" * 50_001, "*" * 300, '"', "NEAR(", "AND", "a OR",
    "javascript:alert(1)", "//evil.example", "https://evil.example", "null", "[]", "{}", "true", "None",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1", "2", "50", "2147483648", "9223372036854775808", "-9223372036854775809", "9" * 400, "9" * 5_000,
    "1e309", "NaN", "inf", "0x10", "1_000", "\u0661", "1.5", "",
)  # fmt: skip
DATES = (
    "0001-01-01", "0000-00-00", "9999-12-31", "10000-01-01", "2026-02-30", "2024-02-29", "2999-01-01", "1899-12-31",
    "2026-03-08", "2025-11-02", "2025-06-30", "2025-07-01", "9/2/2025", "today", "",
)  # fmt: skip
TIMES = ("02:30", "01:30", "00:00", "23:59", "24:00", "99:99", "11:40:59", "-1:00", "noon", "")
NOBODY = (
    "00000000-0000-4000-8000-000000000000",
    "00000000-0000-0000-0000-000000000000",
    "x" * 36,
    "-" * 36,
)
FILES = (
    ("note.txt", "text/plain", b"Plain words.\n"), ("photo.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20),
    ("page.html", "text/html", b"<script>alert(1)</script>"), ("x.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),
    ("paper.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"), ("empty.txt", "text/plain", b""), ("", "", b""),
    ("../../up.txt", "text/plain", b"up"), ("\u202egnp.exe", "image/png", b"MZ\x90\0"), ("n" * 300 + ".txt", "", b"long"),
    ("bomb.zip", "application/zip", b"PK\x03\x04" + b"\0" * 64), ("odd\0.txt", "text/plain", b"\xff\xfe\0\0"),
    ("big.bin", "application/octet-stream", b"\0" * 1_500_000),
)  # fmt: skip
GOOD = {
    "date": ("2025-09-02", "2026-01-15", "2025-11-02"),
    "time": ("11:40", "08:05", "01:30"),
    "number": ("1", "2"),
    "password": (PASSWORD,),
}
WORDS = (
    "Cafeteria",
    "One student hit another.",
    "Gr\u00f6\u00dfe \u2713",
    "tall, red jacket",
    "She said \u201cno\u201d.\nThen left.",
)
HOSTILE = {"date": DATES, "time": TIMES, "number": NUMBERS, "datetime-local": (*DATES, *TIMES)}

# What Hypothesis thinks of besides: any characters at all, lone surrogates too.
INVENTED = st.lists(st.text(st.characters(), max_size=60), min_size=4, max_size=12)
