"""Every error that Imenoslov raises on purpose.

    ImenoslovError
    ├── ConfigError    a setting, a profile or a call is wrong
    ├── ReadError      a source cannot be read or decoded
    ├── ModelError     a model file is missing or does not fit
    ├── StageError     a document cannot be annotated
    ├── WriteError     an output cannot be written
    └── SearchError    an index or a search engine refuses, or knows nothing of what is asked

The message is one sentence: what, where, what to do.
"""


class ImenoslovError(Exception):
    """Is the ancestor of every error that Imenoslov raises on purpose."""


class ConfigError(ImenoslovError):
    """Says that a setting, a profile or a call is wrong."""


class ReadError(ImenoslovError):
    """Says that a source cannot be read or decoded."""


class ModelError(ImenoslovError):
    """Says that a model file is missing or does not fit the program."""


class StageError(ImenoslovError):
    """Says that a stage, named by `stage`, cannot annotate a document."""

    def __init__(self, message: str, stage: str) -> None:
        super().__init__(message)
        self.stage = stage


class WriteError(ImenoslovError):
    """Says that an output cannot be written."""


class SearchError(ImenoslovError):
    """Says that an index or a search engine refuses, or knows nothing of what is asked."""
