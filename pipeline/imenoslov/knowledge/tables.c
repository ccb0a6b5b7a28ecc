/* What the words of names may be forms of, and how the names of a document agree.

   The same as paradigms.py and tables.py, and as agreement.py and joint.py of the base forms, say plainly; called through
   ctypes (compiled.py). All scores are sums over the same terms in the same order as there, without fused
   multiply-add: a decision is the same to the last bit. Words are in lower case with ye for yo, in UTF-16. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif

enum { MASCULINE, FEMININE, NEUTER, PLURAL, GENDERS };
enum { CASES = 6, CELLS = GENDERS * CASES, ALL = 63 };
static const double NEVER = -30, FAR = 10, RIVAL = 7, LEAST = 0.05;

/* A nominative in some cases of a gender. `key` is the same for the same nominative of the same gender in any table:
   a hash of its letters and, in its two low bits, the gender. */
typedef struct {
    double score;
    uint64_t key;
    uint16_t start;
    uint8_t length, cases;
    uint32_t unused;
} Row;

/* A table: the best score of each cell, what is lost in cases that a row does not have, the first row of each gender and
   the number of rows. The rows come behind it, and behind them the letters of the nominatives. */
typedef struct {
    double tops[CELLS], slip;
    int32_t starts[GENDERS + 1], known;
} Table;

static const Row *rows_of(const Table *table) { return (const Row *)(table + 1); }

static const uint16_t *letters_of(const Table *table) {
    return (const uint16_t *)(rows_of(table) + table->starts[GENDERS]);
}

/* Tells whether a row has a case; in the others it is a slip, for which no votes speak. */
static int has_case(const Row *row, int cell) { return row->cases >> cell % CASES & 1; }

static double reached(const Table *table, const Row *row, int cell) {
    return has_case(row, cell) ? row->score : row->score + table->slip;
}

static const uint64_t PRIME = 1099511628211u;

static uint64_t hashed(const uint16_t *letters, int length) {
    uint64_t hash = 14695981039346656037u;
    for (int at = 0; at < length; at++) hash = (hash ^ letters[at]) * PRIME;
    return hash;
}

/* Writes the logarithms of sums of rows, each times its share: the scores of cells, when any of the rows may hold. */
PUBLIC void scores_mixed(const double *const *rows, const double *shares, int64_t count, double *scores) {
    for (int cell = 0; cell < CELLS; cell++) {
        double sum = 0;
        for (int64_t at = 0; at < count; at++) sum += shares[at] * rows[at][cell];
        scores[cell] = log(sum);
    }
}

/* Writes the keys of a table that was made elsewhere, where `key` holds the gender alone. */
PUBLIC void table_keys(Table *table) {
    Row *rows = (Row *)(table + 1);
    for (int32_t at = 0; at < table->starts[GENDERS]; at++)
        rows[at].key |= hashed(letters_of(table) + rows[at].start, rows[at].length) << 2;
}

/* ---- Names that agree ---- */

/* A word of a name that changes: its table, and what its tag says of each cell. */
typedef struct {
    const Table *table;
    const double *emission;
} Word;

/* A name to decide: its words, what the text around it says of each cell, the place of the name that it is coordinated
   with, or -1, and whether a conjunction stands between them and no comma. */
typedef struct {
    const Word *words;
    const double *context;
    int64_t count;
    int32_t before, conjunction;
} Name;

/* What a decision leaves to a nominative: its probability, and whether another mention may yet bring it to win. */
typedef struct {
    uint64_t key;
    double share;
    int64_t rival;
} Share;

typedef struct {
    Share *shares;
    int64_t count;
    int32_t gender, nominative; /* whether the case of the name is the nominative */
    double genders[GENDERS];
} Decision;

typedef struct {
    uint64_t key;
    double vote;
} Vote;

typedef struct {
    const Vote *votes;
    int64_t count;
} Votes;

static const double *vote_for(const Votes *votes, uint64_t key) {
    for (int64_t at = 0; at < votes->count; at++)
        if (votes->votes[at].key == key) return &votes->votes[at].vote;
    return NULL;
}

static void voted(const Table *table, const Votes *votes, double *tops) {
    const Row *rows = rows_of(table);
    memcpy(tops, table->tops, CELLS * sizeof(double));
    for (int gender = 0; gender < GENDERS; gender++)
        for (int32_t at = table->starts[gender]; at < table->starts[gender + 1]; at++) {
            const double *vote = vote_for(votes, rows[at].key);
            if (!vote) continue;
            for (int cell = gender * CASES; cell < (gender + 1) * CASES; cell++) {
                if (!has_case(rows + at, cell)) continue;
                const double score = rows[at].score;
                if (score >= table->tops[cell] - FAR && score + *vote > tops[cell]) tops[cell] = score + *vote;
            }
        }
}

static Share *share_of(Decision *decision, uint64_t key) {
    for (int64_t at = 0; at < decision->count; at++)
        if (decision->shares[at].key == key) return decision->shares + at;
    Share *share = decision->shares + decision->count++;
    *share = (Share){key, 0, 0};
    return share;
}

/* Tells whether a nominative comes after another one of the same score. */
static int follows(const Table *table, const Row *one, const Row *other) {
    const int gender = one->key & 3, second = other->key & 3;
    if (gender != second) return gender > second;
    const uint16_t *a = letters_of(table) + one->start, *b = letters_of(table) + other->start;
    for (int at = 0; at < one->length && at < other->length; at++)
        if (a[at] != b[at]) return a[at] > b[at];
    return one->length > other->length;
}

/* Returns the best option of a cell by its score and the votes, the last of equal ones; NULL in an empty cell. */
static const Row *best_of(const Table *table, int cell, const Votes *votes, double *best) {
    const Row *rows = rows_of(table), *found = NULL;
    const int gender = cell / CASES;
    for (int32_t at = table->starts[gender]; at < table->starts[gender + 1]; at++) {
        double score = reached(table, rows + at, cell);
        if (!(score >= table->tops[cell] - FAR)) continue;
        const double *vote = has_case(rows + at, cell) ? vote_for(votes, rows[at].key) : NULL;
        if (vote) score = score + *vote;
        if (found && (score < *best || (score == *best && !follows(table, rows + at, found)))) continue;
        found = rows + at;
        *best = score;
    }
    return found;
}

static const Votes NONE = {NULL, 0};

/* Sums up what speaks for each cell of a name. */
static void sum_up(const Name *name, const Votes *votes, double *total) {
    double tops[CELLS];
    memcpy(total, name->context, CELLS * sizeof(double));
    for (int64_t word = 0; word < name->count; word++) {
        const double *emission = name->words[word].emission, *own = name->words[word].table->tops;
        if (votes->count) {
            voted(name->words[word].table, votes, tops);
            own = tops;
        }
        for (int cell = 0; cell < CELLS; cell++) total[cell] = total[cell] + own[cell] + emission[cell];
    }
}

/* Decides a name by the sums of its cells; `chosen` are the rows of its nominatives. */
static void decide(const Name *name, const double *total, const Votes *votes, Decision *decision, const Row **chosen) {
    double part[CELLS];
    int near[CELLS], count = 0, best = 0;
    for (int cell = 1; cell < CELLS; cell++)
        if (total[cell] > total[best]) best = cell;
    const double floor = total[best] - RIVAL;
    for (int cell = 0; cell < CELLS; cell++)
        if (total[cell] > floor) near[count++] = cell;
    double norm = 0;
    for (int at = 0; at < count; at++) {
        part[at] = count > 1 ? exp(total[near[at]] - total[best]) : 1;
        norm += part[at];
    }
    memset(decision->genders, 0, sizeof decision->genders);
    for (int at = 0; at < count; at++) {
        part[at] = part[at] / norm;
        decision->genders[near[at] / CASES] += part[at];
    }
    decision->count = 0;
    decision->gender = best / CASES;
    decision->nominative = best % CASES == 0;
    for (int64_t word = 0; word < name->count; word++) {
        const Table *table = name->words[word].table;
        const Row *rows = rows_of(table);
        chosen[word] = NULL;
        for (int at = 0; at < count; at++) {
            const int cell = near[at], gender = cell / CASES;
            double score = 0;
            const Row *top = best_of(table, cell, &NONE, &score);
            if (!top) continue;
            const double least = floor - total[cell] + score, last = table->tops[cell] - FAR;
            for (int32_t row = table->starts[gender]; row < table->starts[gender + 1]; row++) {
                const double other = reached(table, rows + row, cell);
                if (other >= last && other >= least) share_of(decision, rows[row].key)->rival = 1;
            }
            if (votes->count) top = best_of(table, cell, votes, &score);
            share_of(decision, top->key)->share += part[at];
            if (cell == best) chosen[word] = top;
        }
    }
}

/* What all the names say for each nominative: the sum of its shares, the number of forms that may be its, and how often
   it surely stands in the nominative. Open addressing; key 0 is a free place. */
typedef struct {
    uint64_t key;
    double mass;
    int32_t forms, seen;
} Support;

typedef struct {
    Support *places;
    uint64_t mask;
} Supports;

static Support *support_of(const Supports *supports, uint64_t key) {
    uint64_t at = (key ^ key >> 32) & supports->mask;
    while (supports->places[at].key && supports->places[at].key != key + 1) at = (at + 1) & supports->mask;
    return supports->places + at;
}

static double mass_of(const Supports *supports, uint64_t key) { return support_of(supports, key)->mass; }

/* How much the support of the others counts: by its logarithm, where one has the nominative, by the forms it covers;
   and what is lost where coordinated names stand in two cases, by the joint and by which cases they are. */
enum { NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE };
enum { WITH_NOMINATIVE, OBLIQUE, OF_ACCUSATIVE, DISCORDS };
typedef struct {
    double vote, seen, cover, twin, discords[2][DISCORDS];
} Weights;

/* Returns the share of a nominative in a decision. */
static double share_in(const Decision *decision, uint64_t key) {
    for (int64_t at = 0; at < decision->count; at++)
        if (decision->shares[at].key == key) return decision->shares[at].share;
    return 0;
}

/* Tells whether a name has a reading of this share in the nominative, surely, be it a man's or a woman's. */
static int is_seen(const Decision *decision, uint64_t key, double share) {
    if (!decision->nominative || !(share > LEAST)) return 0;
    return ((key & 3) <= FEMININE ? share + share_in(decision, key ^ 1) : share) > 0.9;
}

static int is_rival(const Decision *decision, uint64_t key) {
    for (int64_t at = 0; at < decision->count; at++)
        if (decision->shares[at].key == key) return decision->shares[at].rival != 0;
    return 0;
}

static int64_t place_of(const Vote *votes, int64_t count, uint64_t key) {
    for (int64_t at = 0; at < count; at++)
        if (votes[at].key == key) return at;
    return -1;
}

/* Returns the key of a woman's surname by that of a man, where hers has another ending; 0 for others. */
static uint64_t woman_of(const uint16_t *letters, int length) {
    const uint16_t a = u'а', ya = u'я';
    if (length < 3) return 0;
    const uint16_t last = letters[length - 1], before = letters[length - 2];
    uint64_t hash;
    if (last == u'й' && before == u'и' && letters[length - 3] == u'к' && length > 3
        && (letters[length - 4] == u'с' || letters[length - 4] == u'ц')) {
        hash = (hashed(letters, length - 2) ^ a) * PRIME;
        hash = (hash ^ ya) * PRIME;
    } else if ((last == u'в' && (before == u'о' || before == u'е' || before == u'ё'))
               || (last == u'н' && (before == u'и' || before == u'ы')))
        hash = (hashed(letters, length) ^ a) * PRIME;
    else return 0;
    return hash << 2 | FEMININE;
}

/* Gives the votes for a man's surname to a woman's, and back: «Айшат Кадырова» beside Кадыров. Returns how many. */
static int64_t share_votes(const Decision *decision, const Name *name, Vote *votes, int64_t count) {
    for (int64_t word = 0; word < name->count; word++) {
        const Table *table = name->words[word].table;
        const Row *rows = rows_of(table);
        for (int32_t at = table->starts[MASCULINE]; at < table->starts[MASCULINE + 1]; at++) {
            const uint64_t man = rows[at].key, woman = woman_of(letters_of(table) + rows[at].start, rows[at].length);
            if (!woman || !is_rival(decision, man) || !is_rival(decision, woman)) continue;
            const int64_t his = place_of(votes, count, man), hers = place_of(votes, count, woman);
            const double one = his < 0 ? 0 : votes[his].vote, other = hers < 0 ? 0 : votes[hers].vote;
            const Vote vote = {one < other ? man : woman, one < other ? other : one};
            const int64_t place = one < other ? his : hers;
            if (!(vote.vote > 0)) continue;
            votes[place < 0 ? count++ : place] = vote;
        }
    }
    return count;
}

/* Writes what the other names say for the nominatives of a name, and returns how many; 0 where they cannot change it. */
static int64_t votes_of(
    const Supports *supports, const Weights *weights, const Decision *decision, const Name *name,
    const Row *const *chosen, Vote *votes
) {
    int64_t count = 0;
    int rival = 0;
    for (int64_t at = 0; at < decision->count; at++) {
        const Share *share = decision->shares + at;
        if (!share->rival) continue;
        const Support *found = support_of(supports, share->key);
        const int gender = share->key & 3;
        double support = found->mass - share->share;
        const uint64_t twin = share->key ^ 1;
        const double own = gender <= FEMININE ? share_in(decision, twin) : 0;
        if (gender <= FEMININE) support += (name->count > 1 ? 1 : weights->twin) * (mass_of(supports, twin) - own);
        if (!(support > LEAST)) continue;
        int others = found->seen - is_seen(decision, share->key, share->share);
        if (name->count > 1 && gender <= FEMININE) {
            const int alike = support_of(supports, twin)->seen - is_seen(decision, twin, own);
            others = alike > others ? alike : others;
        }
        double vote = weights->vote * log1p(support) + weights->cover * log(found->forms);
        if (others > 0) vote += weights->seen;
        votes[count++] = (Vote){share->key, vote};
        int won = 0;
        for (int64_t word = 0; word < name->count; word++)
            won |= chosen[word] && chosen[word]->key >> 2 == share->key >> 2;
        rival |= gender != decision->gender || !won;
    }
    return !rival ? 0 : name->count > 1 ? share_votes(decision, name, votes, count) : count;
}

/* What a name says of its cases, and what it hears of them from those before and after it that it is coordinated with:
   the best that they can reach. */
typedef struct {
    double cases[CASES], forth[CASES], back[CASES];
    int linked;
} Message;

static double discord(const double *discords, int one, int other) {
    if (one == other) return 0;
    if (one == NOMINATIVE || other == NOMINATIVE) return discords[WITH_NOMINATIVE];
    return (one == GENITIVE && other == ACCUSATIVE) || (one == ACCUSATIVE && other == GENITIVE) ? discords[OF_ACCUSATIVE]
                                                                                              : discords[OBLIQUE];
}

/* Adds to `heard` what a name says by its own cases and by what it has heard from the other side. */
static void tell(const double *cases, const double *other_side, const double *discords, double *heard) {
    double best[CASES];
    for (int own = 0; own < CASES; own++) {
        best[own] = cases[0] + other_side[0] + discord(discords, 0, own);
        for (int other = 1; other < CASES; other++) {
            const double score = cases[other] + other_side[other] + discord(discords, other, own);
            if (score > best[own]) best[own] = score;
        }
    }
    double top = best[0];
    for (int own = 1; own < CASES; own++) top = best[own] > top ? best[own] : top;
    for (int own = 0; own < CASES; own++) heard[own] = heard[own] + (best[own] - top);
}

/* Adds to the sums of names what those that they are coordinated with say. */
static void coordinate(
    const Name *names, int64_t count, const Weights *weights, double (*totals)[CELLS], Message *messages
) {
    for (int64_t at = 0; at < count; at++) {
        Message *message = messages + at;
        memset(message, 0, sizeof *message);
        memcpy(message->cases, totals[at], sizeof message->cases);
        for (int cell = CASES; cell < CELLS; cell++)
            if (totals[at][cell] > message->cases[cell % CASES]) message->cases[cell % CASES] = totals[at][cell];
    }
    for (int64_t at = 0; at < count; at++)
        if (names[at].before >= 0) {
            const Message *before = messages + names[at].before;
            tell(before->cases, before->forth, weights->discords[names[at].conjunction], messages[at].forth);
            messages[at].linked = messages[names[at].before].linked = 1;
        }
    for (int64_t at = count - 1; at >= 0; at--)
        if (names[at].before >= 0) {
            const Message *after = messages + at;
            tell(after->cases, after->back, weights->discords[names[at].conjunction], messages[names[at].before].back);
        }
    for (int64_t at = 0; at < count; at++)
        for (int cell = 0; cell < CELLS; cell++)
            totals[at][cell] = totals[at][cell] + messages[at].forth[cell % CASES] + messages[at].back[cell % CASES];
}

/* Decides the names of one document, each alone and then again where others support a rival reading.

   `mentions` are the places among the names, of which each is told once, in the order of the text, and each coordinated
   one for itself. Writes the letters of the nominatives of all words of the names end to end, where each stops, and the
   probabilities of man and woman for each name. Returns 0, or 1 without memory. */
PUBLIC int names_settle(
    const Name *names, int64_t count, const int32_t *mentions, int64_t mention_count, const Weights *weights,
    uint16_t *letters, int32_t *stops, double *genders
) {
    int64_t words = 0, rows = 0, most = 0;
    int coordinated = 0;
    for (int64_t at = 0; at < count; at++) {
        int64_t own = 0;
        for (int64_t word = 0; word < names[at].count; word++) own += names[at].words[word].table->starts[GENDERS];
        most = own > most ? own : most;
        rows += own;
        words += names[at].count;
        coordinated |= names[at].before >= 0;
    }
    uint64_t size = 16;
    while (size < 2 * (uint64_t)rows) size *= 2;
    Supports supports = {calloc(size, sizeof(Support)), size - 1};
    Decision *decisions = malloc((count + 1) * sizeof(Decision));
    Share *shares = malloc((rows + most + 1) * sizeof(Share));
    Vote *votes = malloc((rows + 1) * sizeof(Vote));
    Votes *all = malloc((count + 1) * sizeof(Votes));
    double(*totals)[CELLS] = malloc((count + 1) * sizeof *totals);
    Message *messages = malloc((coordinated ? count + 1 : 1) * sizeof(Message));
    const Row **chosen = malloc((words + 1) * sizeof(Row *));
    uint8_t *added = calloc(count + 1, 1);
    const int failed =
        !supports.places || !decisions || !shares || !votes || !all || !totals || !messages || !chosen || !added;
    if (!failed) {
        int64_t word = 0, used = 0;
        for (int64_t at = 0; at < count; at++) sum_up(names + at, &NONE, totals[at]);
        if (coordinated) coordinate(names, count, weights, totals, messages);
        for (int64_t at = 0; at < count; at++) {
            decisions[at].shares = shares + used;
            decide(names + at, totals[at], &NONE, decisions + at, chosen + word);
            used += decisions[at].count;
            word += names[at].count;
        }
        for (int64_t mention = 0; mention < mention_count; mention++) {
            const Decision *decision = decisions + mentions[mention];
            for (int64_t at = 0; at < decision->count; at++) {
                const Share *share = decision->shares + at;
                Support *support = support_of(&supports, share->key);
                support->key = share->key + 1;
                support->forms += share->rival && !added[mentions[mention]];
                support->mass += share->share;
                support->seen += is_seen(decision, share->key, share->share);
            }
            added[mentions[mention]] = 1;
        }
        int any = 0;
        word = used = 0;
        for (int64_t at = 0; at < count; at++) {
            const Name *name = names + at;
            all[at] = (Votes){
                votes + used, votes_of(&supports, weights, decisions + at, name, chosen + word, votes + used)
            };
            used += all[at].count;
            word += name->count;
            any |= all[at].count > 0;
            if (all[at].count || (coordinated && messages[at].linked)) sum_up(name, all + at, totals[at]);
        }
        if (coordinated && any) coordinate(names, count, weights, totals, messages);
        int32_t stop = 0;
        word = 0;
        for (int64_t at = 0; at < count; at++) {
            const Name *name = names + at;
            if (all[at].count || (coordinated && any && messages[at].linked)) {
                decisions[at].shares = shares + rows;
                decide(name, totals[at], all + at, decisions + at, chosen + word);
            }
            genders[2 * at] = decisions[at].genders[MASCULINE];
            genders[2 * at + 1] = decisions[at].genders[FEMININE];
            for (int64_t index = 0; index < name->count; index++, word++) {
                const Row *row = chosen[word];
                if (row) memcpy(letters + stop, letters_of(name->words[index].table) + row->start, row->length * sizeof(uint16_t));
                stop += row ? row->length : 0;
                *stops++ = stop;
            }
        }
    }
    free(supports.places);
    free(decisions);
    free(shares);
    free(votes);
    free(all);
    free(totals);
    free(messages);
    free(chosen);
    free(added);
    return failed;
}

/* ---- Words ---- */

enum { YE = 0x435, YO = 0x451, FIRST_LETTER = 0x430, ALPHABET = 32, SPACE = 0x20 };
/* The dictionary has no longer words, and they are left to the plain functions; a form has the letters of an ending more. */
enum { LONGEST = 64, FORM = LONGEST + 32, MOST_READINGS = 192 };

/* What is known of each of some words: its level in the news in the three low bits, then the lists that have it. Open
   addressing, with half of a word's hash; 0 is a free place. Two words that are taken for one do not happen among a few
   hundred thousand: the place tells them apart too. */
typedef struct {
    uint32_t *hashes;
    uint16_t *marks;
    uint64_t mask;
} Traits;

enum { LEVEL = 7, FIRST = 8, LAST = 16, ABROAD = 32, OWN = 64, MEN = 128, WOMEN = 256, NAMED = 512, UNNAMED = 1024, TOWN = 2048 };

static uint64_t trait_place(const Traits *traits, uint64_t hash) {
    const uint32_t half = (uint32_t)(hash >> 32) | 1;
    uint64_t at = (hash ^ hash >> 40) & traits->mask;
    while (traits->hashes[at] && traits->hashes[at] != half) at = (at + 1) & traits->mask;
    return at;
}

/* Lets the place of a word come from memory while others are looked at. */
static void trait_expect(const Traits *traits, uint64_t hash) {
    __builtin_prefetch(traits->hashes + ((hash ^ hash >> 40) & traits->mask));
    __builtin_prefetch(traits->marks + ((hash ^ hash >> 40) & traits->mask));
}

static void trait_add(Traits *traits, uint64_t hash, int mark) {
    const uint64_t place = trait_place(traits, hash);
    const int known = traits->marks[place], one = known & LEVEL, other = mark & LEVEL;
    traits->hashes[place] = (uint32_t)(hash >> 32) | 1;
    traits->marks[place] = (uint16_t)(((known | mark) & ~LEVEL) | (one > other ? one : other));
}

/* Adds what is known of words, each with white space behind it: lists, and the level of words that begin with a Russian
   letter, where forms with ye and with yo are one. Without `marks` of its own each word gets the same. */
PUBLIC void traits_add(Traits *traits, const uint16_t *text, int64_t length, const uint16_t *marks, int same) {
    enum { AHEAD = 16 };
    uint64_t hashes[AHEAD], hash = hashed(NULL, 0);
    int found[AHEAD], count = 0;
    uint16_t first = 0;
    for (int64_t at = 0; at < length; at++) {
        const uint16_t letter = text[at] == YO ? YE : text[at];
        if (letter > SPACE) {
            if (!first) first = text[at];
            hash = (hash ^ letter) * PRIME;
            continue;
        }
        const int mark = marks ? *marks++ : same, russian = first >= FIRST_LETTER && first <= YO;
        found[count] = russian ? mark : mark & ~LEVEL;
        hashes[count] = hash;
        if (first && found[count]) {
            trait_expect(traits, hash);
            count++;
        }
        hash = hashed(NULL, 0);
        first = 0;
        if (count < AHEAD && at + 1 < length) continue;
        for (int place = 0; place < count; place++) trait_add(traits, hashes[place], found[place]);
        count = 0;
    }
}

/* Strings end to end: string `at` reaches from `starts[at]` to `starts[at + 1]`. */
typedef struct {
    const uint16_t *letters;
    const int32_t *starts;
} Strings;

static int length_of(const Strings *strings, int at) { return strings->starts[at + 1] - strings->starts[at]; }
static const uint16_t *string_of(const Strings *strings, int at) { return strings->letters + strings->starts[at]; }

/* Keys with a value behind each, written in base64 after the byte 1. */
typedef struct {
    const uint32_t *units;
    const uint8_t *guide;
} Dawg;

enum { PREFIXES = 3 };

/* pymorphy's dictionary: its words, whose values are the places of forms in paradigms; of each paradigm the numbers of
   suffixes, then of tags, then of prefixes; of each tag its grammemes as bits, the sort of word (part of speech, gender
   and number) and the facts below. For unknown words the endings of words with each prefix of a paradigm, whose values are counts and
   places; what it takes for prefixes of words; and the words of which it knows how likely each reading is. */
typedef struct {
    Dawg words, endings[PREFIXES];
    const uint32_t *likely;
    Strings known_prefixes;
    int64_t known_prefix_count;
    const uint16_t *paradigms;
    const int32_t *starts;
    Strings suffixes, prefixes;
    const uint64_t *grammemes;
    const int32_t *sorts, *facts;
} Dictionary;

/* The facts of a tag: its case (VOCATIVE, NO_CASE after the six), gender (NO_GENDER after the three), kind, and bits. */
enum { CASE = 7, VOCATIVE = 6, NO_CASE = 7, GENDER = 3 << 3, NO_GENDER = 3, KIND = 7 << 5 };
/* the part of speech is for the callers alone, three bits behind these */
enum { MANY = 1 << 8, FIXED = 1 << 9, DECLINES = 1 << 10, PLAIN = 1 << 11, PRODUCTIVE = 1 << 12 };
enum { NO_KIND, NAME, SURNAME, PATRONYMIC, PLACE, ORGANISATION, KINDS = 7 };

static int case_of(int facts) { return facts & CASE; }
static int gender_of(int facts) { return (facts & GENDER) >> 3; }
static int kind_of(int facts) { return (facts & KIND) >> 5; }

/* A reading of a word: its tag with the facts of that, and the letters of its nominative, whose length is -1 where it has
   none. A predicted one has its score, and the form and paradigm by which, with the tag, it is told from others. */
typedef struct {
    int tag, facts, length, paradigm;
    uint16_t nominative[FORM];
    uint64_t form;
    double score;
} Reading;

/* All readings of a word. Those that are read BRIEFLY have their facts alone, those of a word as SPELT keep yo. What
   else is told of those that are predicted: the letters before the part that the dictionary has, the number of the
   prefix whose endings are looked up, or -1, and what the counts of its endings amount to. */
enum { FOLDED, BRIEFLY, SPELT };
enum { KNOWN = -2, PREFIXED = -1 };
/* What pymorphy predicts by: letters of prefixes and endings, and what has to be left of a word. */
enum { LONGEST_PREFIX = 5, SHORTEST_REST = 3, SHORTEST_PREDICTED = 4, LONGEST_ENDING = 5 };
typedef struct {
    const Dictionary *dictionary;
    Reading readings[MOST_READINGS];
    int count, manner, before, ending;
    uint64_t total;
} Readings;

static int follow(const uint32_t *units, uint32_t *node, uint8_t label) {
    const uint32_t unit = units[*node];
    const uint32_t next = *node ^ (unit >> 10) << ((unit & 1u << 9) >> 6) ^ label;
    if ((units[next] & (1u << 31 | 0xff)) != label) return 0;
    *node = next;
    return 1;
}

static int follow_letter(const uint32_t *units, uint32_t *node, uint16_t letter) {
    if (letter < 0x80) return letter && follow(units, node, (uint8_t)letter);
    if (letter >= 0x800) return 0;
    return follow(units, node, 0xc0 | letter >> 6) && follow(units, node, 0x80 | (letter & 0x3f));
}

static int shared(const Strings *strings, int one, int other) {
    const uint16_t *a = string_of(strings, one), *b = string_of(strings, other);
    const int first = length_of(strings, one), second = length_of(strings, other);
    int same = 0;
    while (same < first && same < second && a[same] == b[same]) same++;
    return same;
}

/* Returns the place of the nominative of the same number and gender in a paradigm, the one most like the form; or -1. */
static int nominative_place(const Dictionary *dictionary, const uint16_t *paradigm, int forms, int form) {
    const int tag = paradigm[forms + form];
    int best = -1, least = 0, most = 0;
    for (int place = 0; place < forms; place++) {
        const int other = paradigm[forms + place];
        if (!(dictionary->facts[other] & PLAIN) || dictionary->sorts[other] != dictionary->sorts[tag]) continue;
        int apart = 0;
        for (int half = 0; half < 2; half++)
            apart += __builtin_popcountll(dictionary->grammemes[2 * tag + half] ^ dictionary->grammemes[2 * other + half]);
        const int same = shared(&dictionary->suffixes, paradigm[form], paradigm[place]);
        if (best >= 0 && (apart > least || (apart == least && same <= most))) continue;
        best = place;
        least = apart;
        most = same;
    }
    return best;
}

/* Reads a form; of a predicted one, `word` is what the dictionary has of it. */
static void read(Readings *found, const uint16_t *word, int length, int number, int form) {
    const Dictionary *dictionary = found->dictionary;
    if (found->count == MOST_READINGS) return;
    Reading *reading = found->readings + found->count++;
    const uint16_t *paradigm = dictionary->paradigms + dictionary->starts[number];
    const int forms = (dictionary->starts[number + 1] - dictionary->starts[number]) / 3;
    reading->tag = paradigm[forms + form];
    reading->facts = dictionary->facts[reading->tag];
    reading->length = -1;
    const int unread = found->manner == BRIEFLY || case_of(reading->facts) == NO_CASE;
    const int place = unread ? -1 : nominative_place(dictionary, paradigm, forms, form);
    if (place < 0) return;
    const int before = length_of(&dictionary->prefixes, paradigm[2 * forms + form]);
    const int stem = length - before - length_of(&dictionary->suffixes, paradigm[form]);
    const int prefix = paradigm[2 * forms + place], suffix = paradigm[place];
    const int first = length_of(&dictionary->prefixes, prefix), last = length_of(&dictionary->suffixes, suffix);
    if (stem < 0 || found->before + first + stem + last > FORM) return;
    uint16_t *nominative = reading->nominative + found->before;
    memcpy(reading->nominative, word - found->before, found->before * sizeof(uint16_t));
    memcpy(nominative, string_of(&dictionary->prefixes, prefix), first * sizeof(uint16_t));
    memcpy(nominative + first, word + before, stem * sizeof(uint16_t));
    memcpy(nominative + first + stem, string_of(&dictionary->suffixes, suffix), last * sizeof(uint16_t));
    reading->length = found->before + first + stem + last;
    for (int at = 0; at < reading->length && found->manner == FOLDED; at++)
        if (reading->nominative[at] == YO) reading->nominative[at] = YE;
}

/* Reads a form of a word that the dictionary does not have, unless it was read so before or its kind takes no new words:
   first those that end like a whole word, then those that end like words. */
static void predict(Readings *found, const uint16_t *word, int length, uint32_t times, int number, int form) {
    const Dictionary *dictionary = found->dictionary;
    const uint16_t *paradigm = dictionary->paradigms + dictionary->starts[number];
    const int tag = paradigm[(dictionary->starts[number + 1] - dictionary->starts[number]) / 3 + form];
    if (!(dictionary->facts[tag] & PRODUCTIVE)) return;
    found->total += found->ending < 0 ? 0 : times;
    const uint64_t hash = hashed(word - found->before, found->before + length);
    for (int at = 0; at < found->count; at++) {
        const Reading *other = found->readings + at;
        const uint64_t *one = dictionary->grammemes + 2 * tag, *two = dictionary->grammemes + 2 * other->tag;
        if (other->form == hash && other->paradigm == number && one[0] == two[0] && one[1] == two[1]) return;
    }
    if (found->count == MOST_READINGS) return;
    Reading *reading = found->readings + found->count;
    reading->form = hash;
    reading->paradigm = number;
    reading->score = found->ending < 0 ? 0.5 : times;
    read(found, word, length, number, form);
}

/* Reads the values that stand behind a word, six letters of base64 for the numbers of a paradigm and of a form, eleven
   for a count before them. */
static void read_values(
    Readings *found, const Dawg *dawg, const uint16_t *word, int length, uint32_t node, int depth, uint64_t bits
) {
    const int counted = found->ending >= 0;
    if (depth == (counted ? 11 : 6)) {
        const int number = bits >> (counted ? 18 : 20) & 0xffff, form = bits >> (counted ? 2 : 4) & 0xffff;
        const uint32_t times = counted ? (uint32_t)(bits >> 34) : 1;
        if (found->ending == KNOWN) read(found, word, length, number, form);
        else predict(found, word, length, times, number, form);
        return;
    }
    for (uint8_t label = dawg->guide[2 * node]; label;) {
        uint32_t next = node;
        if (!follow(dawg->units, &next, label)) return;
        const int value = label >= 'a' ? label - 'a' + 26 : label >= 'A' ? label - 'A' : label >= '0' ? label - '0' + 52
            : label == '+' ? 62 : 63;
        read_values(found, dawg, word, length, next, depth + 1, bits << 6 | (uint64_t)value);
        label = dawg->guide[2 * next + 1];
    }
}

/* Reads the values of the last letters of a word, from `at` on: first as they are written, then with yo for ye. */
static void read_from(Readings *found, const Dawg *dawg, uint16_t *word, int start, int length, int at, uint32_t node) {
    uint32_t nodes[LONGEST];
    int reached = at;
    for (; reached < length; reached++) {
        nodes[reached] = node;
        if (!follow_letter(dawg->units, &node, word[reached])) break;
    }
    if (reached == length && follow(dawg->units, &node, 1)) {
        const int part = found->ending >= 0 ? 0 : start;
        read_values(found, dawg, word + part, length - part, node, 0, 0);
    }
    for (; at <= reached && at < length; at++) {
        uint32_t other = nodes[at];
        if (word[at] != YE || found->manner == SPELT || !follow_letter(dawg->units, &other, YO)) continue;
        word[at] = YO;
        read_from(found, dawg, word, start, length, at + 1, other);
        word[at] = YE;
    }
}

/* Reads a word form; where it is not read as SPELT, its ye may stand for yo. An unknown word has no readings. */
static void read_word(
    const Dictionary *dictionary, const uint16_t *letters, int length, int manner, Readings *found
) {
    uint16_t word[LONGEST];
    found->dictionary = dictionary;
    found->count = found->before = 0;
    found->manner = manner;
    found->ending = KNOWN;
    memcpy(word, letters, length * sizeof(uint16_t));
    read_from(found, &dictionary->words, word, 0, length, 0, 0);
}

/* Reads a word form of Russian letters that the dictionary does not have, as pymorphy does: as a word with a few letters
   before it, then by the longest ending that it shares with words. Returns 0 for a word that is left to pymorphy: one
   with a prefix of words or whose readings are known to be more or less likely. */
static int predict_word(const Dictionary *dictionary, const uint16_t *letters, int length, Readings *found) {
    uint16_t word[LONGEST];
    uint32_t node = 0;
    int at = 0, first = 0;
    for (int letter = 0; letter < length; letter++)
        if (letters[letter] < FIRST_LETTER || letters[letter] >= FIRST_LETTER + 32) return 0;
    for (int64_t prefix = 0; prefix < dictionary->known_prefix_count; prefix++) {
        const int size = length_of(&dictionary->known_prefixes, (int)prefix);
        const uint16_t *own = string_of(&dictionary->known_prefixes, (int)prefix);
        if (length - size >= SHORTEST_REST && !memcmp(letters, own, size * sizeof(uint16_t))) return 0;
    }
    while (at < length && follow_letter(dictionary->likely, &node, letters[at])) at++;
    if (at == length && follow(dictionary->likely, &node, ':')) return 0;
    memcpy(word, letters, length * sizeof(uint16_t));
    found->dictionary = dictionary;
    found->count = 0;
    found->manner = FOLDED;
    found->ending = PREFIXED;
    for (int size = 1; size <= LONGEST_PREFIX && length - size >= SHORTEST_REST; size++) {
        found->before = size;
        read_from(found, &dictionary->words, word, size, length, size, 0);
    }
    found->before = 0;
    first = found->count;
    for (int prefix = PREFIXES - 1; prefix >= 0 && length >= SHORTEST_PREDICTED; prefix--) {
        const int size = length_of(&dictionary->prefixes, prefix);
        if (size > length || memcmp(word, string_of(&dictionary->prefixes, prefix), size * sizeof(uint16_t))) continue;
        const int from = found->count;
        found->ending = prefix;
        found->total = 1;
        for (int ending = LONGEST_ENDING; ending && found->total == 1; ending--) {
            const int start = length > ending ? length - ending : 0;
            read_from(found, dictionary->endings + prefix, word, start, length, start, 0);
        }
        for (int reading = from; reading < found->count; reading++)
            found->readings[reading].score = found->readings[reading].score / (double)found->total * 0.5;
    }
    if (found->count == MOST_READINGS) return 0;
    /* the likeliest first, as the sum of scores is taken in this order */
    int order[MOST_READINGS];
    double sum = 0;
    for (int reading = 0; reading < found->count; reading++) {
        int place = reading;
        while (place > first && found->readings[order[place - 1]].score < found->readings[reading].score) {
            order[place] = order[place - 1];
            place--;
        }
        order[place] = reading;
    }
    for (int reading = 0; reading < found->count; reading++) sum = sum + found->readings[order[reading]].score;
    const double share = 1 / sum;
    for (int reading = 0; reading < found->count; reading++)
        found->readings[reading].score = found->readings[reading].score * share;
    return 1;
}

/* A row of endings.py after one letter; `classes` are the bits below. */
typedef struct {
    uint16_t nominative[2], letter;
    uint8_t length, gender, cases, classes;
} Declension;

enum { OF_SURNAMES = 1, OF_FIRST = 2, FLEETING = 4, ON_O = 8, HARD = 16, OF_ADJECTIVES = 32 };

/* The declensions by the last letter of the stem and the ending, five letters at most, each in 12 bits: those from
   `firsts` on, `counts` of them. Open addressing; 0 is a free place. */
typedef struct {
    const uint64_t *tails;
    const int32_t *firsts, *counts;
    uint64_t mask;
    const Declension *declensions;
} Declensions;

/* All that is known of words. */
typedef struct {
    Dictionary dictionary;
    Traits traits;
    Declensions declensions;
} Words;

/* A word or a nominative of it. */
typedef struct {
    uint16_t letters[FORM];
    int length;
    uint64_t hash;
} Form;

static void make(Form *form, const uint16_t *letters, int length) {
    memcpy(form->letters, letters, length * sizeof(uint16_t));
    form->length = length;
    form->hash = hashed(letters, length);
}

static int same(const Form *one, const Form *other) { return one->hash == other->hash; }

static int is_in(const uint16_t *letters, uint16_t letter) {
    for (; *letters; letters++)
        if (*letters == letter) return 1;
    return 0;
}

static int ends_with(const Form *form, const uint16_t *ending) {
    int length = 0;
    while (ending[length]) length++;
    const uint16_t *last = form->letters + form->length - length;
    return form->length >= length && !memcmp(last, ending, length * sizeof(uint16_t));
}

static int ends_with_any(const Form *form, const uint16_t *const *endings) {
    for (; *endings; endings++)
        if (ends_with(form, *endings)) return 1;
    return 0;
}

#define ENDINGS(NAME, ...) static const uint16_t *const NAME[] = {__VA_ARGS__, NULL}
ENDINGS(OWNERS, u"ов", u"ев", u"ёв", u"ин", u"ын");
ENDINGS(FAMILIES, u"овых", u"евых", u"иных", u"ыных");
ENDINGS(STAYING, u"дзе", u"заде", u"оглу", u"оглы", u"еску");
ENDINGS(SKI, u"ски", u"цки");
ENDINGS(SKY, u"ский", u"цкий", u"ская", u"цкая");
ENDINGS(SETTLEMENT, u"ово", u"ево", u"ино", u"ыно");
/* Endings that are looked for often, with their lengths. */
typedef struct { const uint16_t *letters; int length; } Ending;
#define ENDING(TEXT) {TEXT, sizeof TEXT / sizeof(uint16_t) - 1}
static const Ending MADE_WITH[] = {
    ENDING(u"стан"), ENDING(u"щина"), ENDING(u"поле"), ENDING(u"море"), ENDING(u"озеро"), ENDING(u"ленд"), ENDING(u"ланд"), ENDING(u"шир"), ENDING(u"град"),
    ENDING(u"бург"), ENDING(u"берг"), ENDING(u"бад"), ENDING(u"форд"), ENDING(u"таун"), ENDING(u"дорф"),
    ENDING(u"хейм"), ENDING(u"поль"), ENDING(u"банк"), ENDING(u"биржа"), ENDING(u"пром"), ENDING(u"нефть"),
    ENDING(u"газ"), ENDING(u"торг"), ENDING(u"строй"), ENDING(u"инвест"), ENDING(u"фонд"), ENDING(u"экспорт"),
    ENDING(u"импорт"), ENDING(u"связь"), ENDING(u"калий"), ENDING(u"телеком"), ENDING(u"надзор"),
    ENDING(u"контроль"), ENDING(u"стат"), ENDING(u"спорт"), ENDING(u"тех"), ENDING(u"атом"), ENDING(u"авиа"),
    ENDING(u"химия"), ENDING(u"защита"), ENDING(u"гвардия"), ENDING(u"холдинг"), ENDING(u"маш"), ENDING(u"завод"),
    ENDING(u"мет"), ENDING(u"союз"), ENDING(u"центр"), ENDING(u"реестр"), ENDING(u"энерго"), ENDING(u"металл"),
    ENDING(u"уголь"), ENDING(u"медиа"), ENDING(u"фарма"), ENDING(u"фарм"),
    ENDING(u"нефтехим"), ENDING(u"добыча"), ENDING(u"переработка"), ENDING(u"канал"), ENDING(u"логистика"),
    ENDING(u"сервис"), ENDING(u"лизинг"), ENDING(u"страх"), ENDING(u"хоз"), ENDING(u"снаб"),
    ENDING(u"сбыт"), ENDING(u"транс"), ENDING(u"флот"), ENDING(u"спирт"), ENDING(u"горсуд"), ENDING(u"облсуд"),
    ENDING(u"райсуд"), ENDING(u"дума"), ENDING(u"избирком"), ENDING(u"горсовет"), ENDING(u"облсовет"),
    ENDING(u"космос"), ENDING(u"геология"), ENDING(u"цемент"), ENDING(u"фильм"), ENDING(u"концерт"),
    ENDING(u"разведка"), ENDING(u"полиция"), ENDING(u"прокуратура"), ENDING(u"сталь"), ENDING(u"золото"),
    ENDING(u"трест"), ENDING(u"нафта"), ENDING(u"здрав"),
};

static int is_made(const Form *form) {
    const uint16_t *end = form->letters + form->length;
    if (is_in(u"еиуыэю", end[-1])) return 0; /* what none of them ends in */
    for (const Ending *ending = MADE_WITH; ending < MADE_WITH + sizeof MADE_WITH / sizeof *MADE_WITH; ending++)
        if (end[-1] == ending->letters[ending->length - 1] && form->length >= ending->length
            && !memcmp(end - ending->length, ending->letters, ending->length * sizeof(uint16_t)))
            return 1;
    return 0;
}
ENDINGS(ADJECTIVAL, u"ого", u"его", u"ому", u"ему", u"ые", u"ие", u"ых", u"их", u"ыми", u"ими", u"ое", u"ее", u"ую", u"юю");
static const uint16_t VOWELS[] = u"аеёиоуыэюя", STILL[] = u"еиоуыэю", VELARS[] = u"гхжшчщ",
                      BEFORE_K[] = u"аеёиоуыэюяйлнрстькц", BEFORE_N[] = u"аеёиоуыэюяйлнрмськ";

static int syllables(const Form *form) {
    int count = 0;
    for (int at = 0; at < form->length; at++) count += is_in(VOWELS, form->letters[at]);
    return count;
}

/* A nominative that a declension makes of a word. */
typedef struct {
    Form form;
    int number;
    const Declension *declension;
} Guess;

enum { MOST_GUESSES = 128, LONGEST_TAIL = 5 };

static int guess(const Words *words, const Form *word, Guess *guesses) {
    const Declensions *table = &words->declensions;
    int count = 0;
    const int length = word->length, least = length - LONGEST_TAIL > 1 ? length - LONGEST_TAIL : 1;
    for (int cut = length; cut > least; cut--) {
        uint64_t tail = 0;
        for (int at = cut - 1; at < length; at++) tail = tail << 12 | (word->letters[at] < 1 << 12 ? word->letters[at] : 0);
        uint64_t at = (tail * 0x9e3779b97f4a7c15u >> 40) & table->mask;
        while (table->tails[at] && table->tails[at] != tail) at = (at + 1) & table->mask;
        if (!table->tails[at]) continue;
        Form stem;
        make(&stem, word->letters, cut);
        const int owner = cut > 3 && ends_with_any(&stem, OWNERS);
        for (int number = table->firsts[at]; number < table->firsts[at] + table->counts[at]; number++) {
            const Declension *declension = table->declensions + number;
            if ((declension->classes & OF_SURNAMES && !owner) || count == MOST_GUESSES) continue;
            Guess *found = guesses + count++;
            *found = (Guess){stem, number, declension};
            for (int letter = 0; letter < declension->length; letter++) {
                found->form.letters[found->form.length++] = declension->nominative[letter];
                found->form.hash = (found->form.hash ^ declension->nominative[letter]) * 1099511628211u;
            }
            trait_expect(&words->traits, found->form.hash);
        }
    }
    return count;
}

/* Rows as they are gathered; `full` where some found no room. */
enum { MOST_ROWS = 512, MOST_LETTERS = 16384 };
typedef struct {
    Row rows[MOST_ROWS];
    uint16_t letters[MOST_LETTERS];
    int count, used, full;
    double slip;
} Rows;

static void begin(Rows *gathered, double slip) {
    gathered->count = gathered->used = gathered->full = 0;
    gathered->slip = slip;
}

static void add(Rows *gathered, const Form *form, int gender, int cases, double score) {
    if (gathered->count == MOST_ROWS || gathered->used + form->length > MOST_LETTERS) {
        gathered->full = 1;
        return;
    }
    Row *row = gathered->rows + gathered->count;
    *row = (Row){score, form->hash << 2 | (uint64_t)gender, 0, (uint8_t)form->length, (uint8_t)cases, 0};
    const Row *before = row - 1;
    if (gathered->count && before->key >> 2 == row->key >> 2) row->start = before->start;
    else {
        row->start = (uint16_t)gathered->used;
        memcpy(gathered->letters + gathered->used, form->letters, form->length * sizeof(uint16_t));
        gathered->used += form->length;
    }
    gathered->count++;
}

/* Writes a table and returns its size in bytes. */
static int64_t finish(const Rows *gathered, int known, Table *table) {
    Row *rows = (Row *)(table + 1);
    int count = 0;
    table->slip = gathered->slip;
    table->known = known;
    for (int gender = 0; gender < GENDERS; gender++) {
        double best[CASES], top = NEVER, least = NEVER;
        for (int at = 0; at < CASES; at++) best[at] = NEVER;
        table->starts[gender] = count;
        for (int at = 0; at < gathered->count; at++) {
            const Row *row = gathered->rows + at;
            if ((int)(row->key & 3) != gender) continue;
            rows[count++] = *row;
            if (row->cases == ALL) {
                if (row->score > least) least = row->score;
                continue;
            }
            if (row->score > top) top = row->score;
            for (int one = 0; one < CASES; one++)
                if (row->cases >> one & 1 && row->score > best[one]) best[one] = row->score;
        }
        if (top + table->slip > least) least = top + table->slip;
        for (int at = 0; at < CASES; at++) table->tops[gender * CASES + at] = best[at] > least ? best[at] : least;
    }
    table->starts[GENDERS] = count;
    memcpy(rows + count, gathered->letters, gathered->used * sizeof(uint16_t));
    return (int64_t)sizeof(Table) + count * (int64_t)sizeof(Row) + gathered->used * (int64_t)sizeof(uint16_t);
}

static int traits_of(const Words *words, const Form *form) {
    return words->traits.marks[trait_place(&words->traits, form->hash)];
}

static int level_of(const Words *words, const Form *form) { return traits_of(words, form) & LEVEL; }

/* Returns the level of a word and the lists that have it. */
PUBLIC int word_traits(const Words *words, const uint16_t *letters, int64_t length) {
    return words->traits.marks[trait_place(&words->traits, hashed(letters, (int)length))];
}

/* Writes the facts of the readings of a word that the dictionary has, `most` at most, and returns how many there are. */
PUBLIC int word_facts(const Words *words, const uint16_t *letters, int64_t length, int32_t *facts, int64_t most) {
    Readings found;
    if (length > LONGEST) return 0;
    read_word(&words->dictionary, letters, (int)length, BRIEFLY, &found);
    for (int at = 0; at < found.count && at < most; at++) facts[at] = found.readings[at].facts;
    return found.count < most ? found.count : (int)most;
}

/* Writes the nominative of a form with the yo that the form itself does not have, as `Lexicon.dotted` finds it; returns
   its length, or 0 where there is none. */
PUBLIC int word_dotted(
    const Words *words, const uint16_t *letters, int64_t length, const uint16_t *nominative, int64_t count,
    uint16_t *dotted
) {
    Readings found;
    if (length > LONGEST) return 0;
    read_word(&words->dictionary, letters, (int)length, SPELT, &found);
    for (int at = 0; at < found.count; at++) {
        const Reading *reading = found.readings + at;
        int differs = 0, other = reading->length != count;
        for (int place = 0; place < reading->length && !other; place++) {
            const uint16_t letter = reading->nominative[place];
            other = nominative[place] != (letter == YO ? YE : letter);
            differs |= letter == YO;
        }
        if (other || !differs) continue;
        memcpy(dotted, reading->nominative, count * sizeof(uint16_t));
        return (int)count;
    }
    return 0;
}

/* Tells whether the dictionary has a word as a name in the nominative, or not at all. */
static int is_name(const Words *words, const Form *form) {
    Readings found;
    if (form->length > LONGEST) return 1;
    read_word(&words->dictionary, form->letters, form->length, BRIEFLY, &found);
    for (int at = 0; at < found.count; at++) {
        const int facts = found.readings[at].facts, kind = kind_of(facts);
        if (case_of(facts) == 0 && kind >= NAME && kind <= PATRONYMIC) return 1;
    }
    return !found.count;
}

/* Returns the level of a nominative as a name; whether it is one is kept among its marks. */
static int name_level(const Words *words, const Form *form) {
    const uint64_t place = trait_place(&words->traits, form->hash);
    uint16_t *marks = words->traits.marks + place;
    if ((*marks & LEVEL) < 2) return *marks & LEVEL;
    if (!(*marks & (NAMED | UNNAMED))) *marks |= is_name(words, form) ? NAMED : UNNAMED;
    return *marks & NAMED ? *marks & LEVEL : 1;
}

/* How much each piece of evidence says of people's words, `paradigms.py`; by the kinds of the dictionary, by the levels
   of a word and of its nominative, by the last letter from а on. A declension that has no weight has NaN. */
typedef struct {
    const double *classes;
    double kinds[KINDS], fixed, plural_surname, plural, rarity[7][7], long_fleeting, first, last, abroad, sky, zoda, cluster, cluster_n;
    double man_on_a, like_a_woman, said, unsaid, slip, a, a_after_vowel, vowels[34], i_after_velar, i_abroad, u_abroad, a_abroad, dze, settled[7][7], listed;
    double consonant[7], woman_on_consonant, woman_on_oy, woman_on_akh, consonant_abroad, man_on_consonant, man_on_x, stays, short_stays;
    int64_t inner;
} PersonWeights;

/* Tells whether a word on -и may be the genitive of one on -а: «Янши», «Гречки», but not «Пападаки», «Мицкоски». */
static int is_velar(const Form *word) {
    if (word->length < 2) return 0;
    const uint16_t letter = word->letters[word->length - 2];
    if (letter == u'к')
        return word->length > 2 && !is_in(VOWELS, word->letters[word->length - 3]) && !ends_with_any(word, SKI);
    return is_in(VELARS, letter);
}

/* Returns what the list of first names abroad says of a nominative of a gender, by the genders that it has there. */
static double spoken(const PersonWeights *weights, int traits, int gender) {
    if (!(traits & (MEN | WOMEN)) || gender > FEMININE) return 0;
    return traits & (gender == MASCULINE ? MEN : WOMEN) ? weights->said : weights->unsaid;
}

/* Makes the table of a capitalised word of a person's name, as `Paradigms._person` does for one that is not Eastern;
   returns its size, or 0 for a word that is left to that. */
PUBLIC int64_t person_table(
    const Words *words, const PersonWeights *weights, const uint16_t *letters, int64_t length, Table *table
) {
    if (length > LONGEST || length < 1) return 0;
    Form word, form;
    Readings found;
    Guess guesses[MOST_GUESSES];
    Rows rows;
    uint64_t names[MOST_READINGS];
    int allowed[MOST_READINGS], name_count = 0, known = 0, other = 0;
    begin(&rows, weights->slip);
    make(&word, letters, (int)length);
    const int own = words->traits.marks[trait_place(&words->traits, word.hash)], surface = own & LEVEL;
    const double *bonus = weights->rarity[surface];
    const int count = guess(words, &word, guesses);
    read_word(&words->dictionary, word.letters, word.length, FOLDED, &found);
    for (int at = 0; at < found.count; at++) {
        const Reading *reading = found.readings + at;
        const int facts = reading->facts, kind = kind_of(facts);
        if (reading->length < 0 || case_of(facts) >= VOCATIVE) continue;
        const int gender = facts & MANY || gender_of(facts) == NO_GENDER ? PLURAL : gender_of(facts);
        if (gender == NEUTER) continue;
        double weight = weights->kinds[kind] + (facts & FIXED ? weights->fixed : 0);
        if (gender == PLURAL) weight = weight + (kind == SURNAME ? weights->plural_surname : weights->plural);
        known |= kind >= NAME && kind <= PATRONYMIC;
        make(&form, reading->nominative, reading->length);
        if (kind == NAME && gender != PLURAL) {
            int place = 0;
            while (place < name_count && names[place] != form.hash) place++;
            if (place == name_count) allowed[name_count] = 0, names[name_count++] = form.hash;
            allowed[place] |= 1 << gender;
        }
        int cases = 1 << case_of(facts);
        if (gender == MASCULINE && cases == 1 << GENITIVE) cases |= 1 << ACCUSATIVE;
        const int level = name_level(words, &form);
        add(&rows, &form, gender, cases, weight + bonus[!level && kind == (weights->inner ? NAME : SURNAME) ? 1 : level]);
    }
    for (int at = 0; at < count; at++) {
        const Guess *guessed = guesses + at;
        const Declension *declension = guessed->declension;
        const double class = weights->classes[guessed->number];
        if (isnan(class)) continue;
        const int traits = words->traits.marks[trait_place(&words->traits, guessed->form.hash)];
        const int level = name_level(words, &guessed->form);
        if (level > other && !same(&guessed->form, &word)) other = level;
        double weight = class + bonus[weights->inner && !level && traits & (FIRST | MEN | WOMEN) ? 1 : level];
        if (declension->classes & FLEETING && syllables(&guessed->form) > 2) weight = weight + weights->long_fleeting;
        if (traits & FIRST) weight = weight + weights->first;
        else if (traits & LAST) weight = weight + weights->last;
        if (!weights->inner && traits & ABROAD) weight = weight + weights->abroad;
        if (declension->letter == u'к' && ends_with_any(&guessed->form, SKY)) weight = weight + weights->sky;
        if (declension->letter == u'д' && ends_with(&guessed->form, u"зода")) weight = weight + weights->zoda;
        const int n = declension->letter == u'н';
        if (declension->classes & HARD && is_in(u"кцн", declension->letter)
            && !is_in(n ? BEFORE_N : BEFORE_K, guessed->form.letters[guessed->form.length - 2]))
            weight = weight + (n ? weights->cluster_n : weights->cluster);
        if (declension->classes & HARD && ends_with(&guessed->form, u"стр")) weight = weight + weights->cluster_n;
        if (declension->letter == u'х' && ends_with_any(&guessed->form, FAMILIES)) weight = weight + weights->stays;
        int place = 0;
        while (place < name_count && names[place] != guessed->form.hash) place++;
        int said = traits, genders = 3;
        if (place < name_count) {
            if (allowed[place] >> MASCULINE & 1) said &= ~MEN;
            if (allowed[place] >> FEMININE & 1) said &= ~WOMEN;
            if (!(said & (MEN | WOMEN))) genders = allowed[place];
        }
        if (!(declension->classes & OF_FIRST)) {
            weight = weight + spoken(weights, said, declension->gender);
            add(&rows, &guessed->form, declension->gender, declension->cases, weight);
            continue;
        }
        if (genders >> FEMININE & 1)
            add(&rows, &guessed->form, FEMININE, declension->cases, weight + spoken(weights, said, FEMININE));
        weight = weight + weights->man_on_a;
        if (genders >> MASCULINE & 1)
            add(&rows, &guessed->form, MASCULINE, declension->cases, weight + spoken(weights, said, MASCULINE));
        else if (!weights->inner)
            add(&rows, &guessed->form, MASCULINE, declension->cases, weight + weights->like_a_woman);
    }
    const uint16_t last = word.letters[word.length - 1];
    const double man = spoken(weights, own, MASCULINE), woman = spoken(weights, own, FEMININE);
    if (is_in(u"ая", last)) {
        const int after = word.length > 1 && is_in(VOWELS, word.letters[word.length - 2]);
        const double still = (after ? weights->a_after_vowel : weights->a)
            + (after && last == u'а' && own & (MEN | WOMEN) ? weights->a_abroad : 0);
        add(&rows, &word, MASCULINE, ALL, still);
        add(&rows, &word, FEMININE, ALL, still);
    } else if (is_in(VOWELS, last)) {
        const int velar = last == u'и' && is_velar(&word) && !(own & (MEN | WOMEN | FIRST));
        double still = (velar ? weights->i_after_velar : weights->vowels[last - FIRST_LETTER])
            + (ends_with_any(&word, STAYING) ? weights->dze : 0);
        still = still + weights->settled[surface][other];
        if (own & FIRST || (is_in(u"оэ", last) && own & LAST)) still = still + weights->listed;
        else if (!weights->inner && own & ABROAD) still = still + weights->abroad;
        if (is_in(u"иу", last) && own & (MEN | WOMEN)) still = still + (last == u'и' ? weights->i_abroad : weights->u_abroad);
        add(&rows, &word, MASCULINE, ALL, still + man);
        add(&rows, &word, FEMININE, ALL, still + woman);
    } else {
        const double still = weights->consonant[surface];
        const int x = (ends_with(&word, u"ых") || ends_with(&word, u"их")) && !ends_with_any(&word, FAMILIES);
        const int many = syllables(&word) > 1, oy = many && ends_with(&word, u"ой");
        const int akh = many && (ends_with(&word, u"ах") || ends_with(&word, u"ях"));
        const double masculine = oy ? weights->woman_on_oy : akh ? weights->woman_on_akh : 0;
        const double listed = (own & (MEN | WOMEN)) == WOMEN ? woman + weights->consonant_abroad : woman;
        add(&rows, &word, FEMININE, ALL, weights->woman_on_consonant + still + listed + masculine);
        add(&rows, &word, MASCULINE, ALL, (x ? weights->man_on_x : weights->man_on_consonant) + still);
    }
    const double stays = weights->inner && syllables(&word) == 1 ? weights->short_stays : weights->stays;
    for (int gender = 0; gender < GENDERS; gender++) add(&rows, &word, gender, ALL, stays);
    return rows.full ? 0 : finish(&rows, known, table);
}

/* How much each piece of evidence says of the words of places and organisations, in the same way. `letters` has what a
   letter says before an ending, a row for each ending: that of a declension's nominatives is told by `endings`, that of
   a stem's last letter and a vowel by `pairs`, that of a last vowel alone by `lasts`. */
typedef struct {
    const double *classes, *letters;
    const int32_t *endings, *pairs, *lasts;
    double kinds[KINDS], fixed, rarity[7][7], known_place, known, listed, town, read_town, still_town, settlement, made, slip, on_x, consonant;
    double vowels[34], alone[7], settled[7], stays[3], common[7], common_surname, common_stays, predicted, prediction;
} PlaceWeights;

static void add_reading(
    const Words *words, Rows *rows, const Reading *reading, double weight, const double *bonus
) {
    const int facts = reading->facts, gender = gender_of(facts);
    if (reading->length < 0 || case_of(facts) >= VOCATIVE || !(facts & DECLINES)) return;
    Form form;
    make(&form, reading->nominative, reading->length);
    if (bonus) weight = weight + bonus[level_of(words, &form)];
    for (int each = 0; each < GENDERS; each++)
        if (facts & MANY ? each == PLURAL : gender == NO_GENDER ? each != PLURAL : each == gender)
            add(rows, &form, each, 1 << case_of(facts), weight);
}

enum { ELSEWHERE, INNER, LAST_OF_ROW };

/* Returns the place of a letter in the alphabet, or -1. */
static int alphabetic(uint16_t letter) {
    const int place = letter - FIRST_LETTER;
    return place >= 0 && place < ALPHABET ? place : -1;
}

/* Returns what the letter at a place says before an ending, which has this row. */
static double before(const PlaceWeights *weights, int row, const Form *form, int at) {
    const int letter = at < 0 ? -1 : alphabetic(form->letters[at]);
    return letter < 0 ? 0 : weights->letters[row * ALPHABET + letter];
}

/* Makes the table of a capitalised word of a place or an organisation, as `Paradigms._place` does; returns its
   size, or 0 for a word that is left to that. */
PUBLIC int64_t place_table(
    const Words *words, const PlaceWeights *weights, const uint16_t *letters, int64_t length, int role, Table *table
) {
    if (length > LONGEST || length < 1) return 0;
    Form word;
    Readings found;
    Guess guesses[MOST_GUESSES];
    Rows rows;
    uint64_t told[MOST_READINGS]; /* the nominatives that the dictionary has */
    double doubt = 0;
    int alone = 1, told_count = 0, placed = 0;
    begin(&rows, weights->slip);
    make(&word, letters, (int)length);
    const int count = guess(words, &word, guesses);
    read_word(&words->dictionary, word.letters, word.length, FOLDED, &found);
    const int predicted = !found.count;
    if (predicted && !predict_word(&words->dictionary, word.letters, word.length, &found)) return 0;
    const int surface = level_of(words, &word);
    const double *bonus = weights->rarity[surface];
    for (int at = 0; at < found.count; at++) {
        const Reading *reading = found.readings + at;
        const int kind = kind_of(reading->facts);
        const double known = kind == PLACE || kind == ORGANISATION ? weights->known_place : weights->known;
        double weight = weights->kinds[kind] + (reading->facts & FIXED ? weights->fixed : 0);
        if (reading->length >= 0) {
            Form form;
            make(&form, reading->nominative, reading->length);
            if (traits_of(words, &form) & TOWN) weight = weight + weights->read_town;
            const int place = kind == PLACE || kind == ORGANISATION;
            if (!predicted && place && !placed) told_count = 0, placed = 1;
            if (!predicted && (place || !(placed || (kind == SURNAME && ends_with_any(&form, OWNERS)))))
                told[told_count++] = form.hash;
        }
        if (predicted) weight = weight + weights->predicted + weights->prediction * reading->score;
        else if (reading->length >= 0 && known < doubt) doubt = known;
        add_reading(words, &rows, reading, weight, bonus);
    }
    for (int at = 0; at < count; at++) {
        const Guess *guessed = guesses + at;
        const Declension *declension = guessed->declension;
        const double class = weights->classes[guessed->number];
        if (isnan(class)) continue;
        const int traits = words->traits.marks[trait_place(&words->traits, guessed->form.hash)], level = traits & LEVEL;
        if (level && !same(&guessed->form, &word)) alone = 0;
        double weight = class + bonus[level];
        int cases = declension->cases;
        weight = weight + before(
            weights, weights->endings[guessed->number], &guessed->form, guessed->form.length - declension->length - 2
        );
        if (traits & OWN) weight = weight + weights->listed;
        if (traits & TOWN) weight = weight + weights->town;
        if (declension->classes & ON_O && ends_with_any(&guessed->form, SETTLEMENT) && !ends_with(&guessed->form, u"щино"))
            weight = weight + weights->settlement;
        if (is_made(&guessed->form)) weight = weight + weights->made;
        /* the accusative of a masculine that is not a person is the nominative */
        if (declension->gender == MASCULINE) cases = cases == 10 ? 2 : cases == 1 ? 9 : cases;
        int place = declension->classes & OF_ADJECTIVES ? told_count : 0;
        while (place < told_count && told[place] != guessed->form.hash) place++;
        add(&rows, &guessed->form, declension->gender, cases, place < told_count ? weight : weight + doubt);
    }
    const uint16_t last = word.letters[word.length - 1];
    double weight;
    if (!is_in(VOWELS, last)) weight = ends_with(&word, u"ах") || ends_with(&word, u"ях") ? weights->on_x : weights->consonant;
    else if (last == u'я' || ends_with_any(&word, ADJECTIVAL)) weight = weights->vowels[0];
    else weight = weights->vowels[last - FIRST_LETTER];
    double still = alone ? weights->alone[surface] : weights->settled[surface];
    if (is_in(STILL, last)) {
        const int stem = word.length < 2 ? -1 : alphabetic(word.letters[word.length - 2]), vowel = alphabetic(last);
        still = still + before(weights, weights->lasts[vowel], &word, word.length - 2);
        if (stem >= 0) still = still + before(weights, weights->pairs[stem * ALPHABET + vowel], &word, word.length - 3);
        if (traits_of(words, &word) & TOWN) still = still + weights->still_town;
    }
    for (int gender = MASCULINE; gender <= NEUTER; gender++) add(&rows, &word, gender, ALL, weight + still + doubt);
    double stays = weights->stays[role];
    if (role == INNER) {
        double best = NEVER;
        for (int at = 0; at < rows.count; at++)
            if (rows.rows[at].key >> 2 == (word.hash << 2) >> 2 && rows.rows[at].score > best) best = rows.rows[at].score;
        stays = stays + (best > 0 ? best : 0);
    }
    for (int gender = 0; gender < GENDERS; gender++) add(&rows, &word, gender, ALL, stays);
    return rows.full ? 0 : finish(&rows, doubt < 0, table);
}

/* Makes the table of an everyday word, as `Paradigms._common` does; returns its size, or 0 for a word that is left to that:
   one that does not decline. */
PUBLIC int64_t common_table(
    const Words *words, const PlaceWeights *weights, const uint16_t *letters, int64_t length, Table *table
) {
    if (length > LONGEST || length < 1) return 0;
    Form word, form;
    Readings found;
    Rows rows;
    begin(&rows, -INFINITY);
    make(&word, letters, (int)length);
    read_word(&words->dictionary, word.letters, word.length, FOLDED, &found);
    const int predicted = !found.count;
    if (predicted && !predict_word(&words->dictionary, word.letters, word.length, &found)) return 0;
    for (int at = 0; at < found.count; at++) {
        const Reading *reading = found.readings + at;
        make(&form, reading->nominative, reading->length < 0 ? 0 : reading->length);
        const int level = form.length ? level_of(words, &form) : 0;
        double weight = weights->common[level];
        if (kind_of(reading->facts) == SURNAME && reading->facts & FIXED) weight = weight + weights->common_surname;
        if (predicted) weight = weight + weights->predicted + weights->prediction * reading->score;
        add_reading(words, &rows, reading, weight, NULL);
    }
    if (!rows.count) return 0;
    for (int gender = 0; gender < GENDERS; gender++) add(&rows, &word, gender, ALL, weights->common_stays);
    return rows.full ? 0 : finish(&rows, 1, table);
}

/* Gathers the options of a cell, the best first and each nominative once, but those that cannot win. */
static int options_of(const Table *table, int cell, const Row **options, double *scores) {
    const Row *rows = rows_of(table);
    int count = 0;
    for (int32_t at = table->starts[cell / CASES]; at < table->starts[cell / CASES + 1] && count < MOST_ROWS; at++) {
        const double score = reached(table, rows + at, cell);
        if (!(score >= table->tops[cell] - FAR)) continue;
        int place = 0, last = count;
        while (place < count && options[place]->key != rows[at].key) place++;
        if (place < count) {
            if (scores[place] >= score) continue;
            last = place;
        } else count++;
        for (; last; last--) {
            const Row *before = options[last - 1];
            if (scores[last - 1] > score || (scores[last - 1] == score && !follows(table, rows + at, before))) break;
            options[last] = before;
            scores[last] = scores[last - 1];
        }
        options[last] = rows + at;
        scores[last] = score;
    }
    return count;
}

/* Makes a form of another one with letters before it; returns 0 for one that is too long. */
static int compose(Form *form, const uint16_t *first, int length, const Table *table, const Row *row) {
    if (length + 1 + row->length > FORM) return 0;
    uint16_t letters[FORM];
    memcpy(letters, first, length * sizeof(uint16_t));
    letters[length] = u'-';
    memcpy(letters + length + 1, letters_of(table) + row->start, row->length * sizeof(uint16_t));
    make(form, letters, length + 1 + row->length);
    return 1;
}

/* Makes the table of two words with a hyphen between them: both declined, as `tables.join` does, or the second alone after
   `head`, at a score that is added; returns its size, or 0 where that is left to the plain functions. */
PUBLIC int64_t double_table(
    const Table *left, const Table *right, const uint16_t *head, int64_t length, double score, Table *table
) {
    enum { BEST = 2 };
    Rows rows;
    Form form;
    const Row *first[MOST_ROWS], *second[MOST_ROWS];
    double one[MOST_ROWS], other[MOST_ROWS], tops[CELLS];
    begin(&rows, -INFINITY);
    for (int cell = 0; cell < CELLS; cell++) {
        const int lefts = options_of(left, cell, first, one), rights = options_of(right, cell, second, other);
        tops[cell] = NEVER;
        for (int a = 0; a < lefts && a < BEST; a++)
            for (int b = 0; b < rights && b < BEST; b++) {
                const double both = one[a] + other[b];
                const uint16_t *letters = letters_of(left) + first[a]->start;
                if (!compose(&form, letters, first[a]->length, right, second[b])) return 0;
                add(&rows, &form, cell / CASES, 1 << cell % CASES, both);
                if (both > tops[cell]) tops[cell] = both;
            }
        if (right->tops[cell] + score > tops[cell]) tops[cell] = right->tops[cell] + score;
    }
    for (int gender = 0; gender < GENDERS; gender++)
        for (int32_t at = right->starts[gender]; at < right->starts[gender + 1]; at++) {
            const Row *row = rows_of(right) + at;
            if (!compose(&form, head, (int)length, right, row)) return 0;
            add(&rows, &form, gender, row->cases, row->score + score);
            if (row->cases != ALL && right->slip > -INFINITY)
                add(&rows, &form, gender, ALL ^ row->cases, row->score + score + right->slip);
        }
    if (rows.full) return 0;
    const int64_t size = finish(&rows, left->known && right->known, table);
    memcpy(table->tops, tops, sizeof tops);
    return size;
}

/* Makes the table of a place with hyphens with what the news say of its nominatives, by their levels; returns its size, or
   0 where that is left to `Paradigms.attested`. */
PUBLIC int64_t attested_table(
    const Words *words, const Table *compound, const double *bonus, double town, Table *table
) {
    Rows rows;
    Form form;
    const Row *options[MOST_ROWS];
    double scores[MOST_ROWS];
    begin(&rows, -INFINITY);
    for (int cell = 0; cell < CELLS; cell++) {
        const int count = options_of(compound, cell, options, scores);
        for (int at = 0; at < count; at++) {
            if (options[at]->length > FORM) return 0;
            make(&form, letters_of(compound) + options[at]->start, options[at]->length);
            const int traits = traits_of(words, &form);
            const double added = bonus[traits & LEVEL] + (traits & TOWN ? town : 0);
            add(&rows, &form, cell / CASES, 1 << cell % CASES, scores[at] + added);
        }
    }
    return rows.full ? 0 : finish(&rows, compound->known, table);
}

/* Adds the rows of a table, each with a score added and a row of its own for the cases that only a slip reaches. */
static int add_table(Rows *rows, const Table *table, double score) {
    Form form;
    for (int slips = 0; slips < 1 + (table->slip > -INFINITY); slips++)
        for (int at = 0; at < table->starts[GENDERS]; at++) {
            const Row *row = rows_of(table) + at;
            if (row->length > FORM) return 0;
            if (slips && row->cases == ALL) continue;
            make(&form, letters_of(table) + row->start, row->length);
            const double own = row->score + score;
            add(rows, &form, (int)(row->key & 3), slips ? ALL ^ row->cases : row->cases, slips ? own + table->slip : own);
        }
    return 1;
}

/* Makes the table that has the nominatives of two, a score added to those of the second one; returns its size, or 0 where
   that is left to `Paradigms.merged`. */
PUBLIC int64_t merged_table(const Table *one, const Table *other, double score, Table *table) {
    Rows rows;
    begin(&rows, -INFINITY);
    if (!add_table(&rows, one, 0) || !add_table(&rows, other, score) || rows.full) return 0;
    const int64_t size = finish(&rows, one->known, table);
    for (int cell = 0; cell < CELLS; cell++) {
        const double top = other->tops[cell] + score;
        table->tops[cell] = one->tops[cell] > top ? one->tops[cell] : top;
    }
    return size;
}
