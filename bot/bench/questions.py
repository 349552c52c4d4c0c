"""What is asked while it is measured: kinds of turns, as conversations of ten messages."""
from itertools import cycle, islice
from typing import Iterator, Mapping, Sequence, Tuple

ANSWER, KNOWN, TABLE, TWO, INTAKE = "answer", "known_words", "table", "two_questions", "intake"
TURNS = 10  # of a conversation
Conversations = Iterator[Sequence[str]]

# One answer each, naming b12, the one word that the floor knows.
ANSWERS: Tuple[str, ...] = (
    "which foods have b12",
    "why does low b12 make muscles hurt",
    "what are the symptoms of low b12",
    "how is b12 measured",
    "how fast do b12 injections work",
    "what is the outlook with low b12",
    "when should somebody with low b12 see a doctor",
    "what causes low b12",
    "is salmon a good source of b12",
    "how does low b12 lead to anemia",
    "can low b12 make my feet tingle",
    "which tests are there for b12 deficiency",
    "are b12 tablets enough for vegans",
    "what does vitamin b12 do in the body",
    "does homocysteine rise when b12 is low",
    "do clams contain b12",
    "can low b12 make you tired",
    "what is the mma test for b12",
    "who needs b12 injections",
    "does cheese have b12",
    "can a lack of b12 cause muscle cramps",
    "how is a b12 deficiency treated",
    "is there b12 in yogurt",
    "does exercise help with muscle pain from low b12",
    "can low b12 cause memory problems",
)
# Behind a question they make a sentence that nobody has said before, so that nothing remembered makes it cheap.
_ENDINGS = ("exactly", "in general", "for sure", "really", "as a rule", "usually", "after all", "normally", "in practice", "in short", "nowadays", "these days")
_ENDS = ("", " please", " i wonder", " at first", " in the end", " by the way", " in your article", " all in all", " as far as you know",
         " at least", " once more", " dear assistant", " if you know", " in a word")
TABLES = ("compare the treatments", "how do the treatments compare", "show me a comparison of the treatments")
TWOS = (
    "which foods have b12 and how is it tested?",
    "What are the symptoms of low b12? And how is it treated?",
    "why does low b12 make muscles hurt, and when should I see a doctor?",
)
_INTAKE = ("check my symptoms", "yes", "my feet tingle", "three weeks", "6 out of 10", "vegetarian", "no", "no tests", "nothing", "no notes")


def conversations(kind: str, number: int = 0) -> Conversations:
    """Conversations of a kind without end; those of another `number` begin elsewhere, and are in other words where they are to be new."""
    if kind == INTAKE:
        return cycle([_INTAKE])
    texts = {ANSWER: new_words(number), KNOWN: cycle(ANSWERS), TABLE: cycle(TABLES), TWO: cycle(TWOS)}[kind]
    return _in_tens(islice(texts, number % len(ANSWERS), None) if kind == KNOWN else texts)


def new_words(number: int = 0) -> Iterator[str]:
    """The questions in ever new words: 12 × 14 × 25 sentences before one comes again, those of each `number` 230 further on."""
    sentences = [f"{question} {ending}{end}" for end in _ENDS for ending in _ENDINGS for question in ANSWERS]
    return islice(cycle(sentences), 230 * number % len(sentences), None)


def _in_tens(texts: Iterator[str]) -> Conversations:
    while True:
        yield tuple(islice(texts, TURNS))


KINDS: Mapping[str, str] = {
    ANSWER: "an answer, asked for in words never said before", KNOWN: "an answer, in words said before", TABLE: "a table", TWO: "two questions",
    INTAKE: "a turn of the intake",
}
