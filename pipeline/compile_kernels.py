"""Compiles the C files when the package is built: `models/kernels.c`, one library for each level of instructions, and
`knowledge/tables.c`, one for all.

A C compiler of the machine is used: the one that `CC` names, or cc, gcc or clang. Where none works, the package
`ziglang` brings one, so that Python and pip are enough to install.
"""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODELS = Path(__file__).parent / "imenoslov" / "models"
KNOWLEDGE = Path(__file__).parent / "imenoslov" / "knowledge"
LIBRARY = ("-std=gnu11", "-shared", "-fPIC", "-fvisibility=hidden")
FLAGS = (
    *("-O3", *LIBRARY),
    # one rounding for each multiplication and addition, whatever compiler and level
    *("-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math"),
)
# scores are the same to the last bit as Python's: two roundings
PLAIN_FLAGS = ("-O2", *LIBRARY, "-ffp-contract=off")
ZIG = "ziglang"
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")

# The levels of a machine's instructions, as `processor_level` in kernels.c numbers them: what gcc and clang call them,
# and what more of the processor they use.
LEVELS = (
    {1: ("x86-64", ""), 3: ("x86-64-v3", ""), 4: ("x86-64-v4", ""), 5: ("x86-64-v4", "avx512vnni")}
    if platform.machine().lower() in ("x86_64", "amd64")
    else {0: ("", "")}
)


class KernelsHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Puts the compiled libraries into the wheel."""

    def dependencies(self) -> list[str]:
        """Returns what a build needs beside hatchling: a compiler, where the machine has none."""
        return [] if compiler() else [ZIG]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, and marks the wheel as one for this platform and any Python."""
        for folder in (MODELS / "compiled", KNOWLEDGE / "compiled"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            build_data["artifacts"].append(f"pipeline/imenoslov/{folder.parent.name}/compiled/*")
        for level, (name, more) in LEVELS.items():
            compile_level(MODELS / "compiled" / library_file(level), name, more)
        compile_plain(KNOWLEDGE / "compiled" / f"tables{SUFFIX}")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def library_file(level: int) -> str:
    """Returns the name under which `imenoslov.models.kernels` looks for the library of a level."""
    return f"kernels-{level}{SUFFIX}" if level else f"kernels{SUFFIX}"


def compile_level(target: Path, level: str, more: str) -> None:
    """Compiles the library for one level; raises RuntimeError with what the compiler says."""
    found = compiler()
    command = [found] if found else [sys.executable, "-m", ZIG, "cc"]
    if level and found:
        command += _options(level, more)
    elif level:
        # zig compiles for the machine that it runs on unless it is told otherwise, and has its own names
        command += ["-mcpu=" + "+".join(filter(None, (level.replace("-", "_"), more))), WIDE]
    _run([*command, *FLAGS, "-o", str(target), str(MODELS / "kernels.c")])


def compile_plain(target: Path) -> None:
    """Compiles the library of tables; raises RuntimeError with what the compiler says."""
    found = compiler()
    command = [found] if found else [sys.executable, "-m", ZIG, "cc", "-mcpu=baseline"]
    _run([*command, *PLAIN_FLAGS, "-o", str(target), str(KNOWLEDGE / "tables.c")])


def _run(command: list[str]) -> None:
    if sys.platform != "win32":
        command.append("-lm")
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        raise RuntimeError(
            f"`{' '.join(command)}` failed; install another C compiler or name one by CC.\n{answer.stderr}"
        )


# Registers of 512 bits, where there are any: by default compilers keep to 256.
WIDE = "-mprefer-vector-width=512"


def compiler() -> str | None:
    """Returns a C compiler of this machine that knows all levels, or None."""
    names = [os.environ["CC"]] if os.environ.get("CC") else ["cc", "gcc", "clang"]
    return next((path for name in names if (path := shutil.which(name)) and _works(path)), None)


def _options(level: str, more: str) -> list[str]:
    return [f"-march={level}", *([f"-m{more}"] if more else []), WIDE]


def _works(path: str) -> bool:
    best, more = list(LEVELS.values())[-1]
    options = _options(best, more) if best else []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text("#include <math.h>\ndouble probe(double x) { return exp(x); }\n", encoding="utf-8")
        command = [path, *options, *FLAGS, "-o", str(Path(folder, "probe")), str(source)]
        return not subprocess.run(command, capture_output=True).returncode
