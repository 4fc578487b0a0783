from engine.rulebook.deadlines.lettering import cyrillic, digits, plain, printed


def test_printed_text_has_single_spaces_and_nothing_invisible() -> None:
    assert printed("  Ок\u00adтябрь\u00a0\n 2021\u200b г. ") == "Октябрь 2021 г."


def test_plain_text_keeps_every_position() -> None:
    shown = "Ёлка «2021—2024» İ"
    assert len(plain(shown)) == len(shown)
    assert plain("Ещё – «раз»") == "еще -  раз "


def test_latin_letters_are_taken_for_their_cyrillic_twins() -> None:
    assert cyrillic("oктябpь") == "октябрь"
    assert cyrillic("сентя6рь") == "сентябрь"
    assert cyrillic("quarter") is None


def test_letters_are_taken_for_digits_only_beside_digits() -> None:
    assert digits("2о22") == "2022"
    assert digits("l5") == "15"
    assert digits("оо") is None
    assert digits("20г") is None
