"""Finds the things a sentence speaks about: what the article names, and known things that it does not name."""
from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, Sequence, Set, Tuple

from bot.article import Article
from bot.language.words import singular, split_words

Key = Tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """`words[start:end]` names the thing `id` of `kind` (bot.article.KINDS, or a kind of the unlisted things).

    `listed` is False for a thing that the article does not name; `id` is then the words themselves. `subject`: it is what the article is about.
    """

    kind: str
    id: str
    start: int
    end: int
    listed: bool = True
    subject: bool = False


class Lexicon:
    """Names to look for. The longest name wins; a name of several things gives a mention for each."""

    def __init__(self, article: Article, unlisted: Mapping[str, Iterable[str]]) -> None:
        self._subject = frozenset(id_ for id_, term in article.terms.items() if term.names_subject)
        self._names: Dict[Key, List[Tuple[str, str, bool]]] = {}
        self.words: Set[str] = set()
        self.listed_words: Set[str] = set()  # those of the article's own names
        for name in article.names():
            self._add(name.text, name.kind, name.id, listed=True)
        for kind, texts in unlisted.items():
            for text in texts:
                if self._key(text) not in self._names:
                    self._add(text, kind, text, listed=False)
        self._longest = max(len(key) for key in self._names)

    @staticmethod
    def _key(text: str) -> Key:
        return tuple(singular(word) for word in split_words(text))

    def _add(self, text: str, kind: str, id_: str, *, listed: bool) -> None:
        key = self._key(text)
        if not key:
            return
        self.words.update(split_words(text))
        if listed:
            self.listed_words.update(split_words(text))
        things = self._names.setdefault(key, [])
        if (kind, id_, listed) not in things:
            things.append((kind, id_, listed))

    def find(self, words: Sequence[str]) -> List[Mention]:
        """The mentions in `words` (from split_words), in the order of the sentence. Never raises."""
        stems = [singular(word) for word in words]
        found: List[Mention] = []
        start = 0
        while start < len(stems):
            for end in range(min(len(stems), start + self._longest), start, -1):
                things = self._names.get(tuple(stems[start:end]))
                if things:
                    found.extend(Mention(kind, id_, start, end, listed, kind == "term" and id_ in self._subject) for kind, id_, listed in things)
                    start = end
                    break
            else:
                start += 1
        return found


def masked(words: Sequence[str], mentions: Sequence[Mention]) -> List[str]:
    """The words with every mention replaced by its kind, so that a new food is understood like every other food.

    Of several readings of one span the first counts, as Lexicon puts the article's kinds in a fixed order.
    """
    result: List[str] = []
    spans = {mention.start: mention for mention in reversed(mentions)}
    position = 0
    while position < len(words):
        mention = spans.get(position)
        if mention is None or mention.kind in ("condition",) or mention.subject:
            result.append(words[position])
            position += 1
        else:
            result.append(f"_{mention.kind}_")
            position = mention.end
    return result
