"""Takes the classifier out of a trained model, without starting Rasa."""
import tarfile
import tempfile
from pathlib import Path

from bot.article import load_article
from bot.language.embedding import load_encoder
from bot.language.unlisted import load_unlisted
from bot.understanding.classifier import Classifier

_FILES = ("model.json", "weights.npz", "words.json")


def load_classifier(model: Path) -> Classifier:
    """The classifier of a model archive. Raises OSError or KeyError when it has none."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        for member in archive.getmembers():
            path = Path(member.name)
            if path.name in _FILES and path.parent.name.endswith("ConversationInterpreter0"):
                content = archive.extractfile(member)
                assert content is not None
                Path(folder, path.name).write_bytes(content.read())
        return Classifier.load(Path(folder), load_article(), load_unlisted(), load_encoder())
