"""Reading a title: what its words say together of level, function and department, and why nothing where they do not."""

from functools import lru_cache
from typing import NamedTuple, get_args

from app.imports.titles.phrases import Found
from app.imports.titles.vocabulary import Rank, Trade, vocabulary
from app.imports.titles.words import BREAK, is_han, words_of
from schemas.vocabularies import Seniority

_LEVELS: tuple[str, ...] = get_args(Seniority)
_COMPOSED = {"deputy": "deputy", "deputy_after": "deputy", "helper": "assistant_grade"}


class TitleReading(NamedTuple):
    """What a title says.

    Attributes
    ----------
    seniority, function, department : str or None
        None where the title does not say it.
    unread : str or None
        Why there is no seniority: ``former`` (held once), ``designate`` (not held yet), ``no_level`` (what is done,
        not at which level) or ``no_rule`` (no word of it is known).
    """

    seniority: str | None
    function: str | None
    department: str | None
    unread: str | None


class _Post(NamedTuple):
    """One post of a title: the level it is of, or why there is none."""

    level: str | None
    unread: str | None = None
    helps: bool = False


@lru_cache(maxsize=20_000)
def read_title(title: str) -> TitleReading:
    """Return what a title says, in English, German, French, Spanish or Chinese, also of several posts.

    Of several posts the most senior counts; who is assistant to somebody holds no other post of the title.

    Examples
    --------
    >>> read_title("Stellv. Leiterin Einkauf")
    TitleReading(seniority='manager', function='procurement', department='Einkauf', unread=None)
    >>> read_title("Former CEO")
    TitleReading(seniority=None, function='management', department='Management', unread='former')
    """
    known = vocabulary()
    words = words_of(title, known.rewritten)
    level, unread = _level_of(words)
    trade = _trade_of(list(known.trades.find(words)))
    if level is None and unread is None:
        unread = "no_level" if trade else "no_rule"
    function, department = (trade.function, trade.department or None) if trade else (None, None)
    return TitleReading(level, function, department, unread)


# Levels


def _level_of(words: list[str]) -> tuple[str | None, str | None]:
    posts: list[_Post] = []
    before: list[Found[Rank]] = []
    for found in _posts_of(words):
        if posts and posts[-1].helps:
            break
        if _is_afterthought(found, before):
            posts.pop()
            before = [*before, *found]
        else:
            before = found
        posts.append(_post_of(before, words))
    return _highest(posts)


def _highest(posts: list[_Post]) -> tuple[str | None, str | None]:
    levels = [post.level for post in posts if post.level]
    if levels:
        return min(levels, key=_LEVELS.index), None
    return None, next((post.unread for post in posts if post.unread), None)


def _posts_of(words: list[str]) -> list[list[Found[Rank]]]:
    """Return the words of levels by post."""
    posts: list[list[Found[Rank]]] = [[]]
    end = 0
    for found in vocabulary().ranks.find(words):
        if BREAK in words[end : found.start] and posts[-1]:
            posts.append([])
        posts[-1].append(found)
        end = found.end
    return posts


def _is_afterthought(found: list[Found[Rank]], before: list[Found[Rank]]) -> bool:
    """Return whether what stands apart speaks of what was said before: "CFO (interim)", "CEO, retired"."""
    return bool(before) and all(one.said.what not in {"level", "body", "assistant", "helper"} for one in found)


def _post_of(found: list[Found[Rank]], words: list[str]) -> _Post:
    helper = _helper_in(found, words)
    if helper is not None:
        return _Post(_level_of_helper(found, helper), helps=True)
    held, unread = _held(found)
    levels = [level for place, level in enumerate(held) if level and found[place].said.what == "level"]
    if any(one.said.what == "junior" for one in found):
        levels = [vocabulary().composition["junior"][level] for level in levels] or ["individual"]
    return _Post(min(levels, key=_LEVELS.index, default=None), unread if not levels else None)


def _helper_in(found: list[Found[Rank]], words: list[str]) -> int | None:
    """Return where somebody is named who helps others; "assistant manager" is a grade, and helps nobody."""
    for place, one in enumerate(found):
        if one.said.what == "assistant":
            return place
        if one.said.what == "helper" and not _is_grade(found, place, words):
            return place
    return None


def _is_grade(found: list[Found[Rank]], place: int, words: list[str]) -> bool:
    """Return whether an assistant stands before the post whose lower grade it is."""
    han = is_han(words[found[place].start])
    return _precedes_level(found, place) and (not han or found[place].end == found[place + 1].start)


def _precedes_level(found: list[Found[Rank]], place: int) -> bool:
    following = found[place + 1].said if place + 1 < len(found) else Rank("")
    return following.what == "level" and bool(following.level)


def _level_of_helper(found: list[Found[Rank]], helper: int) -> str:
    if found[helper].said.what == "assistant":
        return "individual"
    helped = [one.said.level for one in found if one.said.what in {"level", "body"} and one.said.level]
    held = [level for level in _deputised(found) if level] or helped
    highest = min(held, key=_LEVELS.index, default="individual")
    return vocabulary().composition["assistant_to"][highest]


def _held(found: list[Found[Rank]]) -> tuple[list[str], str | None]:
    """Return the level of each word as it is held, empty where it is not, and why none is."""
    levels = _deputised(found)
    dropped: str | None = None
    for place, one in enumerate(found):
        what = one.said.what
        if what in {"former", "designate", "beside"}:
            spoken_of = _spoken_of(found, place, levels)
            for other in spoken_of:
                levels[other] = ""
            if what != "beside" and spoken_of:
                dropped = what
    return levels, dropped


def _spoken_of(found: list[Found[Rank]], place: int, levels: list[str]) -> list[int]:
    """Return the words that a mark speaks of: those after it until it is taken back, else those before it."""
    after: list[int] = []
    for other in range(place + 1, len(found)):
        if found[other].said.what == "current":
            break
        after.append(other)
    named = [other for other in after if levels[other]]
    if named or found[place].said.what == "beside":
        return named
    return [other for other in range(place) if levels[other]]


def _deputised(found: list[Found[Rank]]) -> list[str]:
    """Return the level of each word after deputies and lower grades stand below whom they are named after."""
    levels = [one.said.level if one.said.what in {"level", "body"} else "" for one in found]
    rules = vocabulary().composition
    for place, one in enumerate(found):
        rule = _COMPOSED.get(one.said.what)
        if rule is None or (one.said.what == "helper" and not _precedes_level(found, place)):
            continue
        others = range(place - 1, -1, -1) if one.said.what == "deputy_after" else range(place + 1, len(found))
        principal = next((other for other in others if levels[other]), None)
        if principal is not None:
            levels[principal] = rules[rule][levels[principal]]
            found[principal] = found[principal]._replace(said=Rank("level", levels[principal]))
    return levels


# Functions


def _trade_of(found: list[Found[Trade]]) -> Trade | None:
    """Return the word that says what somebody does: the first that yields to none, or the trade right behind it."""
    named = [one for one in found if one.said.function]
    specific = [one for one in named if not one.said.yields]
    if not specific:
        return named[0].said if named else None
    chosen = specific[0]
    for one in specific[1:]:
        if one.start != chosen.end or chosen.said.head != "last" or not one.said.tail:
            break
        chosen = one
    return chosen.said
