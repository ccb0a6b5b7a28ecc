"""Trains the tagger of names: `python -m training.names GOLD --output FILE`, run in the folder `pipeline`.

GOLD is a folder of gold JSONL files (`imenoslov.readers.gold` describes them) whose names begin with the corpus:
`nerel-train.jsonl`, `nerel-dev.jsonl`, `slavic-TOPIC.jsonl`, `factru-dev.jsonl`. A file named by `--hold-out` is only
scored, one named by `--leave-out` is not used at all. The same arguments give the same file on the same machine.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from msgspec import Struct

from imenoslov.models.names import NameTagger, from_arrays
from imenoslov.models.weights import load_embeddings
from training import card, reference
from training.batches import Forms, Noise, batches
from training.calibration import calibrated
from training.chain import loss
from training.export import arrays, meta, write
from training.gold import GoldText, read
from training.network import NameNetwork, Size
from training.scores import figures, recased


class Recipe(Struct, frozen=True):
    """How long and how hard the network learns.

    The rate rises for `warm_up` steps and then falls to 0 in a straight line; a batch is of whole texts of about
    `words` words.
    """

    seed: int = 2
    epochs: int = 20
    words: int = 1500
    rate: float = 1e-3
    warm_up: int = 60
    decay: float = 0.01
    dropout: float = 0.2
    noise: Noise = Noise(case=0.02, quotes=0.15, swap=0.03, forget=0.08)


def train(texts: Sequence[GoldText], size: Size, recipe: Recipe) -> NameNetwork:
    """Trains a network on gold texts and prints the loss of each epoch, per 60 words of either level."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    forms = Forms()
    network = NameNetwork(size, recipe.dropout)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    words = sum(len(text.words.texts) for text in texts)
    steps = recipe.epochs * (words // recipe.words + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / recipe.warm_up) * max(0.0, 1 - step / steps)
    )
    print(f"{len(texts)} texts, {words} words; {sum(p.numel() for p in network.parameters())} weights")
    print(f"{network.operations() / 1e6:.3f} MFLOP a word after the table of word forms", flush=True)
    begun = time.monotonic()
    for epoch in range(recipe.epochs):
        network.train()
        sums = torch.zeros(2)
        for batch in batches(texts, recipe.words, forms, recipe.noise, rng):
            losses = loss(network(batch), network.steps(), batch.starts, batch.allowed)
            optimizer.zero_grad()
            torch.autograd.backward(losses.sum() * 60 / len(batch.starts))
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            sums += losses.detach()
        outer, inner = (sums * 60 / words).tolist()
        seconds = time.monotonic() - begun
        print(f"epoch {epoch + 1}: loss {outer:.3f} outer, {inner:.3f} inner; {seconds:.0f} s", flush=True)
    network.eval()
    return network


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, scores and writes as the command line says; returns the exit status."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    corpora = {path.stem for path in options.gold.glob("*.jsonl")}
    missing = {*options.hold_out, *options.leave_out} - corpora
    if missing or not corpora:
        print(
            f"{options.gold} has no {', '.join(sorted(missing)) or 'gold'}; name files without .jsonl.", file=sys.stderr
        )
        return 2
    texts = [text for text in read(options.gold) if text.corpus not in options.leave_out]
    learned, unseen = divide(texts, options.hold_out, options.every)
    recipe = Recipe(seed=options.seed, epochs=options.epochs)
    network = train(learned, Size(), recipe)
    calibration = calibrated(network, learned)
    if options.output:
        write(network, calibration, options.output)
        print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")
    if options.reference:
        reference.write(network, options.reference)
    tagger = NameTagger(from_arrays(meta(network), arrays(network, calibration)), load_embeddings())
    rows = figures(tagger, unseen)
    rows += figures(tagger, [*recased(unseen, str.upper), *recased(unseen, str.lower)])
    print("F1 of exact spans on what was held out, also with its letters changed to upper and to lower case")
    for row in rows:
        print(row.line(), flush=True)
    if options.card:
        part = f" without each {options.every}th text" if options.every > 1 else ""
        known = {text.corpus + part * (text.corpus in options.hold_out) for text in learned}
        card.update(options.card, card.Run(sorted(known), rows))
        print(f"{options.card}: brought up to date")
    return 0


def divide(texts: Sequence[GoldText], held: Sequence[str], every: int) -> tuple[list[GoldText], list[GoldText]]:
    """Returns the texts to learn from, and those of the corpora in `held`; with `every` 3, each third text of them."""
    learned: list[GoldText] = []
    unseen: list[GoldText] = []
    seen: Counter[str] = Counter()
    for text in texts:
        seen[text.corpus] += 1
        out = text.corpus in held and seen[text.corpus] % every == 0
        (unseen if out else learned).append(text)
    return learned, unseen


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.names", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of gold JSONL files")
    parser.add_argument("--output", type=Path, help="the model file to write")
    parser.add_argument("--reference", type=Path, help="the file of scores that the numpy network is tested against")
    parser.add_argument("--card", type=Path, help="the model card; keeps the figures of earlier runs")
    parser.add_argument("--hold-out", nargs="*", default=["nerel-dev"], help="corpora to score, not to learn from")
    parser.add_argument("--every", type=int, default=1, help="hold out only every n-th text of them")
    parser.add_argument("--leave-out", nargs="*", default=[], help="corpora neither to learn from nor to score")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    return parser


if __name__ == "__main__":
    sys.exit(main())
