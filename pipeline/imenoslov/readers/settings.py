"""The settings of all readers."""

from msgspec import Struct

from imenoslov.errors import ConfigError
from imenoslov.readers.headers import HeaderSettings
from imenoslov.readers.jsonl import RecordSettings


class ReaderSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How sources are read; `max_bytes` is the size, decompressed, from which on a text or a record is refused.

    Raises ConfigError for a limit that lets nothing through.
    """

    header: HeaderSettings = HeaderSettings()
    records: RecordSettings = RecordSettings()
    max_bytes: int = 20_000_000

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise ConfigError("reader.max_bytes is below 1, so that nothing could be read; give a larger one.")
