/* Synthetic MPEG-TS whose every packet is a pure function of its number n, so that a
 * receiver can verify each byte and count loss, duplication and corruption exactly.
 * Layout: "pair" = PAT, PMT, 2 video frames of 211 packets (424 packets, ~80 ms at 8 Mbit/s);
 * GOP = 25 pairs = 10600 packets = 1.9928 s at 8 Mbit/s; the GOP's first frame is a keyframe
 * (random_access_indicator=1, PCR, PES start, SPS/PPS/IDR NAL start codes). */
#ifndef TS_H
#define TS_H
#include <stdint.h>
#include <string.h>
#include <time.h>
#define PK 188
#define PAIR 424
#define GOP (PAIR * 25)
#define NOMINAL 8000000ULL
#define VPID 0x100
#define PMTPID 0x1000
static uint8_t ts_rnd[65536 + 256];
static uint32_t ts_crctab[256];

static uint32_t ts_crc(const uint8_t *p, int l) {
  uint32_t c = 0xffffffff;
  while (l--)
    c = (c << 8) ^ ts_crctab[((c >> 24) ^ *p++) & 255];
  return c;
}

static void ts_init(void) {
  uint64_t x = 88172645463325252ULL;
  for (unsigned i = 0; i < sizeof ts_rnd; i++) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    ts_rnd[i] = (uint8_t)(x >> 32) | 0x40;
  } /* never 0/1: no start code emulation */
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i << 24;
    for (int j = 0; j < 8; j++)
      c = c & 0x80000000 ? (c << 1) ^ 0x04c11db7 : c << 1;
    ts_crctab[i] = c;
  }
}

static inline uint64_t ts_rd64(const uint8_t *p) {
  uint64_t v = 0;
  for (int i = 0; i < 8; i++)
    v = v << 8 | p[i];
  return v;
}

static inline void ts_wr64(uint8_t *p, uint64_t v) {
  for (int i = 7; i >= 0; i--) {
    p[i] = (uint8_t)v;
    v >>= 8;
  }
}

/* offset of the 8-byte packet number inside a video packet */
static inline int ts_seqoff(uint64_t n) {
  unsigned r = n % PAIR;
  if (r < 2)
    return -1;
  unsigned v = (r - 2) % 211;
  if (v)
    return 4;
  int o = 4 + 8 + 14; /* AF(8) + PES header(14) */
  return o + (n % GOP == 2 ? 4 + 6 + 7 + 7 + 5 : 4 + 6 + 5);
}

static void ts_gen(uint64_t n, uint8_t *p) {
  unsigned r = n % PAIR;
  uint64_t pair = n / PAIR;
  p[0] = 0x47;
  if (r < 2) { /* PAT / PMT */
    static const uint8_t pat[] = {0, 0x00, 0xb0, 0x0d, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | (PMTPID >> 8), PMTPID & 255};
    static const uint8_t pmt[] = {0,          0x02, 0xb0, 0x12, 0,
                                  1,          0xc1, 0,    0,    0xe0 | (VPID >> 8),
                                  VPID & 255, 0xf0, 0,    0x1b, 0xe0 | (VPID >> 8),
                                  VPID & 255, 0xf0, 0};
    unsigned pid = r ? PMTPID : 0;
    const uint8_t *s = r ? pmt : pat;
    int l = r ? sizeof pmt : sizeof pat;
    p[1] = 0x40 | (pid >> 8);
    p[2] = pid & 255;
    p[3] = 0x10 | (pair & 15);
    memcpy(p + 4, s, l);
    uint32_t c = ts_crc(s + 1, l - 1);
    p[4 + l] = c >> 24;
    p[5 + l] = c >> 16;
    p[6 + l] = c >> 8;
    p[7 + l] = c;
    memset(p + 8 + l, 0xff, PK - 8 - l);
    return;
  }
  uint64_t vi = pair * 422 + (r - 2);
  unsigned v = (r - 2) % 211;
  int o = 4;
  p[1] = VPID >> 8;
  p[2] = VPID & 255;
  p[3] = 0x10 | (vi & 15);
  if (v == 0) {
    int key = n % GOP == 2;
    uint64_t t90 = (uint64_t)((__uint128_t)n * PK * 8 * 90000 / NOMINAL) & 0x1ffffffffULL;
    p[1] |= 0x40;
    p[3] |= 0x20;
    p[4] = 7;
    p[5] = 0x10 | (key ? 0x40 : 0);
    p[6] = t90 >> 25;
    p[7] = t90 >> 17;
    p[8] = t90 >> 9;
    p[9] = t90 >> 1;
    p[10] = (uint8_t)((t90 & 1) << 7) | 0x7e;
    p[11] = 0;
    o = 12;
    uint64_t pts = t90 + 9000;
    const uint8_t pes[14] = {0,
                             0,
                             1,
                             0xe0,
                             0,
                             0,
                             0x84,
                             0x80,
                             5,
                             (uint8_t)(0x21 | ((pts >> 29) & 0xe)),
                             (uint8_t)(pts >> 22),
                             (uint8_t)(1 | ((pts >> 14) & 0xfe)),
                             (uint8_t)(pts >> 7),
                             (uint8_t)(1 | ((pts << 1) & 0xfe))};
    memcpy(p + o, pes, 14);
    o += 14;
    static const uint8_t aud[] = {0, 0, 0, 1, 0x09, 0xf0, 0, 0, 0, 1};
    memcpy(p + o, aud, 10);
    o += 10;
    if (key) {
      static const uint8_t sps[] = {0x67, 0x42, 0,    0x1e, 0xab, 0x40, 0x80, 0,    0,   1,
                                    0x68, 0xce, 0x38, 0x80, 0,    0,    1,    0x65, 0x88};
      memcpy(p + o, sps, 19);
      o += 19;
    } else {
      static const uint8_t sl[] = {0x41, 0x9a, 0x24, 0x6c, 0x41};
      memcpy(p + o, sl, 5);
      o += 5;
    }
  }
  ts_wr64(p + o, n);
  o += 8;
  memcpy(p + o, ts_rnd + (uint16_t)(n * 40503u), PK - o);
}

static inline uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* live position (packets) of the channel at a moment: shared clock of origin and viewers */
static inline uint64_t ts_head(uint64_t ns, uint64_t rate) {
  return (uint64_t)((__uint128_t)ns * rate / (1504ULL * 1000000000ULL));
}
#endif
