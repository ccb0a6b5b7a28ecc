"""Joining: which entities of an archive are one, decided from the store for those that a change can have touched.

Each decision is a function of the entities that share a block and of their documents, so an update that decides these
anew ends where a rebuild would.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from imenoslov.catalogue.evidence import (
    MEANING,
    SPELLING,
    TRANSLATION,
    Candidate,
    Known,
    believe_spelling,
    can_stand_for,
    choose,
    company,
    country_of_power,
    is_of_countries_named,
    is_own_abbreviation,
    is_short,
    one_spelling,
    one_translated,
    weight_of_country,
)
from imenoslov.catalogue.store import Store, key_of
from imenoslov.knowledge.countries import load_countries
from imenoslov.knowledge.spelling import slug

# Who shares a block with more than so many others is not looked for among them.
_BLOCK = 50
# So many documents are a fair sample of the company an entity keeps.
_SAMPLE = 50
# What fewer than this share of an entity's documents name is no company of it.
_RARE = 0.02


class Joiner:
    """Decides joins and readings and writes them to the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        countries = load_countries()
        self._countries = {code: key_of(f"loc:{slug(country.name)}") for code, country in countries.by_code.items()}
        capitals = {key_of(f"loc:{slug(capital)}") for capital in countries.capital_of.values()}
        self._everywhere = frozenset({*self._countries.values(), *capitals})
        self._known = lru_cache(50_000)(store.known)
        self._cores = lru_cache(50_000)(store.cores)
        self._root = lru_cache(50_000)(self._find_root)
        self._profile = lru_cache(2_000)(self._make_profile)

    def join(self, touched: Iterable[int]) -> None:
        """Decides anew for the entities that a change has touched, and for those that share a block with one."""
        store = self._store
        changed = set(touched)
        met: set[int] = set()
        for entity in sorted(changed):
            known = self._known(entity)
            met |= store.forget(entity, _BLOCK) if known is None else store.index(known, _BLOCK)
        spelt = {other for entity in changed | met for other, _ in store.pairs(entity)}
        for entity in sorted(met):
            self._pair(entity)
        dirty = changed | met
        spelt |= {other for entity in dirty for other, _ in store.pairs(entity)}
        for known in self._all(dirty | spelt):
            store.sql.execute("DELETE FROM joins WHERE entity = ?", (known.key,))
            join = self._variant(known)
            if join:
                store.sql.execute("INSERT INTO joins VALUES (?, ?, ?)", (known.key, join[0].key, join[1]))
        meant = store.joined_to(dirty | spelt)
        short = {other for known in self._all(meant) for other in self._meaning(known, known.key in met)}
        for known in self._all(meant | short):
            store.sql.execute("DELETE FROM readings WHERE entity = ?", (known.key,))
            if is_short(known):
                self._read_short(known)

    def _all(self, entities: Iterable[int]) -> list[Known]:
        """Returns what is known of entities in the order of their ids, which brings the names of a surname together."""
        return sorted([known for known in map(self._known, entities) if known], key=lambda known: known.id)

    def _meaning(self, full: Known, anew: bool) -> set[int]:
        """Finds the short names that an entity can be meant by, or, where it is met anew, could be meant by before."""
        if full.type == "PER" and is_short(full) and not anew:
            return set()
        others = self._store.neighbours(full.key, MEANING, _BLOCK)
        if full.type != "PER" or anew:
            return others
        return {short.key for short in map(self._known, others) if short and can_stand_for(short, full, 1)}

    def _pair(self, entity: int) -> None:
        """Writes down anew who can be another spelling of an entity."""
        known = self._known(entity)
        weights: dict[int, float] = {}
        translated = self._store.neighbours(entity, TRANSLATION, _BLOCK)
        for other in self._all(self._store.neighbours(entity, SPELLING, _BLOCK)) if known else ():
            weight = one_spelling(known, other) if known else None
            if weight is None and known and other.key in translated:
                weight = one_translated(known, other)
            if weight is not None:
                weights[other.key] = weight
        self._store.pair(entity, weights)

    def _variant(self, known: Known) -> tuple[Known, str] | None:
        """Finds the best other spelling of a full name that it should be joined to."""
        best: tuple[float, tuple[int, int, int, str, str], Known, float] | None = None
        for key, weight in self._store.pairs(known.key):
            other = self._known(key)
            if other is None or other.rank <= known.rank:
                continue
            rarer, usual = sorted((known, other), key=lambda k: (k.documents, k.id))
            if known.type == other.type and self._store.share_a_document(rarer.key, usual.key, _SAMPLE):
                continue  # linking within that article has kept them apart
            shared = company(self._company_of(rarer), self._profile(usual.key))
            if believe_spelling(weight, shared) and (best is None or (-weight, other.rank) > (-best[0], best[1])):
                best = (weight, other.rank, other, shared)
        if best is None:
            return None
        weight, _, other, shared = best
        differs = "another spelling of" if known.type == other.type else "one house with"
        reason = f"{differs} «{other.name}», which stands in {_documents(other.documents)}"
        return other, reason + (f"; distance {weight:.2f}, company {shared:.2f}" if weight > 0 else "")

    def _company_of(self, known: Known) -> Mapping[int, float]:
        """Returns the company of a name, as that of one document that has all of it."""
        profile = self._profile(known.key)
        total = sum(profile.values())
        return {key: share / total for key, share in profile.items()} if total else {}

    def candidates(self, entity: int) -> list[Known]:
        """Returns the fuller entities that a short name can mean, those of most documents first."""
        short = self._known(entity)
        found = self._candidates(short)[0] if short and is_short(short) else {}
        return sorted(found.values(), key=lambda known: (-known.documents, known.id))

    def _candidates(self, short: Known) -> tuple[dict[int, Known], dict[int, int]]:
        """Finds whom or what a short name can mean, and in how many documents each is called so."""
        candidates: dict[int, Known] = {}
        aliases: dict[int, int] = {}
        for key in sorted(self._store.neighbours(short.key, MEANING, _BLOCK)):
            full = self._known(key)
            if full is None:
                continue
            in_documents = self._cores(full).get(short.core, 0)
            if can_stand_for(short, full, in_documents):
                root = self._root(full)
                candidates[root.key] = root
                aliases[root.key] = aliases.get(root.key, 0) + in_documents
        return candidates, aliases

    def _read_short(self, short: Known) -> None:
        """Reads a short name, document by document, as the fuller one that the company there points to."""
        candidates, aliases = self._candidates(short)
        if not candidates:
            return
        spelt = self._root(short)
        if spelt.key != short.key:  # whose spelling it is speaks against another meaning
            candidates.setdefault(spelt.key, spelt)
            aliases.setdefault(spelt.key, 0)
        dated = short.type == "PER" and len(candidates) > 1
        able = [
            Candidate(
                known,
                self._profile(key),
                self._store.months(key) if dated else {},
                short.type != "ORG" or aliases[key] > 0,
                aliases[key],
            )
            for key, known in candidates.items()
        ]
        rows = []
        states = {key: self._state(short, known) for key, known in candidates.items()}
        sovereign = frozenset(key for code, key in self._countries.items() if not code.startswith("XR"))
        of_country = weight_of_country(short.type)
        for document, month, entities, beside in self._store.documents(short.key):
            weights = {key: of_country if key in self._everywhere else 1.0 for key in sorted(beside)}
            named = candidates.keys() & entities
            possible = able
            if named and not is_own_abbreviation(short):
                if short.type != "PER":
                    continue  # linking within that article has kept them apart
                # So it has here, but «Байден» beside his son is another one.
                possible = [candidate for candidate in able if candidate.known.key not in named]
            choice = choose(short, weights, month, possible)
            if choice is None:
                continue
            chosen, shared = choice
            full = chosen.known
            if not is_of_countries_named(states[full.key], weights, chosen.profile, sovereign):
                continue
            may = "can only be" if len(possible) == 1 else f"can be one of {len(possible)}, and is likeliest"
            called = f", called so in {_documents(aliases[full.key])}" if aliases[full.key] else ""
            reason = f"«{short.name}» {may} «{full.name}»{called}; company {shared:.2f}"
            if dated and month is not None:
                around = chosen.documents_around(month)
                others = sum(candidate.documents_around(month) for candidate in able) - around
                reason += f"; of the months around, {_documents(around)} name it and {others} the others"
            rows.append((short.key, document, full.key, reason))
        self._store.sql.executemany("INSERT INTO readings VALUES (?, ?, ?, ?)", rows)

    def _state(self, short: Known, full: Known) -> int | None:
        """Returns the country whose power a fuller name is where the short one is that of many states: «Минфин»."""
        code = country_of_power(short, full)
        return self._countries[code] if code else None

    def _find_root(self, known: Known) -> Known:
        """Follows the joins of spellings."""
        while True:
            row = self._store.sql.execute("SELECT target FROM joins WHERE entity = ?", (known.key,)).fetchone()
            target = self._known(row[0]) if row else None
            if target is None:
                return known
            known = target

    def _make_profile(self, entity: int) -> Mapping[int, float]:
        """Returns the share of an entity's documents (of a sample) that name each other one."""
        counts, documents = self._store.company(entity, _SAMPLE)
        floor = _RARE * documents
        return {key: count / documents for key, count in counts.items() if count > floor}


def _documents(number: int) -> str:
    return f"{number:,} document{'' if number == 1 else 's'}"
