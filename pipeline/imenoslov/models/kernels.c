/* What the annotator spends its time on: products with fused edges, gathered rows, chains of tags, tokens and words.

   One file, compiled once for each level of a processor's instructions (pipeline/compile_kernels.py) and called through
   ctypes (kernels.py). slovnet's network runs in float32: every sum runs over its terms in one fixed order with fused
   multiply-add, whatever the shape of a product and the width of a register, so a row has the same bits in every
   document and on every machine that has fused multiply-add. The network of names runs in whole numbers, whose sums are
   exact, and so has the same bits everywhere. All matrices are row-major. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif

#if defined(__x86_64__) || defined(_M_X64)
#include <cpuid.h>
#include <immintrin.h>
/* The level of the x86-64 instructions that processor and system offer: 3 has AVX2 and FMA, 4 has AVX-512, 5 has its
   products of small whole numbers (VNNI) too. */
PUBLIC int processor_level(void) {
    unsigned a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & (1u << 27)) || !(c & (1u << 12))) return 1;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & (1u << 5)) || !(b & (1u << 8))) return 1;
    unsigned wide = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;
    if ((low & 0xe0) != 0xe0 || (b & wide) != wide) return 3;
    return c & 1u << 11 ? 5 : 4;
}
#else
#ifdef __aarch64__
#include <arm_neon.h>
#endif
PUBLIC int processor_level(void) { return 0; }
#endif

/* Columns come by sixteen, a panel, which is one register with AVX-512, two with AVX2, four with NEON or SSE. A tile of
   ROWS rows and PANELS panels fills the registers. */
#if defined(__AVX512F__)
enum { WIDTH = 16, ROWS = 8, PANELS = 3 };
#elif defined(__AVX2__)
enum { WIDTH = 8, ROWS = 6, PANELS = 1 };
#elif defined(__aarch64__)
enum { WIDTH = 4, ROWS = 6, PANELS = 1 };
#else
enum { WIDTH = 4, ROWS = 3, PANELS = 1 };
#endif
enum { PANEL = 16, PARTS = PANEL / WIDTH };
typedef float Lanes __attribute__((vector_size(4 * WIDTH)));
typedef float Unaligned __attribute__((vector_size(4 * WIDTH), aligned(4), may_alias));
typedef int32_t Bits __attribute__((vector_size(4 * WIDTH)));
typedef int32_t UnalignedBits __attribute__((vector_size(4 * WIDTH), aligned(4), may_alias));
typedef int16_t Shorts __attribute__((vector_size(2 * WIDTH), aligned(2), may_alias));
typedef uint8_t Bytes __attribute__((vector_size(WIDTH), aligned(1), may_alias));
#define INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define UNROLLED _Pragma("clang loop unroll(full)") for
#else
#define UNROLLED _Pragma("GCC unroll 8") for
#endif

INLINE Lanes load(const float *from) { return *(const Unaligned *)from; }
INLINE void store(float *to, Lanes x) { *(Unaligned *)to = x; }
INLINE Lanes rectified(Lanes x) { return (Lanes)((Bits)x & (x > 0)); }

INLINE int any(Bits lanes) {
#if defined(__AVX512F__)
    return _mm512_test_epi32_mask((__m512i)lanes, (__m512i)lanes) != 0;
#elif defined(__AVX__)
    return _mm256_movemask_ps((__m256)lanes) != 0;
#elif defined(__SSE2__)
    return _mm_movemask_ps((__m128)lanes) != 0;
#else
    int32_t found = 0;
    for (int lane = 0; lane < WIDTH; lane++) found |= lanes[lane];
    return found;
#endif
}

/* Rows of a block whose first layer stands in the cache while the second one reads it; and how many rows before they are
   read the scattered rows of a table are sent for. */
enum { BLOCK = 256, ROWS_AHEAD = 6 };

/* A layer: for each row the sum over taps (rows `gap` apart, the middle one its own) times their weights.

   `panels` holds the weights by sixteen outputs, (outputs / 16, taps, inputs, 16). Then comes the bias, then ReLU if
   `relu`, then `* scale + shift` if there is a scale. `outputs` is a multiple of 16; bias, scale and shift are too. */
typedef struct {
    const float *panels, *bias, *scale, *shift;
    int32_t inputs, outputs, taps, gap, relu;
} Layer;

INLINE void tile(
    const Layer *layer, const int rows, const int panels, const float *const *x, int64_t x_stride, float *const *y,
    int first, int add
) {
    const int parts = panels * PARTS;
    Lanes sums[ROWS][PANELS * PARTS];
    UNROLLED (int row = 0; row < rows; row++)
        UNROLLED (int part = 0; part < parts; part++) sums[row][part] = (Lanes){0};
    const int64_t size = (int64_t)layer->taps * layer->inputs * PANEL;
    const float *weights = layer->panels + first * size;
    for (int tap = 0; tap < layer->taps; tap++) {
        const int64_t at = (tap - layer->taps / 2) * layer->gap * x_stride;
        const float *from[ROWS];
        UNROLLED (int row = 0; row < rows; row++) from[row] = x[row] + at;
        for (int input = 0; input < layer->inputs; input++, weights += PANEL) {
            Lanes weight[PANELS * PARTS];
            UNROLLED (int part = 0; part < parts; part++)
                weight[part] = load(weights + part / PARTS * size + part % PARTS * WIDTH);
            UNROLLED (int row = 0; row < rows; row++) {
                const float value = from[row][input];
                UNROLLED (int part = 0; part < parts; part++) sums[row][part] += weight[part] * value;
            }
        }
    }
    UNROLLED (int part = 0; part < parts; part++) {
        const int column = first * PANEL + part * WIDTH;
        UNROLLED (int row = 0; row < rows; row++) {
            Lanes sum = sums[row][part];
            float *out = y[row] + column;
            if (layer->bias) sum += load(layer->bias + column);
            if (layer->relu) sum = rectified(sum);
            if (layer->scale) sum = sum * load(layer->scale + column) + load(layer->shift + column);
            store(out, add ? sum + load(out) : sum);
        }
    }
}

/* A tile whose size is known to the compiler: all its sums stay in registers. */
#define TILE(COUNT, PANEL_COUNT) \
    case COUNT: tile(layer, COUNT < ROWS ? COUNT : ROWS, PANEL_COUNT, x, x_stride, y, first, add); break;
#define TILES(PANEL_COUNT)                                                                             \
    switch (rows) {                                                                                    \
        TILE(1, PANEL_COUNT) TILE(2, PANEL_COUNT) TILE(3, PANEL_COUNT) TILE(4, PANEL_COUNT)            \
        TILE(5, PANEL_COUNT) TILE(6, PANEL_COUNT) TILE(7, PANEL_COUNT) TILE(8, PANEL_COUNT)            \
    }

static void tiles(
    const Layer *layer, int rows, int panels, const float *const *x, int64_t x_stride, float *const *y, int first,
    int add
) {
    if (panels == 1) TILES(1)
#ifdef __AVX512F__
    if (panels == 2) TILES(2)
    if (panels == 3) TILES(3)
#endif
}

/* Row `x_rows[i]` of x gives row `y_rows[i]` of y, for i < count; without a list of rows they are 0, 1, 2, … */
static void apply(
    const Layer *layer, int64_t count, const float *x, int64_t x_stride, const int32_t *x_rows, float *y,
    int64_t y_stride, const int32_t *y_rows, int add
) {
    const int all = layer->outputs / PANEL;
    for (int64_t start = 0; start < count; start += BLOCK) {
        const int64_t stop = start + BLOCK < count ? start + BLOCK : count;
        for (int first = 0; first < all; first += PANELS) {
            const int panels = all - first < PANELS ? all - first : PANELS;
            for (int64_t at = start; at < stop; at += ROWS) {
                const int rows = stop - at < ROWS ? (int)(stop - at) : ROWS;
                const float *from[ROWS];
                float *to[ROWS];
                for (int row = 0; row < rows; row++) {
                    from[row] = x + (x_rows ? x_rows[at + row] : at + row) * x_stride;
                    to[row] = y + (y_rows ? y_rows[at + row] : at + row) * y_stride;
                }
                tiles(layer, rows, panels, from, x_stride, to, first, add);
            }
        }
    }
}

PUBLIC void layer_apply(
    const Layer *layer, int64_t count, const float *x, int64_t x_stride, float *y, int64_t y_stride
) {
    apply(layer, count, x, x_stride, NULL, y, y_stride, NULL, 0);
}

/* A layer of whole numbers (ExactLayer of layers.py). Its inputs are bytes up to 127, or int16; so are its weights.
   They stand by fours or by twos, `quads`, in 32 bits, and the weights so by sixteen outputs, (outputs / 16, taps, quads,
   16). The sum starts from the bias and is exact: no sum leaves the 32 bits. Then comes `* scale`, and for all outputs
   but floats the nearest whole number, to int16 what it is added to, and the limits: of bytes 0 and HIGHEST_BYTE, of
   int16 `least` and INT16_MAX. */
typedef struct {
    const int32_t *panels, *bias;
    const float *scale;
    int32_t quads, outputs, taps, gap, least, from_bytes, written;
} Exact;

enum { TO_BYTES, TO_SHORTS, ADDED_TO_SHORTS, TO_FLOATS };
enum { HIGHEST_BYTE = 127 };
static const int32_t SIZES[] = {1, 2, 2, 4}; /* of an output */

INLINE Bits load_bits(const int32_t *from) { return *(const UnalignedBits *)from; }
typedef int16_t Small __attribute__((vector_size(2 * WIDTH)));
INLINE Small small(const int16_t *from) { return *(const Shorts *)from; }
INLINE Small larger(Small x, Small y) {
    const Small more = x > y;
    return (x & more) | (y & ~more);
}
INLINE Bits shorts(const int16_t *from) { return __builtin_convertvector(*(const Shorts *)from, Bits); }

/* The nearest whole numbers, of two the even one. */
INLINE Bits nearest(Lanes x) {
#if defined(__AVX512F__)
    return (Bits)_mm512_cvtps_epi32((__m512)x);
#elif defined(__AVX2__)
    return (Bits)_mm256_cvtps_epi32((__m256)x);
#elif defined(__SSE2__)
    return (Bits)_mm_cvtps_epi32((__m128)x);
#elif defined(__aarch64__)
    return (Bits)vcvtnq_s32_f32((float32x4_t)x);
#else
    Bits result;
    for (int lane = 0; lane < WIDTH; lane++) result[lane] = (int32_t)rintf(x[lane]);
    return result;
#endif
}

INLINE Bits within(Bits x, int32_t least, int32_t most) {
    const Bits low = (Bits){0} + least, high = (Bits){0} + most;
#if defined(__AVX512F__)
    return (Bits)_mm512_min_epi32(_mm512_max_epi32((__m512i)x, (__m512i)low), (__m512i)high);
#elif defined(__AVX2__)
    return (Bits)_mm256_min_epi32(_mm256_max_epi32((__m256i)x, (__m256i)low), (__m256i)high);
#else
    const Bits below = x < low;
    x = (low & below) | (x & ~below);
    const Bits above = x > high;
    return (high & above) | (x & ~above);
#endif
}

/* Adds to each sum the products of the four bytes or the two int16 of an input with those of its weights. */
INLINE Bits products(Bits sums, Bits weights, int32_t input, const int from_bytes) {
#if defined(__AVX512VNNI__)
    const __m512i x = _mm512_set1_epi32(input), w = (__m512i)weights;
    return (Bits)(from_bytes ? _mm512_dpbusd_epi32((__m512i)sums, x, w) : _mm512_dpwssd_epi32((__m512i)sums, x, w));
#elif defined(__AVX512BW__)
    const __m512i x = _mm512_set1_epi32(input), w = (__m512i)weights, one = _mm512_set1_epi16(1);
    const __m512i pairs = from_bytes ? _mm512_madd_epi16(_mm512_maddubs_epi16(x, w), one) : _mm512_madd_epi16(x, w);
    return sums + (Bits)pairs;
#elif defined(__AVX2__)
    const __m256i x = _mm256_set1_epi32(input), w = (__m256i)weights, one = _mm256_set1_epi16(1);
    const __m256i pairs = from_bytes ? _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), one) : _mm256_madd_epi16(x, w);
    return sums + (Bits)pairs;
#elif defined(__SSE2__)
    const __m128i w = (__m128i)weights;
    if (!from_bytes) return sums + (Bits)_mm_madd_epi16(_mm_set1_epi32(input), w);
    const __m128i even = _mm_set1_epi32(input & 0x7f007f), odd = _mm_set1_epi32(input >> 8 & 0x7f007f);
    sums += (Bits)_mm_madd_epi16(even, _mm_srai_epi16(_mm_slli_epi16(w, 8), 8));
    return sums + (Bits)_mm_madd_epi16(odd, _mm_srai_epi16(w, 8));
#else
    if (from_bytes) {
#ifdef __ARM_FEATURE_DOTPROD
        return (Bits)vdotq_s32((int32x4_t)sums, (int8x16_t)weights, vreinterpretq_s8_s32(vdupq_n_s32(input)));
#endif
        sums += (weights << 24 >> 24) * (input & 127) + (weights << 16 >> 24) * (input >> 8 & 127);
        return sums + (weights << 8 >> 24) * (input >> 16 & 127) + (weights >> 24) * (input >> 24);
    }
    return sums + (weights << 16 >> 16) * (int16_t)input + (weights >> 16) * (input >> 16);
#endif
}

INLINE void store_bytes(uint8_t *to, Bits x) {
#if defined(__AVX512F__)
    _mm_storeu_si128((__m128i *)to, _mm512_cvtsepi32_epi8(_mm512_max_epi32((__m512i)x, _mm512_setzero_si512())));
#else
    *(Bytes *)to = __builtin_convertvector(within(x, 0, HIGHEST_BYTE), Bytes);
#endif
}

INLINE void store_shorts(int16_t *to, Bits x, int32_t least) {
#if defined(__AVX512F__)
    _mm256_storeu_si256((__m256i *)to, _mm512_cvtsepi32_epi16(_mm512_max_epi32((__m512i)x, _mm512_set1_epi32(least))));
#else
    *(Shorts *)to = __builtin_convertvector(within(x, least, INT16_MAX), Shorts);
#endif
}

INLINE void write_exact(const Exact *layer, const int written, Bits sums, int column, void *row) {
    const Lanes value = __builtin_convertvector(sums, Lanes) * load(layer->scale + column);
    int16_t *out = (int16_t *)row + column;
    if (written == TO_FLOATS) store((float *)row + column, value);
    else if (written == TO_BYTES) store_bytes((uint8_t *)row + column, nearest(value));
    else if (written == TO_SHORTS) store_shorts(out, nearest(value), layer->least);
    else store_shorts(out, nearest(value) + shorts(out), layer->least);
}

#define WRITE(WRITTEN)                                                                             \
    case WRITTEN:                                                                                  \
        UNROLLED (int row = 0; row < ROWS; row++)                                                  \
            if (row < rows)                                                                        \
                UNROLLED (int part = 0; part < parts; part++)                                      \
                    write_exact(layer, WRITTEN, sums[row][part], first * PANEL + part * WIDTH, y[row]); \
        break;

/* A tile of `rows` rows; the places of the others, up to ROWS, hold rows that may be read and are not written. */
INLINE void exact_tile(
    const Exact *layer, const int panels, const int from_bytes, const uint8_t *const *x, int64_t x_stride,
    uint8_t *const *y, int rows, int first
) {
    const int parts = panels * PARTS;
    Bits sums[ROWS][PANELS * PARTS];
    UNROLLED (int part = 0; part < parts; part++) {
        const Bits bias = load_bits(layer->bias + first * PANEL + part * WIDTH);
        UNROLLED (int row = 0; row < ROWS; row++) sums[row][part] = bias;
    }
    const int64_t size = (int64_t)layer->taps * layer->quads * PANEL;
    const int32_t *weights = layer->panels + first * size;
    for (int tap = 0; tap < layer->taps; tap++) {
        const int64_t at = (tap - layer->taps / 2) * layer->gap * x_stride;
        const uint8_t *from[ROWS];
        UNROLLED (int row = 0; row < ROWS; row++) from[row] = x[row] + at;
        for (int64_t quad = 0; quad < layer->quads; quad++, weights += PANEL) {
            Bits weight[PANELS * PARTS];
            UNROLLED (int part = 0; part < parts; part++)
                weight[part] = load_bits(weights + part / PARTS * size + part % PARTS * WIDTH);
            UNROLLED (int row = 0; row < ROWS; row++) {
                int32_t input;
                memcpy(&input, from[row] + 4 * quad, sizeof input);
                UNROLLED (int part = 0; part < parts; part++)
                    sums[row][part] = products(sums[row][part], weight[part], input, from_bytes);
            }
        }
    }
    switch (layer->written) { WRITE(TO_BYTES) WRITE(TO_SHORTS) WRITE(ADDED_TO_SHORTS) WRITE(TO_FLOATS) }
}

#define EXACT_TILE(COUNT)                                                                          \
    if (panels == COUNT) {                                                                         \
        if (layer->from_bytes) exact_tile(layer, COUNT, 1, x, x_stride, y, rows, first);           \
        else exact_tile(layer, COUNT, 0, x, x_stride, y, rows, first);                             \
    }

static void exact_tiles(
    const Exact *layer, int panels, const uint8_t *const *x, int64_t x_stride, uint8_t *const *y, int rows, int first
) {
    EXACT_TILE(1)
#ifdef __AVX512F__
    EXACT_TILE(2)
    EXACT_TILE(3)
#endif
}

/* The rows of x give those of y; each stands right behind the one before it. */
static void exact(const Exact *layer, int64_t count, const void *x, void *y) {
    const int all = layer->outputs / PANEL;
    const int64_t x_stride = 4 * (int64_t)layer->quads, y_stride = (int64_t)SIZES[layer->written] * layer->outputs;
    for (int64_t start = 0; start < count; start += BLOCK) {
        const int64_t stop = start + BLOCK < count ? start + BLOCK : count;
        for (int first = 0; first < all; first += PANELS) {
            const int panels = all - first < PANELS ? all - first : PANELS;
            for (int64_t at = start; at < stop; at += ROWS) {
                const int rows = stop - at < ROWS ? (int)(stop - at) : ROWS;
                const uint8_t *from[ROWS];
                uint8_t *to[ROWS];
                for (int row = 0; row < ROWS; row++) {
                    from[row] = (const uint8_t *)x + (row < rows ? at + row : at) * x_stride;
                    to[row] = (uint8_t *)y + (row < rows ? at + row : at) * y_stride;
                }
                exact_tiles(layer, panels, from, x_stride, to, rows, first);
            }
        }
    }
}

PUBLIC void exact_apply(const Exact *layer, int64_t count, const void *x, void *y) { exact(layer, count, x, y); }

INLINE void write_vectors(
    const uint8_t *indexes, const float *codes, int64_t parts, int64_t size, const int64_t width, const int32_t *rows,
    int64_t count, float *out, int64_t stride
) {
    for (int64_t word = 0; word < count; word++) {
        const uint8_t *index = indexes + rows[word] * parts;
        if (word + ROWS_AHEAD < count)
            for (int64_t part = 0; part < parts + 63; part += 64)
                __builtin_prefetch(indexes + rows[word + ROWS_AHEAD] * parts + part);
        for (int64_t part = 0; part < parts; part++)
            memcpy(out + word * stride + part * width, codes + (part * size + index[part]) * width,
                   width * sizeof(float));
    }
}

/* Writes the vectors of words: `codes[part, indexes[row, part]]` for each part, end to end. */
PUBLIC void vectors(
    const uint8_t *indexes, const float *codes, int64_t parts, int64_t size, int64_t width, const int32_t *rows,
    int64_t count, float *out, int64_t stride
) {
    if (width == 3) write_vectors(indexes, codes, parts, size, 3, rows, count, out, stride); /* navec's, at once */
    else write_vectors(indexes, codes, parts, size, width, rows, count, out, stride);
}

/* What the network of names reads of a word form, end to end, in steps: its vector, as above, the vector of its shape,
   what its letters say, and whether each flag holds, as `yes` or 0. The letters say the largest answers over the places
   of the word, with the bias, and nothing below 0; `spelling` is (3, codes, spelled): what a letter gives to the next
   one, to itself and to the one before. The numbers in these tables are at most `highest`, a quarter of an int16.
   `codes` is (parts, size, PART), of which `part_width` count. */
enum { PART = 4, MOST_LETTERS = 16 };
typedef struct {
    const uint8_t *indexes;
    const int16_t *codes, *shapes, *spelling, *letter_bias;
    int64_t parts, size, part_width, shape_width, letter_codes, spelled, most_letters, flags, stride;
    int16_t highest, yes;
} FormInputs;

/* Writes them of some words; `letters` is (count, most_letters), 0 after the last letter. */
PUBLIC void forms_write(
    const FormInputs *net, const int32_t *rows, const int32_t *shapes, const uint8_t *letters, const float *flags,
    int64_t count, int16_t *out
) {
    for (int64_t word = 0; word < count; word++, out += net->stride) {
        const uint8_t *index = net->indexes + rows[word] * net->parts;
        int16_t *to = out;
        if (word + ROWS_AHEAD < count)
            for (int64_t part = 0; part < net->parts + 63; part += 64)
                __builtin_prefetch(net->indexes + rows[word + ROWS_AHEAD] * net->parts + part);
        for (int64_t part = 0; part < net->parts; part++, to += net->part_width)
            memcpy(to, net->codes + PART * (part * net->size + index[part]), PART * sizeof(int16_t));
        memcpy(to, net->shapes + shapes[word] * net->shape_width, net->shape_width * sizeof(int16_t));
        to += net->shape_width;
        const int64_t width = net->spelled;
        const uint8_t *letter = letters + word * net->most_letters;
        const int16_t *given[MOST_LETTERS][3];
        int64_t count = 0;
        for (; count < net->most_letters && letter[count]; count++) {
            const int before = count ? letter[count - 1] : 0;
            const int after = count + 1 < net->most_letters ? letter[count + 1] : 0;
            given[count][0] = net->spelling + before * width;
            given[count][1] = net->spelling + (net->letter_codes + letter[count]) * width;
            given[count][2] = net->spelling + (2 * net->letter_codes + after) * width;
        }
        for (int64_t column = 0; column < width; column += WIDTH) {
            Small most = (Small){0} - INT16_MAX;
            for (int64_t at = 0; at < count; at++) {
                const Small sum = small(given[at][0] + column) + small(given[at][1] + column);
                most = larger(most, sum + small(given[at][2] + column));
            }
            const Small none = {0}, sum = count ? larger(most + small(net->letter_bias + column), none) : none;
            *(Shorts *)(to + column) = -larger(-sum, none - net->highest);
        }
        to += width;
        for (int64_t flag = 0; flag < net->flags; flag++) *to++ = *flags++ > 0 ? net->yes : 0;
        while (to < out + net->stride) *to++ = 0;
    }
}

/* A number for each of some words, by the hash of their code points (FNV-1a). Open addressing; hash 0 is a free place.
   Two words of one hash would be taken for one, which does not happen among a few hundred thousand with 64 bits. */
typedef struct {
    uint64_t *hashes;
    int32_t *numbers;
    uint64_t mask;
} Table;

enum { LINE_END = 10 };
static const uint64_t EMPTY = 14695981039346656037u;

INLINE uint64_t hashed(uint64_t hash, uint32_t letter) { return (hash ^ letter) * 1099511628211u; }

INLINE uint64_t place(const Table *table, uint64_t hash) {
    uint64_t at = (hash ^ hash >> 32) & table->mask;
    while (table->hashes[at] && table->hashes[at] != hash) at = (at + 1) & table->mask;
    return at;
}

/* Asks for the place of a word that will soon be looked up: memory is slow, but many places come as fast as one. */
INLINE void fetch(const Table *table, uint64_t hash) {
    const uint64_t at = (hash ^ hash >> 32) & table->mask;
    __builtin_prefetch(table->hashes + at);
    __builtin_prefetch(table->numbers + at);
}

/* Words that are looked up together. */
enum { AHEAD = 16 };

INLINE int32_t look_up(const Table *table, uint64_t hash, int32_t otherwise) {
    const uint64_t at = place(table, hash);
    return table->hashes[at] ? table->numbers[at] : otherwise;
}

/* Puts words, each with a line end behind it, into an empty table that has room for them. The numbers of a word that
   comes twice are joined bit by bit. */
PUBLIC void table_fill(const Table *table, const uint32_t *text, int64_t length, const int32_t *numbers) {
    uint64_t hash = EMPTY;
    for (int64_t at = 0; at < length; at++) {
        if (text[at] != LINE_END) {
            hash = hashed(hash, text[at]);
            continue;
        }
        const uint64_t found = place(table, hash);
        table->hashes[found] = hash;
        table->numbers[found] |= *numbers++;
        hash = EMPTY;
    }
}

/* Returns the number of the first word of a text, which has a line end behind it; `otherwise` where there is none. */
PUBLIC int32_t table_number(const Table *table, const uint32_t *text, int32_t otherwise) {
    uint64_t hash = EMPTY;
    while (*text != LINE_END) hash = hashed(hash, *text++);
    return look_up(table, hash, otherwise);
}

/* Numbers for words, from 1 on in the order in which they are met, until the table is full. */
typedef struct {
    Table table;
    int64_t count, capacity;
} Numbering;

/* Returns the number of a word, a new one if it has none, or 0 if the table is full. */
INLINE int32_t numbered(Numbering *words, uint64_t hash) {
    const uint64_t at = place(&words->table, hash);
    if (!words->table.hashes[at]) {
        if (words->count == words->capacity) return 0;
        words->table.hashes[at] = hash;
        words->table.numbers[at] = (int32_t)++words->count;
    }
    return words->table.numbers[at];
}

/* Writes numbers with a 0 between lines, and returns how many those are; `lengths` counts the numbers of each line.
   With `asked` also writes which of them are `wanted`, or that all are where that is NULL. */
PUBLIC int64_t lines_apart(
    const int32_t *numbers, const int32_t *lengths, int64_t lines, const uint8_t *wanted, int32_t *out, uint8_t *asked
) {
    int64_t count = 0;
    for (int64_t line = 0; line < lines; line++) {
        if (lengths[line] && count) {
            if (asked) asked[count] = 0;
            out[count++] = 0;
        }
        for (int64_t at = 0; at < lengths[line]; at++) {
            if (asked) asked[count] = wanted ? *wanted++ : 1;
            out[count++] = *numbers++;
        }
    }
    return count;
}

/* Tokens as razdel cuts them (stages/tokens.py). An atom is a run of letters of one alphabet or of digits, or any other
   character that is not white space; some neighbours are joined. */
enum { SPACE, CYRILLIC, ROMAN, DIGITS, MARK, ANY };
enum { LONGEST_SMILE = 5 };

typedef struct {
    const uint8_t *kinds;
    int64_t known;
    const uint32_t *text;
} Characters;

typedef struct {
    int64_t start, stop;
    int kind;
} Atom;

INLINE int kind_at(const Characters *characters, int64_t at) {
    const uint32_t point = characters->text[at];
    return point < (uint32_t)characters->known ? characters->kinds[point] : ANY;
}

/* Returns the first atom from `at` on; its kind is SPACE where there is none before `stop`. */
INLINE Atom atom_from(const Characters *characters, int64_t at, int64_t stop) {
    while (at < stop && kind_at(characters, at) == SPACE) at++;
    if (at == stop) return (Atom){stop, stop, SPACE};
    Atom atom = {at, at + 1, kind_at(characters, at)};
    if (atom.kind < MARK)
        while (atom.stop < stop && kind_at(characters, atom.stop) == atom.kind) atom.stop++;
    return atom;
}

/* Tells whether a mark joins what stands on both sides of it: 1 anything but marks, 2 numbers alone, 0 nothing. */
static int joint(uint32_t mark) {
    switch (mark) {
        case '-': case '_': case 0x2011: case 0x2013: case 0x2014: case 0x2212: return 1;
        case '.': case ',': case '/': case '\\': return 2;
        default: return 0;
    }
}

static int is_ending(uint32_t mark) { return mark == '.' || mark == '?' || mark == '!' || mark == 0x2026; }

static int is_smile(const uint32_t *text, int64_t length) {
    if (length > LONGEST_SMILE || (*text != '=' && *text != ':' && *text != ';')) return 0;
    int64_t at = 1 + (length > 1 && text[1] == '-');
    const int64_t mouth = at;
    while (at < length && (text[at] == ')' || text[at] == '(')) at++;
    return at == length && at - mouth >= 1 && at - mouth <= 3;
}

static int is_yahoo(const uint32_t *text, int64_t length) {
    if (length != 5) return 0;
    for (int at = 0; at < 5; at++)
        if ((text[at] | 0x20) != (uint32_t)"yahoo"[at]) return 0;
    return 1;
}

/* Tells whether two atoms that touch are of one token, which begins at `start`; `before` and `after` are the kinds of
   the atoms on both sides of them. */
static int are_joined(
    const uint32_t *text, int64_t start, int before, const Atom *left, const Atom *right, int after
) {
    const uint32_t one = text[left->start], two = text[right->start];
    if (left->kind == MARK && right->kind == MARK) {
        if ((is_ending(one) && is_ending(two)) || (one == two && (one == '-' || one == '*'))) return 1;
        return is_smile(text + start, right->stop - start);
    }
    const int letters = left->kind != DIGITS && right->kind != DIGITS && left->kind != MARK && right->kind != MARK;
    if (letters && (left->kind == ANY || right->kind == ANY)) return 1;
    int first = left->kind, second = after, kind = 0;
    if (right->kind == MARK) {
        if (two == '!' && is_yahoo(text + left->start, left->stop - left->start)) return 1;
        kind = joint(two);
    } else if (left->kind == MARK) {
        kind = joint(one);
        first = before;
        second = right->kind;
    }
    if (kind == 2) return first == DIGITS && second == DIGITS;
    return kind && first && second && first != MARK && second != MARK;
}

static int has_line_end(const uint32_t *text, int64_t start, int64_t stop) {
    for (int64_t at = start; at < stop; at++)
        if (text[at] == '\n' || text[at] == '\r') return 1;
    return 0;
}

/* Writes where the tokens of sentences begin and end, and returns how many there are; `bounds` has the first and the
   last character + 1 of each sentence.

   `lengths` counts the tokens of each sentence and `lines` those of each line; a line ends between two sentences. Lines
   without tokens are 0, and there is room for as many as sentences and one more. */
PUBLIC int64_t tokens_cut(
    const uint8_t *kinds, int64_t known, const uint32_t *text, const int32_t *bounds, int64_t sentences,
    int32_t *starts, int32_t *stops, int32_t *lengths, int32_t *lines
) {
    const Characters characters = {kinds, known, text};
    int64_t count = 0, end = 0, line = 0;
    for (int64_t sentence = 0; sentence < sentences; sentence++) {
        const int64_t begin = count, stop = bounds[2 * sentence + 1];
        int before = SPACE;
        Atom left = atom_from(&characters, bounds[2 * sentence], stop);
        int64_t start = left.start;
        Atom right = atom_from(&characters, left.stop, stop);
        if (has_line_end(text, end, bounds[2 * sentence])) {
            *lines++ = (int32_t)(count - line);
            line = count;
        } else *lines++ = 0;
        while (left.kind) {
            const Atom next = atom_from(&characters, right.stop, stop);
            if (left.stop < right.start || !right.kind || !are_joined(text, start, before, &left, &right, next.kind)) {
                starts[count] = (int32_t)start;
                stops[count++] = (int32_t)left.stop;
                start = right.start;
            }
            before = left.kind;
            left = right;
            right = next;
        }
        *lengths++ = (int32_t)(count - begin);
        end = stop;
    }
    *lines = (int32_t)(count - line);
    return count;
}

/* What is known of letters and words (words.py). `codes`, `lower`, `kinds` and `marks` go by code point, up to `known`:
   the code of a letter, its small one, its kind (the bits below), the row of the shape of a mark or -1. `russian` and
   `latin` are the rows of the shapes of words that begin with such a letter, by outline: x, X, xx, XX, Xx, Xx-Xx and
   any other. */
typedef struct {
    const uint8_t *codes, *kinds;
    const uint16_t *lower;
    const int32_t *marks;
    int64_t known;
    Table vocabulary, stems, endings;
    int32_t russian[7], latin[7], number, other_mark, other, unknown;
} Reader;

enum { UPPER = 1, LOWER = 2, LETTER = 4, DIGIT = 8, RUSSIAN = 16, LATIN = 32, ODD = 64, VOWEL = 128 };
enum { LONGEST = 64, HEAD = 6, READ = 16, FLAGS = 7, SHORTEST_STEM = 3, LONGEST_ENDING = 3, STEM = 5 };
enum { YO = 0x451, YE = 0x435 };

/* The outline of letters: 0 x, 1 X, 2 xx, 3 XX, 4 Xx, 6 any other. */
static int outline(const uint8_t *kinds, int64_t length) {
    int upper = 0, lower = 0;
    for (int64_t at = 1; at < length; at++) {
        upper |= kinds[at] & UPPER;
        lower |= kinds[at] & LOWER;
    }
    if (length == 1) return kinds[0] & UPPER ? 1 : 0;
    if (upper && lower) return 6;
    if (kinds[0] & UPPER) return lower ? 4 : 3;
    if (kinds[0] & LOWER) return upper ? 6 : 2;
    return upper ? 3 : lower ? 2 : 6;
}

static int32_t shape_of(const Reader *reader, const uint32_t *word, const uint8_t *kinds, int64_t length) {
    const int sign = (word[0] == '+' || word[0] == '-') && length > 1 && kinds[1] & DIGIT;
    if (kinds[0] & DIGIT || sign) return reader->number;
    if (kinds[0] & (RUSSIAN | LATIN)) {
        int drawn = outline(kinds, length);
        int64_t hyphen = 1;
        while (hyphen < length && word[hyphen] != '-') hyphen++;
        if (drawn == 6 && hyphen > 1 && length - hyphen > 2 && outline(kinds, hyphen) == 4)
            if (outline(kinds + hyphen + 1, length - hyphen - 1) == 4) drawn = 5;
        return kinds[0] & RUSSIAN ? reader->russian[drawn] : reader->latin[drawn];
    }
    if (reader->marks[word[0]] < 0) return reader->other;
    return length == 1 ? reader->marks[word[0]] : reader->other_mark;
}

/* Asks for the places where the next words, each with a line end behind it, will be looked up: as they are, and among
   stems with up to three letters cut off. */
static void fetch_words(const Reader *reader, const uint32_t *text, int64_t length, int64_t start) {
    for (int64_t word = 0; word < AHEAD && start < length; word++, start++) {
        uint64_t exact = EMPTY, stems[LONGEST_ENDING + 1] = {EMPTY};
        for (; text[start] != LINE_END; start++) {
            const uint32_t small = text[start] < (uint32_t)reader->known ? reader->lower[text[start]] : 0;
            exact = hashed(exact, small);
            for (int cut = LONGEST_ENDING; cut; cut--) stems[cut] = stems[cut - 1];
            stems[0] = hashed(stems[0], small == YO ? YE : small);
        }
        fetch(&reader->vocabulary, exact);
        for (int cut = 0; cut <= LONGEST_ENDING; cut++) fetch(&reader->stems, stems[cut]);
    }
}

/* Writes what the network is told of words, each with a line end behind it, and of which words it cannot tell: `unread`.

   `rows` are those of the vectors, `shapes` those of the shapes; `letters` is (words, READ), `flags` (words, FLAGS). */
PUBLIC void words_read(
    const Reader *reader, const uint32_t *text, int64_t length, int32_t *rows, int32_t *shapes, uint8_t *letters,
    float *flags, uint8_t *unread
) {
    for (int64_t start = 0, stop, number = 0; start < length; start = stop + 1, number++) {
        if (number % AHEAD == 0) fetch_words(reader, text, length, start);
        for (stop = start; text[stop] != LINE_END;) stop++;
        const uint32_t *word = text + start;
        const int64_t count = stop - start;
        uint8_t kinds[LONGEST];
        uint64_t stems[LONGEST + 1], exact = EMPTY;
        uint32_t lower[LONGEST];
        int any = 0, all = LETTER, changed = 0, later = 0, odd = count > LONGEST || !count;
        stems[0] = EMPTY;
        for (int64_t at = 0; at < count && !odd; at++) {
            odd = word[at] >= (uint32_t)reader->known || reader->kinds[word[at]] & ODD;
            if (odd) break;
            kinds[at] = reader->kinds[word[at]];
            any |= kinds[at];
            all &= kinds[at];
            const uint32_t small = reader->lower[word[at]];
            if (small != word[at]) changed = 1, later |= at > 0;
            exact = hashed(exact, small);
            lower[at] = small == YO ? YE : small;
            stems[at + 1] = hashed(stems[at], lower[at]);
        }
        *unread = (uint8_t)odd;
        if (!odd) {
            const int capitals = any & UPPER && !(any & LOWER);
            int32_t row = look_up(&reader->vocabulary, exact, -1);
            if (row < 0) row = look_up(&reader->vocabulary, stems[count], reader->unknown);
            int32_t known = 0;
            for (int64_t cut = 0; cut <= LONGEST_ENDING && count - cut >= SHORTEST_STEM; cut++) {
                uint64_t ending = EMPTY;
                for (int64_t at = count - cut; at < count; at++) ending = hashed(ending, lower[at]);
                if (!cut || look_up(&reader->endings, ending, 0)) known |= look_up(&reader->stems, stems[count - cut], 0);
            }
            *rows = row;
            *shapes = shape_of(reader, word, kinds, count);
            for (int64_t at = 0; at < READ; at++) {
                const int64_t from = count <= READ || at < HEAD ? at : count - READ + at;
                letters[at] = from < count ? reader->codes[word[from]] : 0;
            }
            flags[0] = (float)(known & 1);
            flags[1] = (float)(known >> 1 & 1);
            flags[2] = !(all & LETTER) && any & DIGIT;
            flags[3] = !capitals && later;
            flags[4] = capitals && count > 1;
            flags[5] = !changed && any & LOWER && !(any & UPPER);
            flags[6] = row == reader->unknown;
        }
        rows++, shapes++, unread++;
        letters += READ;
        flags += FLAGS;
    }
}

/* What is known of a word that has a number: the hash of its stem, the rows of its vector and of its shape. */
typedef struct {
    uint64_t stem;
    int32_t vector, shape;
} Word;

static uint64_t hash_of(const uint32_t *word, int64_t count) {
    uint64_t hash = EMPTY;
    for (int64_t at = 0; at < count; at++) hash = hashed(hash, word[at]);
    return hash;
}

/* Writes what is known of a word but for its vector, which is 0, or -1 where nothing can be told. Returns the hash by which
   the vector is found. */
static uint64_t know(const Reader *reader, const uint32_t *word, int64_t count, Word *known) {
    uint8_t kinds[LONGEST];
    uint64_t hash = EMPTY, stems[STEM + 1] = {EMPTY};
    *known = (Word){0, -1, 0};
    if (!count || count > LONGEST) return hash;
    for (int64_t at = 0; at < count; at++) {
        if (word[at] >= (uint32_t)reader->known || reader->kinds[word[at]] & ODD) return hash;
        const uint32_t small = reader->lower[word[at]];
        kinds[at] = reader->kinds[word[at]];
        hash = hashed(hash, small);
        if (at < STEM) stems[at + 1] = hashed(stems[at], small == YO ? YE : small);
    }
    const int ends = count > SHORTEST_STEM && count <= STEM && reader->kinds[reader->lower[word[count - 1]]] & VOWEL;
    *known = (Word){stems[count > STEM ? STEM : count - ends], 0, shape_of(reader, word, kinds, count)};
    return hash;
}

/* The bit of words and forms that have been met in more than one text: they are kept when a table is full. */
enum { AGAIN = 1 << 30 };

/* Writes the numbers of words, `text[starts[i]:stops[i]]`, where in `starts` each new one is met first, and with a reader
   what is known of it. Returns how many are new, or -1 if the table is full. */
PUBLIC int64_t words_number(
    Numbering *words, const Reader *reader, const uint32_t *text, const int32_t *starts, const int32_t *stops,
    int64_t count, int32_t *numbers, int32_t *firsts, Word *known
) {
    const int64_t old = words->count;
    int64_t found = 0;
    uint64_t hashes[AHEAD];
    for (int64_t first = 0; first < count; first += AHEAD) {
        const int64_t last = first + AHEAD < count ? first + AHEAD : count;
        for (int64_t word = first; word < last; word++) {
            hashes[word - first] = hash_of(text + starts[word], stops[word] - starts[word]);
            fetch(&words->table, hashes[word - first]);
        }
        for (int64_t word = first; word < last; word++) {
            const int64_t before = words->count;
            if (!numbered(words, hashes[word - first])) return -1;
            int32_t *number = words->table.numbers + place(&words->table, hashes[word - first]);
            if (*number <= old) *number |= AGAIN;
            numbers[word] = *number & ~AGAIN;
            if (words->count > before) firsts[found++] = (int32_t)word;
        }
    }
    for (int64_t first = 0; reader && first < found; first += AHEAD) {
        const int64_t last = first + AHEAD < found ? first + AHEAD : found;
        for (int64_t place = first; place < last; place++) {
            const int32_t word = firsts[place];
            Word *one = known + numbers[word];
            hashes[place - first] = know(reader, text + starts[word], stops[word] - starts[word], one);
            fetch(&reader->vocabulary, hashes[place - first]);
        }
        for (int64_t place = first; place < last; place++) {
            Word *one = known + numbers[firsts[place]];
            if (!one->vector) one->vector = look_up(&reader->vocabulary, hashes[place - first], reader->unknown);
        }
    }
    return found;
}

/* Numbers the words that have been met in more than one text in a table that is empty, in their order, and writes their
   numbers of before. Returns how many they are, or -1 without memory. */
PUBLIC int64_t words_kept(const Numbering *words, Numbering *fresh, int32_t *kept) {
    uint64_t *hashes = calloc(words->count + 1, sizeof(uint64_t));
    if (!hashes) return -1;
    for (uint64_t at = 0; at <= words->table.mask; at++)
        if (words->table.hashes[at] && words->table.numbers[at] & AGAIN)
            hashes[words->table.numbers[at] & ~AGAIN] = words->table.hashes[at];
    for (int64_t number = 1; number <= words->count; number++)
        if (hashes[number]) kept[numbered(fresh, hashes[number]) - 1] = (int32_t)number;
    free(hashes);
    return fresh->count;
}

/* Writes a number for each row of words, the same for words of one stem, from 1 on, and 0 for row 0. Returns 0, or 1
   without memory. */
static int stems_grouped(const Word *known, const int32_t *words, int64_t count, int32_t *groups) {
    uint64_t size = 16;
    while (size < 2 * (uint64_t)count) size *= 2;
    Table table = {calloc(size, sizeof(uint64_t)), malloc(size * sizeof(int32_t)), size - 1};
    Numbering numbering = {table, 0, count};
    const int failed = !table.hashes || !table.numbers;
    for (int64_t at = 0; at < count && !failed; at++)
        groups[at] = words[at] ? numbered(&numbering, known[words[at]].stem) : 0;
    free(table.hashes);
    free(table.numbers);
    return failed;
}

/* The first convolution: row `at` of the result, from the table rows of a token and its two neighbours.

   `word` and `shape` hold the rows of the tables; row 0 of `words` is zero and stands between sequences. A table row has
   what a token gives to the next one, to itself and to the one before. */
typedef struct {
    const float *words, *shapes, *bias, *scale, *shift;
    int64_t width;
} First;

static void first_row(
    const First *net, const int32_t *word, const int32_t *shape, int64_t count, int64_t at, float *out
) {
    const int64_t width = net->width;
    const float *parts[6];
    int found = 0;
    for (int tap = 0; tap < 3; tap++) {
        const int64_t from = at + tap - 1;
        if (from < 0 || from >= count || !word[from]) continue;
        parts[found++] = net->words + 3 * width * word[from] + tap * width;
        parts[found++] = net->shapes + 3 * width * shape[from] + tap * width;
    }
    for (int64_t column = 0; column < width; column += WIDTH) {
        Lanes sum = load(net->bias + column);
        for (int part = 0; part < found; part++) sum += load(parts[part] + column);
        store(out + column, rectified(sum) * load(net->scale + column) + load(net->shift + column));
    }
}

/* slovnet's tagger behind its table: two more convolutions and the scores of the tags. */
typedef struct {
    First first;
    Layer second, third, scores;
} Tagger;

/* Marks the rows that the next layer reads: those marked, and their neighbours that hold a word. */
static void widen(const uint8_t *marked, const int32_t *word, int64_t count, uint8_t *wide) {
    for (int64_t at = 0; at < count; at++)
        wide[at] = word[at] && (marked[at] || (at && marked[at - 1]) || (at + 1 < count && marked[at + 1]));
}

/* The places of forms, by the row of their vector, from 1 on as they are met, until the table is full. */
typedef struct {
    int32_t *places;
    int64_t count, capacity;
} Forms;

/* Writes the places of the forms and the shapes of the rows of words on which those that are asked for depend.

   `vectors` has those of the forms that get a place; returns how many they are, or -1 if the table is full. */
PUBLIC int64_t forms_placed(
    Forms *table, const Word *known, const int32_t *word, const uint8_t *asked, int64_t count, int32_t *forms,
    int32_t *shapes, int32_t *vectors
) {
    enum { REACH = 3 };
    const int64_t old = table->count;
    int64_t found = 0, last = -REACH - 1, next = 0;
    for (int64_t at = 0; at < count; at++) {
        forms[at] = shapes[at] = 0;
        if (!word[at]) last = -REACH - 1;
        if (asked[at]) last = at;
        while (next < count && (next < at || (word[next] && !asked[next]))) next++;
        const int near = at - last <= REACH || (next < count && asked[next] && next - at <= REACH);
        if (!word[at] || !near) continue;
        const Word *here = known + word[at];
        int32_t *place = table->places + here->vector;
        if (!*place) {
            if (table->count == table->capacity) return -1;
            *place = (int32_t)++table->count;
            vectors[found++] = here->vector;
        } else if (*place <= old) *place |= AGAIN;
        forms[at] = *place & ~AGAIN;
        shapes[at] = here->shape;
    }
    return found;
}

static int64_t rows_of(const uint8_t *marked, int64_t count, int32_t *rows) {
    int64_t found = 0;
    for (int64_t at = 0; at < count; at++)
        if (marked[at]) rows[found++] = (int32_t)at;
    return found;
}

/* Returns the place of the largest of some numbers, the first one of equal ones. */
static int32_t best_of(const float *numbers, int64_t count) {
    int32_t best = 0;
    int64_t at = 0;
    if (count >= WIDTH) {
        Lanes top = load(numbers);
        Bits places = {0};
        for (at = WIDTH; at + WIDTH <= count; at += WIDTH) {
            const Lanes here = load(numbers + at);
            const Bits more = here > top;
            top = (Lanes)(((Bits)here & more) | ((Bits)top & ~more));
            places = ((int32_t)at & more) | (places & ~more);
        }
        best = places[0];
        for (int32_t lane = 1; lane < WIDTH; lane++) {
            const int32_t place = places[lane] + lane;
            if (top[lane] > numbers[best] || (top[lane] == numbers[best] && place < best)) best = place;
        }
    }
    for (; at < count; at++)
        if (numbers[at] > numbers[best]) best = (int32_t)at;
    return best;
}

/* Writes for each of some rows of scores, `stride` apart, which of its scores is the best, the first of equal ones. */
PUBLIC void best_places(const float *scores, int64_t stride, int64_t width, int64_t count, int32_t *best) {
    for (int64_t row = 0; row < count; row++) best[row] = best_of(scores + row * stride, width);
}

/* How shares are told: a share above `sure` leaves no doubt; scores `reach` below the best one have none; one of at most
   `least` is told as -1, the others times `steps`, rounded. */
typedef struct {
    double sure, reach, least, steps;
} Doubts;

enum { MOST_KINDS = 256 };

/* Writes for each of `rows` of scores the shares of kinds of tags, (rows, kinds), and whether no kind is sure. */
PUBLIC void kinds_told(
    const float *scores, int64_t stride, int64_t width, const int32_t *rows, int64_t count, const int32_t *kind_of,
    int64_t kinds, const Doubts *doubts, int8_t *shares, uint8_t *doubted
) {
    for (int64_t row = 0; row < count; row++, shares += kinds) {
        const float *score = scores + rows[row] * stride;
        const double top = score[best_of(score, width)];
        double sums[MOST_KINDS] = {0}, sum = 0, most = 0;
        /* nearly all tags are far below the best one; rounding must not take one away */
        const float low = (float)(top - doubts->reach) - 1e-3f * fabsf((float)top) - 1e-3f;
        for (int64_t tag = 0; tag < width; tag++) {
            while (tag % WIDTH == 0 && tag + WIDTH <= width && !any(load(score + tag) > low)) tag += WIDTH;
            if (tag < width && score[tag] - top > -doubts->reach) {
                const double share = exp(score[tag] - top);
                sums[kind_of[tag]] += share;
                sum += share;
            }
        }
        for (int64_t kind = 0; kind < kinds; kind++) {
            const double share = sums[kind] / sum;
            most = share > most ? share : most;
            shares[kind] = share > doubts->least ? (int8_t)rint(share * doubts->steps) : -1;
        }
        doubted[row] = most <= doubts->sure;
    }
}

/* Writes the scores of the tags of the marked rows, one row of `scores` for each; returns 0, or 1 without memory. */
PUBLIC int tagger_scores(
    const Tagger *net, const int32_t *word, const int32_t *shape, int64_t count, const uint8_t *wanted, float *scores
) {
    const int64_t wide = net->first.width, middle = net->second.outputs, narrow = net->third.outputs;
    const int64_t reach = 3, most = BLOCK + 2 * reach;
    uint8_t *marks = malloc(3 * most);
    int32_t *rows = malloc(most * sizeof(int32_t));
    float *hidden = malloc((most + 2) * (wide + middle + narrow) * sizeof(float));
    const int failed = !marks || !rows || !hidden;
    for (int64_t start = 0; start < count && !failed; start += BLOCK) {
        const int64_t low = start > reach ? start - reach : 0;
        const int64_t stop = start + BLOCK < count ? start + BLOCK : count;
        const int64_t high = stop + reach < count ? stop + reach : count, size = high - low;
        /* a row before and one after each matrix: the neighbours of its edges */
        float *one = hidden + wide, *two = hidden + (most + 2) * wide + middle;
        float *three = hidden + (most + 2) * (wide + middle) + narrow;
        uint8_t *asked = marks, *second = marks + most, *first = marks + 2 * most;
        for (int64_t at = 0; at < size; at++) asked[at] = at + low >= start && at + low < stop && wanted[at + low];
        widen(asked, word + low, size, second);
        widen(second, word + low, size, first);
        memset(one - wide, 0, (size + 2) * wide * sizeof(float));
        memset(two - middle, 0, (size + 2) * middle * sizeof(float));
        for (int64_t at = 0; at < size; at++)
            if (first[at]) first_row(&net->first, word, shape, count, at + low, one + at * wide);
        int64_t found = rows_of(second, size, rows);
        apply(&net->second, found, one, wide, rows, two, middle, rows, 0);
        found = rows_of(asked, size, rows);
        apply(&net->third, found, two, middle, rows, three, narrow, rows, 0);
        apply(&net->scores, found, three, narrow, rows, scores, net->scores.outputs, NULL, 0);
        scores += found * net->scores.outputs;
    }
    free(marks);
    free(rows);
    free(hidden);
    return failed;
}

/* A residual block: down to a small width, a convolution with gaps between its taps, up again. */
typedef struct {
    Exact down, across, up;
} Narrow;

/* The project's own network of names behind its table, whose rows are int16 and have what a token gives to the next one,
   to itself and to the one before; row 0 is zero and stands between sequences. The sum of three rows and the bias,
   `* scale`, is a row of bytes. */
typedef struct {
    const int16_t *words;
    const int32_t *bias;
    const float *scale;
    int64_t width;
    Exact second, ask, tell, third, heads;
    const Narrow *narrow;
    int64_t narrow_count, widest_gap, tags;
} Names;

static void first_bytes(const Names *net, const int32_t *word, int64_t count, int64_t at, uint8_t *out) {
    const int64_t width = net->width;
    const int16_t *one = net->words + (at ? 3 * width * word[at - 1] : 0);
    const int16_t *two = net->words + 3 * width * word[at] + width;
    const int16_t *three = net->words + (at + 1 < count ? 3 * width * word[at + 1] : 0) + 2 * width;
    if (at + ROWS_AHEAD < count)
        for (int64_t column = 0; column < 3 * width; column += 32)
            __builtin_prefetch(net->words + 3 * width * word[at + ROWS_AHEAD] + column);
    const int32_t *bias = net->bias; /* a byte that is written might be anything: what is read stands in registers */
    const float *scale = net->scale;
    for (int64_t column = 0; column < width; column += WIDTH) {
        Bits sum = load_bits(bias + column) + shorts(one + column);
        sum += shorts(two + column) + shorts(three + column);
        const Bits steps = nearest(__builtin_convertvector(sum, Lanes) * load(scale + column));
        store_bytes(out + column, steps);
    }
}

static void clear_between(const int32_t *word, int64_t count, void *x, int64_t size) {
    for (int64_t at = 0; at < count; at++)
        if (!word[at]) memset((uint8_t *)x + at * size, 0, size);
}

/* Adds to each row what all rows of its group say: of each answer the largest. Group 0 says nothing. */
static int listen(const Names *net, const int32_t *group, int64_t count, int16_t *hidden) {
    const int64_t width = net->ask.outputs, full = net->tell.outputs;
    int32_t highest = 0, groups = 0;
    for (int64_t at = 0; at < count; at++) highest = group[at] > highest ? group[at] : highest;
    int32_t *number = calloc(highest + 1, sizeof(int32_t));
    int16_t *said = malloc(count * width * sizeof(int16_t)), *best = malloc(count * width * sizeof(int16_t));
    int16_t *told = malloc(count * full * sizeof(int16_t));
    const int failed = !number || !said || !best || !told;
    if (!failed) {
        exact(&net->ask, count, hidden, said);
        for (int64_t at = 0; at < count; at++) {
            if (!group[at]) continue;
            const int16_t *answer = said + at * width;
            int32_t *own = number + group[at];
            if (!*own) {
                *own = ++groups;
                memcpy(best + (*own - 1) * width, answer, width * sizeof(int16_t));
                continue;
            }
            int16_t *largest = best + (*own - 1) * width;
            for (int64_t column = 0; column < width; column++)
                largest[column] = answer[column] > largest[column] ? answer[column] : largest[column];
        }
        exact(&net->tell, groups, best, told);
        for (int64_t at = 0; at < count; at++) {
            if (!group[at]) continue;
            const int16_t *answer = told + (number[group[at]] - 1) * full;
            int16_t *row = hidden + at * full;
            for (int64_t column = 0; column < full; column += WIDTH)
                store_shorts(row + column, shorts(row + column) + shorts(answer + column), -INT16_MAX);
        }
    }
    free(number);
    free(said);
    free(best);
    free(told);
    return failed;
}

/* Writes the scores of the tags of rows of words, one row of scores for each word; returns 0, or 1 without memory.

   `word` has the table row of each row, 0 between sequences; `group` the number of each word's stem, 0 there. */
static int rows_scored(const Names *net, const int32_t *word, const int32_t *group, int64_t count, float *scores) {
    const int64_t wide = net->width, middle = net->second.outputs, last = net->third.outputs;
    const int64_t heads = net->heads.outputs, edge = net->widest_gap;
    int64_t narrow = 0;
    for (int64_t index = 0; index < net->narrow_count; index++)
        narrow = net->narrow[index].down.outputs > narrow ? net->narrow[index].down.outputs : narrow;
    uint8_t *first = malloc((BLOCK + 2) * wide);
    int16_t *third = malloc(BLOCK * last * sizeof(int16_t));
    float *rows = malloc(BLOCK * heads * sizeof(float));
    /* a row of zeros before and one after the words; and `edge` of them around the narrow rows */
    int16_t *hidden = calloc((count + 2) * middle, sizeof(int16_t));
    uint8_t *small = calloc((count + 2 * edge) * narrow, 1), *across = malloc(count * narrow);
    int failed = !first || !third || !rows || !hidden || !small || !across;
    if (!failed) {
        int16_t *own = hidden + middle;
        uint8_t *down = small + edge * narrow;
        for (int64_t start = 0; start < count; start += BLOCK) {
            const int64_t size = start + BLOCK < count ? BLOCK : count - start;
            for (int64_t at = -1; at <= size; at++) {
                uint8_t *row = first + (at + 1) * wide;
                if (start + at < 0 || start + at >= count || !word[start + at]) memset(row, 0, wide);
                else first_bytes(net, word, count, start + at, row);
            }
            exact(&net->second, size, first + wide, own + start * middle);
        }
        clear_between(word, count, own, middle * sizeof(int16_t));
        for (int64_t index = 0; index < net->narrow_count; index++) {
            const Narrow *block = net->narrow + index;
            exact(&block->down, count, own, down);
            clear_between(word, count, down, narrow);
            exact(&block->across, count, down, across);
            exact(&block->up, count, across, own);
        }
        clear_between(word, count, own, middle * sizeof(int16_t));
        failed = listen(net, group, count, own);
        for (int64_t start = 0; start < count && !failed; start += BLOCK) {
            const int64_t size = start + BLOCK < count ? BLOCK : count - start;
            exact(&net->third, size, own + start * middle, third);
            exact(&net->heads, size, third, rows);
            for (int64_t at = 0; at < size; at++)
                if (word[start + at]) {
                    memcpy(scores, rows + at * heads, net->tags * sizeof(float));
                    scores += net->tags;
                }
        }
    }
    free(first);
    free(third);
    free(rows);
    free(hidden);
    free(small);
    free(across);
    return failed;
}

/* Returns how many of the next lengths make up a document of `tokens` tokens. */
static int64_t parts_of(const int32_t *lengths, int64_t count, int64_t tokens) {
    int64_t parts = 0;
    for (int64_t sum = 0; parts < count && sum < tokens; parts++) sum += lengths[parts];
    return parts;
}

/* Writes the scores of the tags of each word of documents, (words, tags); returns 0, or 1 without memory.

   `words` are the numbers of words, by which `known` and the rows of the table go; `documents` and `lengths` count those
   of each document and of each line. */
PUBLIC int names_scores(
    const Names *net, const Word *known, const int32_t *words, const int32_t *documents, int64_t document_count,
    const int32_t *lengths, int64_t lines, float *scores
) {
    int64_t most = 0;
    for (int64_t index = 0; index < document_count; index++) most = documents[index] > most ? documents[index] : most;
    int32_t *rows = malloc((most + lines + 1) * sizeof(int32_t)), *groups = malloc((most + lines + 1) * sizeof(int32_t));
    int failed = !rows || !groups;
    for (int64_t index = 0; index < document_count && !failed; index++) {
        const int64_t own = parts_of(lengths, lines, documents[index]);
        const int64_t count = lines_apart(words, lengths, own, NULL, rows, NULL);
        failed = stems_grouped(known, rows, count, groups) || rows_scored(net, rows, groups, count, scores);
        words += documents[index];
        scores += documents[index] * net->tags;
        lengths += own;
        lines -= own;
    }
    free(rows);
    free(groups);
    return failed;
}

/* Chains of tags. A token has `chains` rows of `tags` scores, at most MOST_TAGS; each chain has its transitions, (tags
   before, tags after). `starts` holds the first token of each sequence, ascending, and after the last one the number of
   tokens. What is done for all tags after one before is done at once, in one register of MOST_TAGS numbers. */
enum { MOST_TAGS = 8 };
typedef float Tags __attribute__((vector_size(4 * MOST_TAGS)));
typedef int32_t TagBits __attribute__((vector_size(4 * MOST_TAGS)));
typedef uint8_t Origins __attribute__((vector_size(MOST_TAGS)));
typedef double Shares __attribute__((vector_size(8 * MOST_TAGS)));
typedef int64_t ShareBits __attribute__((vector_size(8 * MOST_TAGS)));

/* Reads the scores of tags that lie before `end`; those that there are not have no chance. */
INLINE Tags tags_at(const float *scores, int64_t tags, const float *end) {
    Tags row = (Tags){0} - INFINITY;
    if (end - scores < MOST_TAGS) {
        for (int64_t tag = 0; tag < tags; tag++) row[tag] = scores[tag];
        return row;
    }
    const TagBits there = (TagBits){0, 1, 2, 3, 4, 5, 6, 7} < (int32_t)tags;
    TagBits read;
    memcpy(&read, scores, sizeof read);
    return (Tags)((read & there) | ((TagBits)row & ~there));
}

INLINE float highest_of(Tags x) {
    float pairs[MOST_TAGS / 2], top = -INFINITY;
    UNROLLED (int tag = 0; tag < MOST_TAGS / 2; tag++) pairs[tag] = x[tag] > x[tag + 4] ? x[tag] : x[tag + 4];
    const float left = pairs[0] > pairs[2] ? pairs[0] : pairs[2], right = pairs[1] > pairs[3] ? pairs[1] : pairs[3];
    top = left > right ? left : right;
    return top;
}

INLINE double sum_of(Shares x) { return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])); }

/* Scores and the tags before that they come from, the first one of equal ones; those of `late` come after. */
typedef struct {
    Tags score;
    TagBits from;
} Step;

INLINE Step better(Step early, Step late) {
    const TagBits more = late.score > early.score;
    return (Step){
        (Tags)(((TagBits)late.score & more) | ((TagBits)early.score & ~more)), (late.from & more) | (early.from & ~more)
    };
}

INLINE Step step_from(Tags best, const Tags *steps, const int before) {
    return (Step){best[before] + steps[before], (TagBits){0} + before};
}

/* Writes the best path (Viterbi) of each chain, (chains, tokens); returns 0, or 1 without memory. */
PUBLIC int best_paths(
    const float *scores, int64_t chains, int64_t tags, const float *transitions, const int64_t *starts,
    int64_t sequences, uint8_t *paths
) {
    int64_t longest = 0;
    const int64_t tokens = starts[sequences], stride = chains * tags;
    for (int64_t index = 0; index < sequences; index++)
        longest = starts[index + 1] - starts[index] > longest ? starts[index + 1] - starts[index] : longest;
    const float *end = scores + tokens * stride, *ends = transitions + chains * tags * tags;
    uint8_t *origins = malloc(longest * MOST_TAGS + 1);
    if (!origins) return 1;
    for (int64_t chain = 0; chain < chains; chain++) {
        uint8_t *path = paths + chain * tokens;
        Tags steps[MOST_TAGS];
        for (int64_t before = 0; before < MOST_TAGS; before++)
            steps[before] = (Tags){0} - INFINITY;
        for (int64_t before = 0; before < tags; before++)
            steps[before] = tags_at(transitions + (chain * tags + before) * tags, tags, ends);
        for (int64_t index = 0; index < sequences; index++) {
            const int64_t start = starts[index], stop = starts[index + 1];
            if (start == stop) continue;
            Tags best = tags_at(scores + start * stride + chain * tags, tags, end);
            for (int64_t token = start + 1; token < stop; token++) {
                Step pairs[MOST_TAGS / 2];
                UNROLLED (int pair = 0; pair < MOST_TAGS / 2; pair++)
                    pairs[pair] = better(step_from(best, steps, 2 * pair), step_from(best, steps, 2 * pair + 1));
                const Step step = better(better(pairs[0], pairs[1]), better(pairs[2], pairs[3]));
                const Origins from = __builtin_convertvector(step.from, Origins);
                memcpy(origins + (token - start) * MOST_TAGS, &from, sizeof from);
                best = step.score + tags_at(scores + token * stride + chain * tags, tags, end);
                best -= best[0]; /* sums stay small and exact */
            }
            uint8_t last = 0;
            for (int64_t tag = 1; tag < tags; tag++)
                if (best[tag] > best[last]) last = (uint8_t)tag;
            for (int64_t token = stop - 1; token > start; token--) {
                path[token] = last;
                last = origins[(token - start) * MOST_TAGS + last];
            }
            path[start] = last;
        }
    }
    free(origins);
    return 0;
}

/* e to the power of numbers that are not above 0; below -700 it is 0. Taylor's series of what is left of a power of 2. */
INLINE Shares powers(Shares x) {
    static const double terms[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                                   1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0};
    const double shift = 6755399441055744.0; /* 1.5 * 2 ** 52: what is added to it is rounded to a whole number */
    const ShareBits none = x < -700;
    x = (Shares)((ShareBits)x & ~none);
    const Shares shifted = x * 1.4426950408889634 + shift, twos = shifted - shift;
    const Shares rest = x - twos * 0.693147180369123816490 - twos * 1.90821492927058770002e-10;
    Shares sum = rest * terms[0] + terms[1];
    UNROLLED (int term = 2; term < 12; term++) sum = sum * rest + terms[term];
    const ShareBits scale = ((ShareBits)shifted << 52) + (1023LL << 52);
    return (Shares)((ShareBits)(sum * (Shares)scale) & ~none);
}

INLINE Shares widened(Tags x) { return __builtin_convertvector(x, Shares); }

/* Writes forward and backward probabilities of one sequence and the scales of the forward ones (Rabiner 1989).

   `steps` has the weights of the transitions from each tag, `back` those to each tag. */
static void forward_backward(
    const float *scores, const float *end, int64_t stride, int64_t tags, const Shares *steps, const Shares *back, int64_t tokens,
    Shares *weights, Shares *forward, Shares *backward, double *scales
) {
    for (int64_t token = 0; token < tokens; token++) {
        const Tags here = tags_at(scores + token * stride, tags, end);
        weights[token] = powers(widened(here - highest_of(here)));
        Shares row = weights[token];
        if (token) {
            const Shares before = forward[token - 1];
            Shares reached = before[0] * steps[0];
            for (int64_t from = 1; from < tags; from++) reached += before[from] * steps[from];
            row *= reached;
        }
        const double sum = sum_of(row);
        forward[token] = row / sum;
        scales[token] = sum;
    }
    backward[tokens - 1] = (Shares){0} + 1;
    for (int64_t token = tokens - 2; token >= 0; token--) {
        const Shares after = weights[token + 1] * backward[token + 1];
        Shares sum = after[0] * back[0];
        for (int64_t to = 1; to < tags; to++) sum += after[to] * back[to];
        backward[token] = sum / scales[token + 1];
    }
}

/* Writes for each span of the paths the probability of exactly these tags and of no longer span.

   A span is (chain, first token, last token + 1); they are sorted by chain and first token and lie within sequences.
   `inner` tells of each tag whether it continues a span. Returns 0, or 1 without memory. */
PUBLIC int span_probabilities(
    const float *scores, int64_t chains, int64_t tags, const float *transitions, const int64_t *starts,
    int64_t sequences, const uint8_t *paths, const uint8_t *inner, const int64_t *spans, int64_t count, double *result
) {
    const int64_t tokens = starts[sequences], stride = chains * tags;
    int64_t longest = 0;
    for (int64_t index = 0; index < sequences; index++)
        longest = starts[index + 1] - starts[index] > longest ? starts[index + 1] - starts[index] : longest;
    Shares *memory = aligned_alloc(sizeof(Shares), (3 * longest + 1) * sizeof(Shares));
    double *scales = malloc(longest * sizeof(double));
    const int failed = !memory || !scales;
    Shares *weights = memory, *forward = weights + longest, *backward = forward + longest;
    Shares steps[MOST_TAGS], back[MOST_TAGS];
    int64_t chain = -1, index = 0, start = 0, stop = 0;
    for (int64_t span = 0; span < count && !failed; span++) {
        const int64_t first = spans[3 * span + 1], last = spans[3 * span + 2] - 1;
        if (spans[3 * span] != chain) {
            chain = spans[3 * span];
            index = 0;
            stop = 0;
            for (int64_t from = 0; from < MOST_TAGS; from++)
                for (int64_t to = 0; to < MOST_TAGS; to++) {
                    const int known = from < tags && to < tags;
                    const double step = known ? exp((double)transitions[(chain * tags + from) * tags + to]) : 0;
                    steps[from][to] = back[to][from] = step;
                }
        }
        if (first >= stop) {
            while (starts[index + 1] <= first) index++;
            start = starts[index];
            stop = starts[index + 1];
            forward_backward(scores + start * stride + chain * tags, scores + tokens * stride, stride, tags, steps, back,
                             stop - start, weights, forward, backward, scales);
        }
        const uint8_t *path = paths + chain * tokens;
        double share = forward[first - start][path[first]];
        for (int64_t token = first + 1; token <= last; token++)
            share *= steps[path[token - 1]][path[token]] * weights[token - start][path[token]] / scales[token - start];
        double after = 1;
        if (last + 1 < stop) {
            const int64_t row = last + 1 - start;
            after = 0;
            for (int64_t tag = 0; tag < tags; tag++)
                if (!inner[tag]) after += steps[path[last]][tag] * weights[row][tag] * backward[row][tag];
            after /= scales[row];
        }
        share *= after;
        result[span] = share < 0 ? 0 : share > 1 ? 1 : share;
    }
    free(memory);
    free(scales);
    return failed;
}

/* A name: tokens, the tag that begins it, the place of the name that it lies in, or -1, the probability of exactly this
   span, and all bits of the marks of its words. */
typedef struct {
    int32_t start, stop, tag, outer;
    double score;
    int64_t marks;
} Found;

/* Returns the place of the first bracket without a partner in a span, or of the one whose partner ends the span, or -1.

   `brackets` are the numbers of "(" and ")". */
static int64_t bracket_in(const int32_t *words, const int32_t *brackets, int64_t start, int64_t stop) {
    int64_t open = 0, first = -1;
    for (int64_t at = start; at < stop; at++) {
        if (words[at] == brackets[0]) {
            if (!open++) first = at;
        } else if (words[at] == brackets[1]) {
            if (!open--) return at;
            if (at < stop - 1) continue;
            for (int64_t level = 1; level;) {
                at--;
                level += (words[at] == brackets[1]) - (words[at] == brackets[0]);
            }
            return at;
        }
    }
    return open ? first : -1;
}

/* Writes spans of a path, from a tag that is odd on over the even ones but 0, and returns how many there are. */
static int64_t spans_of(const uint8_t *path, int64_t tokens, int64_t chain, int64_t *spans) {
    const int64_t *begin = spans;
    for (int64_t token = 0; token < tokens; token++) {
        if (!(path[token] & 1)) continue;
        *spans++ = chain;
        *spans++ = token;
        while (token + 1 < tokens && path[token + 1] && !(path[token + 1] & 1)) token++;
        *spans++ = token + 1;
    }
    return (spans - begin) / 3;
}

/* Puts a name in its place among those found before: by start, the longer one first. */
static int64_t put(Found *names, int64_t count, Found name) {
    int64_t at = count;
    for (; at; at--) {
        const Found *before = names + at - 1;
        if (before->start < name.start || (before->start == name.start && before->stop >= name.stop)) break;
    }
    memmove(names + at + 1, names + at, (count - at) * sizeof(Found));
    names[at] = name;
    return count + 1;
}

/* Writes the first tokens of lines and of sentences, and the number of tokens, and returns how many those are. */
static int64_t edges_of(
    const int32_t *lines, int64_t line_count, const int32_t *sentences, int64_t sentence_count, int64_t tokens,
    int64_t *starts
) {
    int64_t count = 0, line = 0, sentence = 0, next_line = 0, next_sentence = 0;
    for (int64_t at = 0; at < tokens; at = next_line < next_sentence ? next_line : next_sentence) {
        starts[count++] = at;
        while (next_line <= at) next_line = line < line_count ? next_line + lines[line++] : tokens;
        while (next_sentence <= at)
            next_sentence = sentence < sentence_count ? next_sentence + sentences[sentence++] : tokens;
    }
    starts[count] = tokens;
    return count;
}

/* Writes the names that two chains of tags tell of in a document, the outer and the inner ones (names.py), and returns
   how many there are, or -1 without memory. */
static int64_t found_in(
    const Numbering *numbering, const uint8_t *marks, const int32_t *words, float *scores, int64_t tokens, int64_t tags,
    const float *transitions, const int32_t *lines, int64_t line_count, const int32_t *sentences,
    int64_t sentence_count, float impossible, Found *names
) {
    uint8_t *paths = malloc(2 * tokens + tags);
    int64_t *starts = malloc((line_count + sentence_count + 2) * sizeof(int64_t));
    int64_t *spans = malloc(6 * tokens * sizeof(int64_t)), *places = calloc(2 * tokens, sizeof(int64_t));
    double *shares = malloc(2 * tokens * sizeof(double));
    int64_t found = -1;
    if (!paths || !starts || !spans || !places || !shares) goto end;
    const int64_t sequences = edges_of(lines, line_count, sentences, sentence_count, tokens, starts);
    for (int64_t index = 0; index < sequences; index++)
        for (int64_t tag = 2; tag < tags; tag += 2)
            for (int chain = 0; chain < 2; chain++) scores[(2 * starts[index] + chain) * tags + tag] = impossible;
    if (best_paths(scores, 2, tags, transitions, starts, sequences, paths)) goto end;
    const int64_t outer = spans_of(paths, tokens, 0, spans);
    int64_t all = outer;
    for (int64_t span = 0; span < outer && all == outer; span++) /* an inner name has room only in several words */
        if (spans[3 * span + 2] - spans[3 * span + 1] > 1)
            all += spans_of(paths + tokens, tokens, 1, spans + 3 * outer);
    const int32_t brackets[] = {
        look_up(&numbering->table, hashed(EMPTY, '('), -1) & ~AGAIN,
        look_up(&numbering->table, hashed(EMPTY, ')'), -1) & ~AGAIN,
    };
    int64_t count = 0; /* at first the score of a name is the place of its span */
    for (int64_t span = 0, next = outer; span < outer; span++) {
        const int64_t start = spans[3 * span + 1], stop = spans[3 * span + 2];
        const int64_t bracket = bracket_in(words, brackets, start, stop);
        int before = 0;
        if (bracket < 0) names[count++] = (Found){(int32_t)start, (int32_t)stop, paths[start], -1, (double)span, 0};
        while (next < all && spans[3 * next + 1] < start) next++;
        for (; next < all && spans[3 * next + 2] <= stop; next++) {
            const int64_t first = spans[3 * next + 1], last = spans[3 * next + 2];
            if (last - first == stop - start || bracket_in(words, brackets, first, last) >= 0) continue;
            before |= first < bracket;
            names[count++] = (Found){(int32_t)first, (int32_t)last, paths[tokens + first], -1, (double)next, 0};
        }
        if (bracket > start && !before)
            names[count++] = (Found){(int32_t)start, (int32_t)bracket, paths[start], -1, (double)span, 0};
    }
    for (int64_t name = 0; name < count; name++) places[(int64_t)names[name].score] = 1;
    int64_t asked = 0;
    for (int64_t span = 0; span < all; span++) {
        if (!places[span]) continue;
        memmove(spans + 3 * asked, spans + 3 * span, 3 * sizeof(int64_t));
        places[span] = asked++;
    }
    uint8_t *inner = paths + 2 * tokens;
    for (int64_t tag = 0; tag < tags; tag++) inner[tag] = tag && !(tag & 1);
    if (span_probabilities(scores, 2, tags, transitions, starts, sequences, paths, inner, spans, asked, shares))
        goto end;
    found = 0;
    for (int64_t name = 0; name < count; name++) {
        Found one = names[name];
        one.score = shares[places[(int64_t)one.score]];
        for (int64_t at = one.start; at < one.stop; at++) one.marks |= marks[words[at]];
        found = put(names, found, one);
    }
    for (int64_t name = 1, outer = 0; name < found; name++)
        if (names[name].stop <= names[outer].stop) names[name].outer = (int32_t)outer;
        else outer = name;
end:
    free(paths);
    free(starts);
    free(spans);
    free(places);
    free(shares);
    return found;
}

/* Writes the names in documents and returns how many there are, or -1 without memory. Their tokens count from the first
   one of all documents, the names in which they lie from the first one of their document.

   `documents`, `lines` and `sentences` count the tokens of each; in `scores` tags that cannot begin a line or a sentence
   get the score `impossible`. `marks` go by the number of a word. */
PUBLIC int64_t names_found(
    const Numbering *numbering, const uint8_t *marks, const int32_t *words, float *scores, int64_t tags,
    const float *transitions, const int32_t *documents, int64_t document_count, const int32_t *lines,
    int64_t line_count, const int32_t *sentences, int64_t sentence_count, float impossible, Found *names
) {
    int64_t total = 0, token = 0;
    for (int64_t index = 0; index < document_count; index++) {
        const int64_t tokens = documents[index], own_lines = parts_of(lines, line_count, tokens);
        const int64_t own_sentences = parts_of(sentences, sentence_count, tokens);
        const int64_t found = found_in(numbering, marks, words + token, scores + 2 * token * tags, tokens, tags,
                                       transitions, lines, own_lines, sentences, own_sentences, impossible,
                                       names + total);
        if (found < 0) return -1;
        for (int64_t name = total; name < total + found; name++) {
            names[name].start += (int32_t)token;
            names[name].stop += (int32_t)token;
        }
        total += found;
        token += tokens;
        lines += own_lines, line_count -= own_lines;
        sentences += own_sentences, sentence_count -= own_sentences;
    }
    return total;
}
