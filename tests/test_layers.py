"""Imports go one way: a module imports only from layers before its own, and within a folder without cycles."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline" / "imenoslov"

LAYERS: list[set[str]] = [
    {"errors"},
    {"document"},
    {"spans"},
    {"natasha_data"},
    {"models"},
    {"knowledge"},
    {"readers", "writers"},
    {"scoring"},
    {"stages"},
    {"config"},
    {"fingerprint"},
    {"annotator"},
    {"corpus"},
    {"catalogue"},
    {"runners"},
    {"search"},
    {"viewer"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path: Path) -> Iterator[str]:
    """Yields the package's modules that a module imports, `stages.ner`; `` for the package itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module
            names = [node.module]
            if (PACKAGE.parent / Path(*node.module.split("."))).is_dir():
                names += [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            root, _, rest = name.partition(".")
            if root == "imenoslov":
                target = PACKAGE / Path(*rest.split(".")) if rest else PACKAGE
                if target.is_dir() or target.with_suffix(".py").is_file():
                    yield rest


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_come_from_earlier_layers(path: Path) -> None:
    layer = name_of(path).split(".")[0]
    for imported in imports_of(path):
        if not imported:
            continue
        other = imported.split(".")[0]
        if other != layer:
            assert RANK[other] < RANK[layer], f"{name_of(path)} imports {imported}"


def test_no_cycles() -> None:
    graph = {name_of(path): {name for name in imports_of(path) if name not in ("", name_of(path))} for path in MODULES}
    list(TopologicalSorter(graph).static_order())


def test_every_module_has_a_layer() -> None:
    assert {name_of(path).split(".")[0] for path in MODULES} <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_imports_natasha_or_pymorphy2(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        assert not any(name.split(".")[0] in {"natasha", "pymorphy2", "slovnet", "navec"} for name in names)
