"""A second net for emergencies, behind bot.safety: what the classifier makes of words that no list of signs holds."""
from typing import Optional

from bot.answers.reading import Urgent
from bot.language.hybrid import Prediction
from bot.language.reader import Read
from bot.safety.detect import is_excused
from bot.understanding.classifier import Classifier
from bot.understanding.labels import is_urgent, meaning

# How sure the classifier has to be of an emergency that no list of signs knows; of self-harm less, since to miss it is worse.
# Where an example is near, less will do.
URGENT_SURE, SELF_HARM_SURE, STORY_SURE = 0.72, 0.7, 0.85
NEAR, NEAR_SURE = 0.7, 0.68


def emergency_in(background: str, classifier: Classifier) -> Optional[Urgent]:
    """An emergency told around the question; stories sound worse than they are, so the classifier has to be surer of one."""
    read = classifier.reader.read(background)
    prediction = classifier.predict([read])[0].of(meaning)
    alarming = is_urgent(prediction.labels[0]) and prediction.confidence > STORY_SURE and not is_excused(background)
    return Urgent(prediction.labels[0].partition("/")[2]) if alarming else None


def calm(read: Read, prediction: Prediction) -> Prediction:
    """An emergency only where the classifier is sure of one and nothing in the words excuses it (bot.safety has seen the message before)."""
    sure = SELF_HARM_SURE if prediction.labels[0].endswith("/self_harm") else NEAR_SURE if prediction.nearness > NEAR else URGENT_SURE
    if not is_urgent(prediction.labels[0]) or (prediction.confidence > sure and not is_excused(read.text)):
        return prediction
    return prediction.without(is_urgent).of(meaning)
