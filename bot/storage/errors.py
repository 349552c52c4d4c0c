"""What can go wrong between us and the database."""


class StorageError(Exception):
    """Something was not stored or not read; its text holds nothing of a person's."""


class Unavailable(StorageError):
    """The database is not there, too slow or full. What was asked for may be asked again later."""


class ClockAhead(StorageError):
    """The clock has come further than anything that is known of this database; old and new cannot be told apart safely."""


class Conflict(StorageError):
    """Somebody else has added to or deleted this conversation since it was read; nothing was written."""


class Corrupt(StorageError):
    """What is stored of this conversation cannot be read; `seqs` are the events that cannot."""

    def __init__(self, seqs: "list[int]") -> None:
        super().__init__(f"{len(seqs)} events cannot be read")
        self.seqs = seqs
