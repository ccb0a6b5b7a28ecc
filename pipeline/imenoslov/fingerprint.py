"""Which annotator a configuration makes, told without loading it."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec.structs import replace

import imenoslov
from imenoslov.config import Config
from imenoslov.document import Fingerprint
from imenoslov.stages.settings import LinkingSettings


def fingerprint(config: Config) -> Fingerprint:
    """Returns what an output depends on besides its source: version, settings, models and knowledge files.

    Raises ConfigError for a list of names with a wrong line: whoever starts workers hears of it before they do.
    """
    names = config.linking.names
    # The user's list counts by its content, not by its path.
    settings = replace(config, linking=LinkingSettings("names" if names else None))
    digest = hashlib.sha256(msgspec.json.encode(settings, order="deterministic"))
    if names:
        from imenoslov.knowledge.own_names import load_own_names  # what reads names takes long to load

        load_own_names(names)
        digest.update(Path(names).read_bytes())
    for package in ("natasha", "razdel", "pymorphy3", "pymorphy3-dicts-ru"):
        digest.update(f"{package} {version(package)}\n".encode())
    package_folder = Path(__file__).parent
    for folder in ("knowledge", "models"):
        for path in sorted((package_folder / folder).rglob("*")):
            if path.is_file() and path.suffix not in _PROGRAM:
                digest.update(path.relative_to(package_folder).as_posix().encode() + b"\0" + path.read_bytes())
    return Fingerprint(imenoslov.__version__, f"sha256:{digest.hexdigest()}")


# Files of the program itself: they count by its version.
_PROGRAM = (".py", ".pyc", ".c", ".so", ".dylib", ".dll")
