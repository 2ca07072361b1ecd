"""The numerals of automatic numbering, by the names WordprocessingML gives the formats.

Source: ECMA-376-1, 17.18.59 ST_NumberFormat.
"""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
COUNTING = (
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting",
)  # fmt: skip
# First sign and number of signs of the enclosed numerals.
ENCLOSED = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}


def numeral(value: int, form: str) -> str:
    """Return a number in a format of automatic numbering; an unknown format, or a value beyond its signs, in digits."""
    if form == "none":
        return ""
    if value < 1:
        return str(value)
    if form in COUNTING:
        return _chinese(value, DIGITS, "十百千", bare_ten=True)
    if form == "chineseLegalSimplified":
        return _chinese(value, LEGAL, "拾佰仟", bare_ten=False)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(DIGITS[int(digit)] for digit in str(value))
    if form in ENCLOSED:
        first, signs = ENCLOSED[form]
        return chr(ord(first) + value - 1) if value <= signs else str(value)
    if form in ("ideographTraditional", "ideographZodiac"):
        signs = STEMS if form == "ideographTraditional" else BRANCHES
        return signs[value - 1] if value <= len(signs) else str(value)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and value < 4000:
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    return str(value)


def _chinese(value: int, digits: str, units: str, bare_ten: bool) -> str:
    """一, 十一, 二十, 一百零一; in the legal form 壹拾壹."""
    if value > 9999:
        return str(value)
    zero = "零"
    parts, pending = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            parts += (zero if pending else "") + digits[digit] + (units[place - 1] if place else "")
            pending = False
        elif parts:
            pending = True
    return parts[1:] if bare_ten and 10 <= value < 20 else parts


def _roman(value: int) -> str:
    letters = ""
    for worth, sign in ROMAN:
        count, value = divmod(value, worth)
        letters += sign * count
    return letters
