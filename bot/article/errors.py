"""What goes wrong with data files, told in one go."""
from typing import Sequence


class DataError(Exception):
    """Mistakes in data files.

    `mistakes` holds one line each, `file: path -> in -> it: what is wrong`; str() is all of them under one heading.
    """

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        count = "one mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        super().__init__("\n".join([f"The data files hold {count}:", *self.mistakes]))
