"""What leaves the district: a text that may name a person or tell how to reach one is held back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from engine.intake.parsed import cleaned
from engine.validation.commonnames import is_given_name, is_patronymic, is_surname, may_be_given_name
from engine.validation.namewords import Word, words_of
from engine.validation.personal import LOOKS

_GAP = r"[\s().–—-]"
_DAY = r"\d{1,2}\.\d{1,2}\.\d{2,4}"
_ALONE = r"(?<![\d№/.-])(?<!№ )"  # the number of no document and no part of another number
_CALLS = r"тел|телефон(?:а|у|ом|е|ы)?|моб|сот|сотов\w+|звон\w+|позвон\w+|whats\s?app|в[ао]т?[цс]?ап\w*|viber|вайбер\w*"
_REACHED = (
    # After a word about telephones any five digits are a number; a date is not.
    rf"(?i)\b(?:{_CALLS})\b[^\d]{{0,20}}(?!{_DAY})(?:\d{_GAP}*){{5}}",
    rf"{_ALONE}(?:\+?\s?7|8)?{_GAP}*9\d\d{_GAP}*\d{{3}}{_GAP}*\d\d{_GAP}*\d\d(?!\d)",
    rf"{_ALONE}(?:\+\s?7|[78]){_GAP}*\d{{3}}{_GAP}*\d{{3}}{_GAP}*\d\d{_GAP}*\d\d(?!\d)",
    rf"{_ALONE}\d{{3}}-\d\d-\d\d(?![\d-])",
    r"[@＠]\s*\w|\w\s*[@＠]",
    r"(?i)\w\s*[\[({]\s*(?:at|соба[кч]\w*)\s*[\])}]|\w\s+соба(?:ка|чка)\s+\w+\s*(?:\.|точка)\s*[a-zр]",
    r"(?i)\b(?:mail|yandex|ya|gmail|bk|list|inbox|rambler)\s?\.\s?(?:ru|com)\b",
    r"(?i)\b(?:vk\.com|t\.me|wa\.me|ok\.ru)/",
    r"(?i)\b(?:e-?mail|mail|мейл\w*|емейл\w*|майл\w*|gmail|icloud)\b",
    r"(?i)\b(?:yandex|яндекс|ya|bk|list|inbox|rambler|рамблер)\s?[.,]?\s?(?:ru|ру|com|ком)\b",
    r"(?i)\b(?:тг|tg|телег(?:а|у|е|рам\w*)|telegr\w*|скайп\w*|skype|vk|вк|вконтакт\w*|whats\s?app|watsapp|в[ао]т?[цс]+апп?\w*)\b",
    r"(?i)\b(?:viber|вайбер\w*|инстаграм\w*|инста|instagram|discord|дискорд\w*|фейсбук\w*|facebook)\b",
    r"(?i)\b[a-z]\w*_\w+|\b[a-z]{3,}\d{2,}\b",  # «ivanova_m», «anna1985»
)
_ILLNESSES = (
    r"диагно[зс]|бол(?:еет|еют|ел|ен\b|ьна\b|ьной|ьнич|ьниц|езн)|забол|инвалид|онко|беремен|хирург|психиатр|психическ|нарко"
    r"|диспансер|туберк|диабет|эпилеп|аути[зс]|травм|инсульт|инфаркт|лечи|лечен|госпитал|стационар|умер|смерт|скончал"
    r"|погиб|суицид|операци|прооперир|реабилитац|недееспособ|алкогол|вич-?инф|химиотерап|перелом"
)
_LIVES = (
    r"(?i)\bул\.|\bул\s+\w|\bулиц\w*|\bпер\.|\bпереул\w*|\bпросп\.|\bпроспект\w*|\bпр-т\b",
    r"(?i)(?<!т\.)(?<!т\. )(?<!т )\bд\.?\s?(?:№\s?)?\d|\bдом\w{0,3}\s+(?:№\s?)?\d|\bкв\.|\bкв\s?\d|\bквартир\w*",
    r"(?i)\bпо адресу\b|\bпрожива\w+|\bпрописан\w*|\bживут?\b",
)
_HEALTH = (
    rf"(?i)\b(?:{_ILLNESSES})\w*",
    r"(?i)\b(?:овз|дцп|вич|зпр|тнр|рас|рак(?:а|у|ом|е)?)\b",
)
_PAPERS = (
    rf"{_ALONE}\d{{3}}[\s-]\d{{3}}[\s-]\d{{3}}[\s-]\d\d(?![\d-])",  # of an insurance account
    r"(?i)\bснилс\D{0,20}(?:\d[\s-]*){9}",
    r"(?i)\bинн\D{0,20}\d{12}(?!\d)",
    r"(?i)\bпаспорт\w*\D{0,40}\d\d\s?\d\d\D{0,12}\d{6}(?!\d)",
    rf"{_ALONE}\d{{4}}\s(?:№\s?)?\d{{6}}(?!\d)",
    r"(?<!\d)(?:\d{4}[\s-]?){3}\d{4}(?!\d)",
    rf"(?i)(?:\bд\.?\s?/?\s?р\b\.?|рожд\w*|родил\w*)\D{{0,12}}{_DAY}|{_DAY}\s*(?:г\.?\s?р\b|года рожд\w*)",
    r"(?i)\bкв(?:\.|артира)\s?\d",
)
_SPELT = r"(?<!\w)(?:[^\W\d_]\s){4,}[^\W\d_](?!\w)"  # «И в а н о в а»
#: «Пак С Ю», «пак с ю»; «и в», «а с», «в т ч» are words. Here and below of a word only its last letters are looked for:
#: whole words take time that grows with the square of a long text.
_LETTERS = (
    r"[^\W\d_]{2}\s[А-ЯЁA-Z]\s[А-ЯЁA-Z](?!\w)",
    r"(?i)[^\W\d_]{2}\s(?![иа]\s[вскуо]\b|[ив]\sт\b|т\s|\w\sт\s|[вси]\s[гспхд]\.)[^\W\d_]\s[^\W\d_](?!\w)",
    r"(?i)[а-яё][a-z]|[a-z][а-яё]",  # letters of two alphabets in one word
)
_LATIN = r"\b[A-Z][a-z]+(?:ov|ova|ev|eva|skaya|skiy|sky|ina)\b"
#: «и т. д.», «г. о.» and the like are no initials.
_NO_INITIALS = r"(?!т\.\s?[дпкнеч]\b|и\.\s?о\b|н\.\s?э\b|[гсм]\.\s?[опр]\b|ж\.\s?д\b|д\.\s?о\b|в\.\s?[оч]\b)"
_INITIALS = (
    rf"(?i)(?<![\w.]){_NO_INITIALS}[^\W\d_]\.\s?[^\W\d_]\.\s?[^\W\d_]{{2,}}",  # «м.и.петрова»
    rf"(?i)[^\W\d_]{{3}}\s+{_NO_INITIALS}[^\W\d_]\.\s?[^\W\d_](?!\w)",  # «петрова м.и»
)
_HONOUR = r"(?<!по )\b(?:имени|им\.?)\s+"
_NAMED_AFTER = re.compile(
    rf"(?i){_HONOUR}(?:[^\W\d_]\.\s?){{1,2}}[^\W\d_]+(?:-[^\W\d_]+)?"
    rf"|{_HONOUR}(?:[^\W\d_]+\s+)?[^\W\d_]+\s+[^\W\d_]\.\s?[^\W\d_]\."
)
_PATTERNS = tuple(re.compile(each) for each in (*_REACHED, *_PAPERS, *_LIVES, *_HEALTH, _SPELT, _LATIN, *_LETTERS))
_INITIALS_OF = tuple(re.compile(each) for each in _INITIALS)

_SURNAME_LIKE = re.compile(
    r"(?:[^\W\d_]+-)?[^\W\d_]{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ою|ы|ыми)?"
    r"|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|енко|[чщ]ук(?:а|у|ом|е)?|юк(?:а|у|ом|е)?|[яа]н(?:а|у|ом|е)|швили|дзе|[ыи]х)",
    re.IGNORECASE,
)
_OF_A_WOMAN = re.compile(r"[^\W\d_]{2,}(?:[оеё]ва|[иы]на|[сц]кая)", re.IGNORECASE)
_OF_A_MAN = re.compile(r"[^\W\d_]{2,}(?:[оеё]в|[иы]н)", re.IGNORECASE)
_HE_DID = re.compile(r"[^\W\d_]{2,}(?:л|лся)|болеет|работает|находится|числится|уходит|вед[её]т", re.IGNORECASE)
_ROLES = re.compile(
    r"(?:учител|педагог|наставни[кц]|директор|завуч|учени[кц]|воспитател|тренер|методист|психолог|логопед|мам[аыеу]|пап[аыеу]"
    r"|отец|отц|родител|куратор|вожат|преподавател|мастер|коллег|сотрудни|замдиректор|заместител|граждан|студент|реб[её]н"
    r"|девочк|мальчик|брат|сестр|звонок|звонил|сказал|сообщил)\w*|зам|гр|уч|восп|г-жа|г-н|у|заболел[аи]?|уволил\w+"
)
_NOT_A_NAME = re.compile(
    r"(?:по|на|от|до|из|за|во|со|ко|об|не|ни|но|да|их|он|мы|вы|ты|то|та|те|ли|для|при|под|над|без|про|после|перед|около|кроме"
    r"|через|вместо|среди|между|согласно|все|всё|это|она|они|где|как|так|что|или|если|также|этот|эта|эти|наш\w*|ваш\w*)"
)
_LISTED = re.compile(
    r"(?:класс|корпус|литер|групп|блок|форм|приложени|категори|уров|раздел|пункт|вариант|школ|кабинет|витамин|таблиц|част"
    r"|ступен|отделени|смен|точк)\w*"
)
#: What else is written with capitals in explanations; a surname that begins like one of them is `_GROWN_FROM_A_WORD`.
_FAMILIAR = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йяюе]$|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,3}"
    r"|росстат\w{0,2}|союз\w{0,2}|минздрав\w{0,2}|минтруд\w{0,2}|ковид\w{0,2}|госуслуг\w{0,2}|сферум\w{0,2}|артек\w{0,2}|юнарми\w{1,2}"
    r"|сириус\w{0,2}|интернет\w{0,2}|excel|word|pdf|it-куб\w{0,3}|крым\w{0,2}|москв\w{1,2}|казан\w{1,2}|кавказ\w{0,2}|дагестан\w{0,2}"
)
_GROWN_FROM_A_WORD = re.compile(
    r"(?:больш|сад|дом|год|школ|первы|молод|велик|нижн|совет|народн|точк|дворц|псих|педагог|перемен|станци|дон|орлят|област|центр"
    r"|правит|наставни|единый|слова|голова|закон|дума|русск|красн|указ|причин|машин|магазин|медицин|половин|побед|основ)"
    r"\w*(?:ов|ев|ёв|ин|ын)(?:а|у|ым|ом|е|ой|ою|ы|ыми|ых)?|(?:больш|русск|психо|сад|дом|нов|велик)\w*ский",
    re.IGNORECASE,
)
#: Words of two and three letters that begin sentences; any other there is a surname («Ким», «Цой») until proved a word.
_SHORT_WORDS = """
на по из от до за об не ни но да их мы вы он во со ко то та те ту же вот все всё это эта эти эту тот той том
тем так как где что кто или для при под над без про они она оно нет был год дом два две три пять шесть ещё еще
уже тут там нам нас вам вас ему мне мой наш ряд вид сад час акт суд план цель бал раз лет дня дни мир оба обе
сам вся его ею чем чей ими см тк тд рост идёт идет шли шла шло взят дан дана дано даны
"""
_SHORT_SURNAMES = """
ким цой пак ли тен тян хан хван шин нам мун лим кан сон цай юн ян хе но эм огай югай чен ни ван
"""
_LEFT = re.compile(
    r"уволи\w+|уволен[аы]?|уш[её]л|ушла|уехал[аи]?|перешла|переш[её]л|отсутствует|заменяет\w*|увольняется"
)
_ABBREVIATIONS = """
мбоу маоу мкоу мобу мбу мау гбоу гаоу гкоу гбу гау огбоу мбдоу мадоу мкдоу мбудо маудо мкудо мбуцдо гбудо
гбпоу гапоу фгос фгис фгбоу егиссо рддм юнармия пфдо орви гибдд роно всош дюсш вуз вузы вузов covid егэ огэ
гиа впр егаис сдюсшор инн огрн фис нэш рцои рспо прбо прпб раноо росмолодёжь мсоу ноко иноу чоу ано дод стем
stem html http https гороно мфц мооо рэш цдют цдтт ддют ддютт дтдм сюн сют моуо оивэ дооц мимц ммц ипкро ипк
рипкро донипкпро росс минпрос фпро цнппм
"""
_BEGINNINGS, _KNOWN = frozenset(_SHORT_WORDS.split()), frozenset(_ABBREVIATIONS.split())
_SURNAMES_OF_FEW = frozenset(_SHORT_SURNAMES.split())
_LONGEST_SHORT = 3
_WORDS_OF_ONE_LETTER = "ВСКОУИАЯ"
_PREPOSITIONS = "ВСК"
_SHORTEST = 2


def looks_personal(text: str, familiar: frozenset[str] = frozenset()) -> bool:
    """Tell whether a text is to be held back in the district: it may name a person or tell how to reach one.

    Far stricter than what is pointed out to a curator in the cells of the form: to hold back too much does little harm,
    to let a name out does much.

    Args:
        text: what somebody wrote.
        familiar: words of names of places, as `namewords.familiar_words` gives them; they name nobody.
    """
    plain = unicodedata.normalize("NFC", cleaned(text))
    if any(pattern.search(plain) for pattern in (*LOOKS.values(), *_PATTERNS)):
        return True
    unnamed = _NAMED_AFTER.sub("имени", plain)
    if any(pattern.search(unnamed) for pattern in _INITIALS_OF):
        return True
    words = words_of(plain, familiar)
    return any(_names(words, at) for at in range(len(words)))


def _names(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is, or begins, somebody's name."""
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) and not words[at + 1].before.strip(" .") else None
    if is_patronymic(word.text) or _is_strange(word) or _leaves(word, after):
        return True
    if word.is_ordinary:
        return False
    if after is not None and not after.is_ordinary and _is_pair(word, after):
        return True
    if word.is_quoted:
        return False
    before = words[at - 1] if at and not word.before.strip(" .:,–—-") else None
    return (
        is_given_name(word.text)
        or is_surname(word.text)
        or _is_inside(word)
        or _begins(word, after)
        or (before is not None and _has_role(before, word))
    )


def _is_strange(word: Word) -> bool:
    """A word with capitals that nobody knows: a name until it is proved to be none."""
    key = word.text.casefold()
    if word.is_honoured or not word.text[0].isupper():
        return False
    if word.text.isupper():
        is_long = len(key) > _LONGEST_SHORT
        known = word.is_known or key in _KNOWN or _FAMILIAR.fullmatch(key) is not None
        return key in _SURNAMES_OF_FEW or (is_long and (word.shouted or not known) and key not in _KNOWN)
    if _GROWN_FROM_A_WORD.fullmatch(key) and not word.is_first:
        return True
    if word.is_known or _FAMILIAR.fullmatch(key):
        return False
    return not word.is_first or (len(key) <= _LONGEST_SHORT and key not in _BEGINNINGS)


def _leaves(word: Word, after: Word | None) -> bool:
    """«Мельник уволилась»: who left is named, unless it is a role."""
    if after is None or not word.is_title or word.is_ordinary or _ROLES.fullmatch(word.text.casefold()):
        return False
    return _LEFT.fullmatch(after.text.casefold()) is not None


def _is_pair(word: Word, after: Word) -> bool:
    """A given name and a surname, two words as names are written, or one with an initial, in either order."""
    if len(after.text) == 1:
        return _is_initial(after, word)
    if len(word.text) == 1:
        is_initial = word.text.isupper() and word.sign == "." and not word.before.rstrip()[-1:].isdigit()
        return is_initial and after.is_capital
    if after.before.strip():
        return False
    if any(may_be_given_name(one.text) and _is_surname_like(other) for one, other in ((word, after), (after, word))):
        return True
    both = word.is_title and after.is_title and not _NOT_A_NAME.fullmatch(word.text.casefold())
    return both and not (word.is_quoted and "«" in word.before)


def _is_initial(initial: Word, surname: Word) -> bool:
    """«Рашидова Г», «петрова м.»: a letter of its own after what may be a surname."""
    if initial.before.strip() or _LISTED.fullmatch(surname.text.casefold()) or not initial.text.isupper():
        return False
    if _is_surname_like(surname) and (initial.text not in _PREPOSITIONS or initial.sign == "."):
        return True
    return surname.is_title and initial.text not in _WORDS_OF_ONE_LETTER and len(surname.text) >= _SHORTEST


def _is_surname_like(word: Word) -> bool:
    return is_surname(word.text) or _SURNAME_LIKE.fullmatch(word.text) is not None


def _is_inside(word: Word) -> bool:
    """A name inside a sentence: «звонок Петровой», «у Веры»."""
    if word.is_first or not word.is_capital:
        return False
    return _SURNAME_LIKE.fullmatch(word.text) is not None or may_be_given_name(word.text)


def _begins(word: Word, after: Word | None) -> bool:
    """A surname at the beginning of a sentence: «Дубровина болеет», «Дубровин уволился»."""
    if not word.is_first or not word.is_title:
        return False
    if _OF_A_WOMAN.fullmatch(word.text):
        return True
    return _OF_A_MAN.fullmatch(word.text) is not None and after is not None and bool(_HE_DID.fullmatch(after.text))


def _has_role(before: Word, word: Word) -> bool:
    """«учитель Мельник», «УЧИТЕЛЬ ДУБРОВИНА»: in small letters and capitals only what can be nothing but a surname."""
    if not _ROLES.fullmatch(before.text.casefold()):
        return False
    return word.is_title or _OF_A_WOMAN.fullmatch(word.text) is not None
