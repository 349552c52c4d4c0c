"""What is asked while it is measured."""
from typing import Mapping, Tuple

ANSWER, TABLE, TWO = "answer", "table", "two_questions"

# One answer each, naming b12, the one word that the floor knows. Many, so that no cache of words or sentences makes the later ones cheap.
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
TABLES: Tuple[str, ...] = ("compare the treatments", "how do the treatments compare", "show me a comparison of the treatments")
TWOS: Tuple[str, ...] = (
    "which foods have b12 and how is it tested?",
    "What are the symptoms of low b12? And how is it treated?",
    "why does low b12 make muscles hurt, and when should I see a doctor?",
)
KINDS: Mapping[str, Tuple[str, ...]] = {ANSWER: ANSWERS, TABLE: TABLES, TWO: TWOS}
