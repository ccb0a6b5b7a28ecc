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
    """Returns what an output depends on besides its source: version, settings, models, knowledge and program.

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
    for name in _BEARING:
        path = package_folder / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix not in _DERIVED:
                digest.update(file.relative_to(package_folder).as_posix().encode() + b"\0" + file.read_bytes())
    return Fingerprint(imenoslov.__version__, f"sha256:{digest.hexdigest()}")


# What bears on an output: the program too, as a version may be installed again with other rules.
_BEARING = ("annotator.py", "document.py", "knowledge", "models", "readers", "spans.py", "stages")
# What is made of the other files, for each machine in its own way.
_DERIVED = (".pyc", ".so", ".dylib", ".dll")
