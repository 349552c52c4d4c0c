"""A second net for emergencies, behind bot.safety: what the classifier makes of words that no list of signs holds."""
from bot.language.hybrid import Prediction
from bot.language.reader import Read
from bot.safety.detect import is_excused
from bot.understanding.labels import is_urgent, meaning

# How sure the classifier has to be of an emergency that no list of signs knows; of self-harm less, since to miss it is worse.
# Where an example is near, less will do.
URGENT_SURE, SELF_HARM_SURE, STORY_SURE = 0.72, 0.7, 0.85
NEAR, NEAR_SURE = 0.7, 0.68
_FEWEST = 4  # words; fewer name a part of the body or answer a question of ours, and bot.safety knows the short cries for help


def emergency_in(read: Read, prediction: Prediction) -> str:
    """The reason of an emergency told around a question, or nothing; stories sound worse than they are, so the classifier has to be surer."""
    likely = prediction.of(meaning)
    alarming = is_urgent(likely.labels[0]) and likely.confidence > STORY_SURE and _may_be_told(read, likely)
    return likely.labels[0].partition("/")[2] if alarming else ""


def calm(read: Read, prediction: Prediction) -> Prediction:
    """An emergency only where the classifier is sure of one and nothing in the words excuses it (bot.safety has seen the message before)."""
    sure = SELF_HARM_SURE if _is_self_harm(prediction) else NEAR_SURE if prediction.nearness > NEAR else URGENT_SURE
    if not is_urgent(prediction.labels[0]) or (prediction.confidence > sure and _may_be_told(read, prediction)):
        return prediction
    return prediction.without(is_urgent).of(meaning)


def _may_be_told(read: Read, prediction: Prediction) -> bool:
    """Whether the words may tell of it at all; what sounds ordinary does not excuse self-harm ("I am fine with being gone")."""
    return len(read.words) >= _FEWEST and not is_excused(read.text, ordinary=not _is_self_harm(prediction))


def _is_self_harm(prediction: Prediction) -> bool:
    return prediction.labels[0].endswith("/self_harm")
