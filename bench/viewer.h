/* One viewer of swarm: what it is, how it asks, and how its packets are checked. reading.h reads the answers.
 */
#ifndef VIEWER_H
#define VIEWER_H
#include "ts.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OFF, CONNECTING, IN_HEAD, IN_BODY, WAITING, ENDED };

typedef struct {
  int fd, state, error;     /* error: see stop() */
  int sampled, late, stall; /* every packet checked; joins inside the window; never reads */
  char host[64];
  int port;
  char path[1024];

  /* the answer at hand */
  int code, chunked, redirects, keep_alive;
  char head[8192]; /* the head while it comes, then a chunk's size line */
  int head_len;
  int64_t left; /* of Content-Length; -1 without one */
  int in_chunk;
  uint64_t chunk_left;

  /* the stream, on sampled viewers */
  uint8_t packet[PK];
  int packet_len, synced;
  int aligned;     /* a first packet's number is known, so */
  uint64_t expect; /* this is the next */
  int seen_pat, seen_pmt;
  uint64_t lost, gaps, dup, corrupt, unsynced; /* packets; runs of them; packets; packets; bytes */
  double latency_sum, latency_max;             /* ms behind the origin's clock, per packet */
  uint64_t latency_n;

  /* moments in ns; 0 = not yet */
  uint64_t asked_at, connected_at, first_byte_at, first_key_at;
  uint64_t last_read_at, longest_gap, window_bytes; /* inside the window */

  /* HLS */
  int on_list; /* the answer at hand is a playlist */
  char list[65536];
  int list_len;
  char list_host[64];
  int list_port;
  char list_path[1024];
  uint64_t last_segment;
  char segment_url[32][600];
  int segment_next, segment_count;
  uint64_t wake_at;
  uint64_t list_requests, segment_requests, segment_errors;
} viewer;

static int poll_fd, hls_mode;
static int channels = 1, first_channel = 1;
static int measuring; /* inside the window */
static uint64_t rate = NOMINAL;
static const char *url;
static char extra_headers[2048];

/* Splits http://HOST[:PORT]/PATH; -1 if it is something else. */
static int parse_url(const char *u, char *h, int *p, char *pa, int n) {
  if (strncmp(u, "http://", 7))
    return -1;
  u += 7;
  const char *s = strchr(u, '/');
  int l = s ? s - u : (int)strlen(u);
  char b[128];
  if (l > 127)
    l = 127;
  memcpy(b, u, l);
  b[l] = 0;
  char *c = strchr(b, ':');
  *p = 80;
  if (c) {
    *c = 0;
    *p = atoi(c + 1);
  }
  if (!strcmp(b, "localhost") || !strcmp(b, "0.0.0.0"))
    strcpy(b, "127.0.0.1");
  snprintf(h, 64, "%s", b);
  snprintf(pa, n, "%s", s ? s : "/");
  return 0;
}

static void write_request(viewer *v, char *o, int *l, int n) {
  *l = snprintf(o, n,
                "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUser-Agent: VLC/3.0.18\r\nAccept: */*\r\n%sConnection: %s\r\n\r\n",
                v->path, v->host, v->port, extra_headers, hls_mode ? "keep-alive" : "close");
}

/* The end of a viewer: 0, an errno, or 10000 + the status that was refused. */
static void stop(viewer *v, int err) {
  if (v->fd >= 0) {
    close(v->fd);
    v->fd = -1;
  }
  v->state = ENDED;
  v->error = err;
}

static void forget_answer(viewer *v) {
  v->head_len = 0;
  v->chunked = 0;
  v->left = -1;
  v->in_chunk = 0;
  v->chunk_left = 0;
}

/* Opens a connection; the request follows when it stands. */
static void dial(viewer *v) {
  if (v->fd >= 0)
    close(v->fd);
  v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (v->fd < 0) {
    stop(v, errno);
    return;
  }
  int o = 1;
  setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &o, sizeof o);
  if (v->stall) {
    int b = 32768;
    setsockopt(v->fd, SOL_SOCKET, SO_RCVBUF, &b, sizeof b);
  }
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(v->port)};
  struct sockaddr_in l = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  bind(v->fd, (void *)&l, sizeof l);
  if (inet_pton(AF_INET, v->host, &a.sin_addr) != 1) {
    stop(v, EINVAL);
    return;
  }
  v->state = CONNECTING;
  forget_answer(v);
  struct epoll_event e = {.events = EPOLLOUT | EPOLLIN | EPOLLRDHUP, .data.ptr = v};
  if (connect(v->fd, (void *)&a, sizeof a) && errno != EINPROGRESS) {
    stop(v, errno);
    return;
  }
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, v->fd, &e);
}

static void send_request(viewer *v) {
  char r[4096];
  int l;
  write_request(v, r, &l, sizeof r);
  if (send(v->fd, r, l, MSG_NOSIGNAL) != l) {
    stop(v, errno ? errno : EIO);
    return;
  }
  v->state = IN_HEAD;
  forget_answer(v);
  struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = v};
  epoll_ctl(poll_fd, EPOLL_CTL_MOD, v->fd, &e);
}

/* Compares a packet with the one that must come; if it is another, finds its number inside it and counts what is
 * missing. */
static void check_packet(viewer *v, const uint8_t *p) {
  uint8_t g[PK];
  unsigned pid = (p[1] & 31) << 8 | p[2];
  if (p[0] != 0x47) {
    v->unsynced++;
  }
  if (pid == 0)
    v->seen_pat = 1;
  if (pid == PMTPID && v->seen_pat)
    v->seen_pmt = 1;
  if (!v->first_key_at && v->seen_pmt && pid == VPID && (p[3] & 0x20) && p[4] && (p[5] & 0x40) && (p[1] & 0x40))
    v->first_key_at = now_ns();
  uint64_t n;
  if (v->aligned) {
    ts_gen(v->expect, g);
    if (!memcmp(g, p, PK)) {
      n = v->expect++;
      goto ok;
    }
  }
  if (pid != VPID) {
    if (!v->aligned)
      return;
    v->unsynced++;
    return;
  }
  { /* locate by embedded number */
    int af = (p[3] & 0x20) ? p[4] + 1 : 0;
    int offs[3] = {4, 4 + af + 14 + 15, 4 + af + 14 + 29};
    n = UINT64_MAX;
    for (int i = 0; i < 3; i++) {
      if (offs[i] + 8 > PK)
        continue;
      uint64_t c = ts_rd64(p + offs[i]);
      if (ts_seqoff(c) == offs[i]) {
        ts_gen(c, g);
        if (!memcmp(g, p, PK)) {
          n = c;
          break;
        }
      }
    }
    if (n == UINT64_MAX) {
      v->corrupt++;
      if (v->aligned)
        v->expect++;
      return;
    }
    if (v->aligned) {
      if (n > v->expect) {
        v->lost += n - v->expect;
        v->gaps++;
      } else {
        v->dup++;
      }
    }
    v->aligned = 1;
    v->expect = n + 1;
  }
ok:
  if (measuring) {
    uint64_t t = now_ns();
    if (rate) {
      double lat = ((double)ts_head(t, rate) - (double)n) * 1504.0 * 1000 / rate;
      v->latency_sum += lat;
      v->latency_n++;
      if (lat > v->latency_max)
        v->latency_max = lat;
    }
  }
}

/* What came: the first byte's time, and inside the window the bytes and the longest pause. */
static void count(viewer *v, int n) {
  uint64_t t = now_ns();
  if (!v->first_byte_at)
    v->first_byte_at = t;
  if (!measuring)
    return;
  v->window_bytes += n;
  if (v->last_read_at && t - v->last_read_at > v->longest_gap)
    v->longest_gap = t - v->last_read_at;
  v->last_read_at = t;
}

#endif
