import json
from xml.etree import ElementTree

from imenoslov.document import Document
from imenoslov.writers.labelstudio import LABELLING, labelstudio


def test_tasks_are_read_back(documents: list[Document]) -> None:
    tasks = json.loads(b"".join(labelstudio(documents)))
    for task, document in zip(tasks, documents, strict=True):
        assert set(task) == {"data", "predictions"}
        (prediction,) = task["predictions"]
        regions = [result for result in prediction["result"] if result["type"] == "labels"]
        spans = [(result["value"]["start"], result["value"]["end"]) for result in regions]
        assert spans == [(mention.start, mention.stop) for mention in document.mentions]
        assert [task["data"]["text"][start:end] for start, end in spans] == [m.text for m in document.mentions]
        bases = {
            result["id"]: result["value"]["text"] for result in prediction["result"] if result["from_name"] == "base"
        }
        assert [bases[region["id"]] for region in regions] == [[mention.base] for mention in document.mentions]
        assert len({region["id"] for region in regions}) == len(regions)


def test_results_fit_the_labelling_configuration(documents: list[Document]) -> None:
    view = ElementTree.fromstring(LABELLING)
    controls = {element.get("name"): element.tag.lower() for element in view if element.get("toName")}
    objects = {element.get("name") for element in view if element.get("value")}
    labels = {element.get("value") for element in view.iter("Label")}
    for task in json.loads(b"".join(labelstudio(documents))):
        for result in task["predictions"][0]["result"]:
            assert controls[result["from_name"]] == result["type"]
            assert result["to_name"] in objects
            assert set(result["value"].get("labels", ())) <= labels


def test_no_documents_are_an_empty_array() -> None:
    assert json.loads(b"".join(labelstudio([]))) == []
