"""The command line as a user calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from imenoslov import Document
from imenoslov.cli import main
from imenoslov.cli.progress import counted, so_far
from imenoslov.document import from_json, json_schema

TEXT = "Встреча с Терезой Мэй прошла в Брюсселе."


def call(*arguments: str | Path, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    # A copy, for readline, which pytest loads, puts COLUMNS into the environment behind Python's back.
    environment = os.environ.copy()
    command = [sys.executable, "-m", "imenoslov", *map(str, arguments)]
    return subprocess.run(command, input=stdin, env=environment, capture_output=True, timeout=120)


@pytest.mark.parametrize("command", [(), ("annotate",), ("show",), ("base-form",), ("score",)])
def test_help_reads_well(command: tuple[str, ...]) -> None:
    answer = call(*command, "--help")
    assert answer.returncode == 0
    text = answer.stdout.decode()
    assert "Usage: imenoslov" in text
    for name in ("annotate", "show", "base-form", "score") if not command else ():
        assert name in text


def test_help_fills_its_lines() -> None:
    environment = os.environ | {"COLUMNS": "80", "TERM": "dumb"}
    command = [sys.executable, "-m", "imenoslov", "annotate", "--help"]
    text = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8").stdout
    lines = [line.strip() for line in text.partition("A folder gives")[2].partition("Arguments")[0].splitlines()]
    paragraph = [line for line in lines[:-1] if line]
    assert all(len(line) > 45 for line in paragraph[1:-1]), text  # a path does not break


def test_help_is_quick() -> None:
    def seconds() -> float:
        before = os.times()
        call("--help")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    # A fifth of a second of the processor; the bound leaves room for a slow machine, and for modules not yet compiled.
    assert min(seconds() for _ in range(3)) < 0.6


def test_help_loads_no_models() -> None:
    heavy = "('numpy', 'pymorphy3', 'rich.progress')"
    script = f"import sys, imenoslov.cli; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 entities"), (1, "1 entity"), (2, "2 entities"), (2000, "2,000 entities")]
)
def test_numbers_agree_with_their_noun(number: int, said: str) -> None:
    assert counted(number, "entity", "entities") == said


def test_progress_agrees_with_its_noun() -> None:
    assert [so_far(1, None), so_far(2, None), so_far(1, 1), so_far(1, 2)] == [
        "1 document",
        "2 documents",
        "1 of 1 document",
        "1 of 2 documents",
    ]


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    answer = call("annotate", source, tmp_path / "out")
    assert answer.returncode == 0
    assert answer.stderr.decode() == (
        f"Nothing to annotate was found in {source}; "
        "what is read is .txt, .md, .json, .jsonl, each also as .gz or .zst.\n"
    )
    for name in ("a.html", "b.csv", "c.html.gz"):
        (source / name).touch()
    left_out = "  Left out: no reader for .html (2 files), no reader for .csv (1 file).\n"
    answer = call("annotate", source, tmp_path / "out")
    assert answer.stderr.decode().endswith(f".zst.\n{left_out}")
    (source / "a.txt").write_text("Москва.", encoding="utf-8")
    answer = call("annotate", source, tmp_path / "out")
    said = answer.stderr.decode()
    assert said.startswith("1 document annotated in ")
    assert said.endswith(f": 1 name, 1 entity.\n{left_out}")
    report = json.loads((tmp_path / "out" / "_imenoslov" / "report.json").read_text(encoding="utf-8"))
    assert report["unsupported"] == {"no reader for .html": 2, "no reader for .csv": 1}


def test_version() -> None:
    assert call("--version").stdout.decode().startswith("imenoslov 0.")


def test_standard_input_as_text() -> None:
    answer = call("annotate", "-", stdin=TEXT.encode("cp1251"))
    assert (answer.returncode, answer.stderr) == (0, b"")
    document = from_json(answer.stdout)
    assert document.text == TEXT
    assert document.source.encoding == "cp1251"
    assert [mention.base for mention in document.mentions] == ["Тереза Мэй", "Брюссель"]
    jsonschema.validate(json.loads(answer.stdout), json_schema())


@pytest.mark.parametrize("start", ['{"', ' {\n "'])
def test_json_is_not_taken_for_a_text(start: str) -> None:
    answer = call("annotate", "-", stdin=f'{start}id": 1, "text": "{TEXT}"}}\n'.encode())
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert "say --format jsonl" in answer.stderr.decode()
    assert call("annotate", "-", stdin=f"{{Правка}} {TEXT}".encode()).returncode == 0


def test_standard_input_as_records_keeps_the_order() -> None:
    lines = [
        json.dumps({"id": f"n{number}", "text": f"{TEXT} " * (1 + 40 * (number % 3 == 0))}) for number in range(12)
    ]
    lines.insert(5, "{broken")
    lines.insert(7, lines[0])
    answer = call("annotate", "-", "--format", "jsonl", "--workers", "2", stdin="\n".join(lines).encode())
    assert answer.returncode == 1
    assert [from_json(line).id for line in answer.stdout.splitlines()] == [f"n{number}" for number in range(12)]
    complaints = answer.stderr.decode().splitlines()
    assert len(complaints) == 2
    assert "line 6" in complaints[0]
    assert "n0" in complaints[1]


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": number, "text": TEXT * 50}) for number in range(40))
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    shell = f"'{sys.executable}' -m imenoslov annotate - --format jsonl < in.jsonl | head -c 10"
    answer = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, timeout=120)
    assert (answer.stdout, answer.stderr) == (b'{"schema":', b"")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("annotate", "nowhere", "out"), "nowhere does not exist"),
        (("annotate", "."), "TARGET is missing"),
        (("annotate", "-", "out"), "standard output"),
        (("annotate", ".", "out", "--config", "nonsense"), "There is no profile nonsense"),
        (("annotate", ".", "out", "--config", "bad.toml"), "unknown key ner.modle; did you mean ner.model?"),
        (("annotate", ".", "out", "--workers", "0"), "workers"),
        (("annotate", "-", "--prune"), "--prune needs a folder"),
        (("annotate", "bad.toml", "out", "--prune"), "--prune needs a folder"),
        (("show", "."), "is a folder"),
        (("show", "nowhere"), "nowhere does not exist"),
        (("show", "page.html"), "no reader for .html; convert it"),
        (("base-form", "nowhere"), "nowhere cannot be read"),
        (("base-form", "."), "cannot be read"),
        (("feed", "nowhere", "http://localhost:1"), "nowhere does not exist"),
        (("score", "nowhere", "bad.toml"), "nowhere does not exist"),
        (("score", "bad.toml", "nowhere"), "nowhere does not exist"),
        (("frobnicate",), "No such command"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text("[ner]\nmodle = 'natasha'\n")
    Path("page.html").write_text("<p>Мэй</p>", encoding="utf-8")
    answer = call(*arguments)
    assert answer.returncode == 2
    assert said in answer.stderr.decode()
    assert "Traceback" not in answer.stderr.decode()


def test_a_run_says_what_has_no_source_any_more(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    (source / "b.txt").write_text(TEXT, encoding="utf-8")
    assert "source" not in call("annotate", source, target).stderr.decode()
    (source / "b.txt").unlink()
    said = call("annotate", source, target).stderr.decode()
    assert f"1 in {target} have no source in {source} any more; --prune removes them." in said
    assert "1 without a source removed" in call("annotate", source, target, "--prune").stderr.decode()
    assert not (target / "b.txt.json").exists()


def test_show_marks_names_and_lists_entities(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT} Мэй довольна.", encoding="utf-8")
    answer = call("show", tmp_path / "a.txt").stdout.decode()
    assert "[Терезой Мэй|PER]" in answer
    assert "[Брюсселе|LOC]" in answer
    row = next(line for line in answer.splitlines() if line.strip().startswith("Тереза Мэй"))
    assert "PER" in row
    assert "Терезой Мэй, Мэй" in row


def test_show_gives_a_program_the_whole_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    forms = ("Министерство культуры Республики Татарстан", "Министерством культуры Республики Татарстан")
    answer = call("show", "-", stdin=f"Создано {forms[0]}. Довольны {forms[1]}.".encode()).stdout.decode()
    row = next(line for line in answer.splitlines() if line.startswith(f" {forms[0]}"))
    assert forms[1] in row
    assert "mentions" in answer


def test_show_json() -> None:
    document = from_json(call("show", "-", "--json", stdin=TEXT.encode()).stdout)
    assert isinstance(document, Document)
    assert document.entities


def test_base_forms_of_lines() -> None:
    names = "Эдуардса Стипрайса\n\nВладимиру Путину\n"
    answer = call("base-form", "-", stdin=names.encode("cp1251"))
    assert answer.stdout.decode() == "Эдуардс Стипрайс\n\nВладимир Путин\n", answer.stderr.decode()


def test_base_forms_of_a_column(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text('id;имя;тип\n1;"Палате\nпредставителей";ORG\n2;Москвой\n3\n', encoding="utf-8-sig")
    types = ("--column", "имя", "--type-column", "тип", "--delimiter", ";")
    answer = call("base-form", path, *types)
    assert answer.returncode == 1
    assert "line 4, has the type ''" in answer.stderr.decode()
    path.write_text('id;имя;тип\n1;"Палате представителей";ORG\n2;Москвой;loc\n3\n', encoding="utf-8-sig")
    answer = call("base-form", path, *types)
    assert answer.stdout.decode().splitlines() == [
        "id;имя;тип;base",
        "1;Палате представителей;ORG;Палата представителей",
        "2;Москвой;loc;Москва",
        "3;;;",
    ]
    answer = call("base-form", path, "--column", "name", "--delimiter", ";")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert "has no column name; it has id, имя, тип" in answer.stderr.decode()
    answer = call("base-form", path, *types, "--output-column", "тип")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert "has a column тип already" in answer.stderr.decode()


@pytest.mark.parametrize(("name", "between"), [("names.csv", ","), ("names.TSV", "\t")])
def test_a_table_is_not_taken_for_lines(name: str, between: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(f"name{between}id\nМосквой{between}4\n", encoding="utf-8")
    answer = call("base-form", path)
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert "is a table" in answer.stderr.decode()
    answer = call("base-form", path, "--column", "name", "--type", "LOC")
    assert answer.stdout.decode().splitlines() == [f"name{between}id{between}base", f"Москвой{between}4{between}Москва"]


def test_a_table_with_other_separators_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name;id\nМосквой;4\n", encoding="utf-8")
    answer = call("base-form", path, "--column", "name")
    assert "it has name;id; say what parts its columns with --delimiter." in answer.stderr.decode()


def test_a_path_out_of_bounds_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    monkeypatch.setattr(sys, "argv", ["imenoslov", "catalogue", "shut/archive"])
    with pytest.raises(SystemExit) as exit:
        main()
    assert exit.value.code == 2
    assert capsys.readouterr().err.startswith("imenoslov: shut/archive is out of bounds for this user; ")


def test_score(tmp_path: Path) -> None:
    gold = {
        "id": "a",
        "text": TEXT,
        "mentions": [
            {"start": 10, "end": 21, "type": "PER", "base": "Тереза Мэй", "entity": "1"},
            {"start": 31, "end": 39, "type": "LOC", "base": "Брюссель", "entity": "2"},
        ],
        "ignore": [],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    assert call("annotate", tmp_path / "a.jsonl", tmp_path / "out").returncode == 0
    answer = call("score", tmp_path / "gold.jsonl", tmp_path / "out" / "a.jsonl")
    assert answer.returncode == 0, answer.stderr.decode()
    assert "base forms right  1.000 of 2" in answer.stdout.decode()
    figures = json.loads(call("score", tmp_path / "gold.jsonl", tmp_path / "out", "--json").stdout)
    assert figures["ner"]["micro"] == [1.0, 1.0, 1.0]
