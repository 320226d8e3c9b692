/* origin: an upstream whose every packet is known in advance (see ts.h): live, HLS, films, files, and the answers of an
 * AceStream engine. One thread, epoll, loopback only. See README.md for its addresses. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <signal.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include "ts.h"
#define RING 65536 /* packets of the live channel kept: 12 s at the nominal rate */

/* What is being sent after the head. */
enum { IDLE, LIVE, MADE, A_FILE };

typedef struct conn {
  int fd, kind;
  int wants_out;   /* waits for room in the socket (EPOLLOUT) */
  int busy;        /* a request is being answered: what comes meanwhile is discarded */
  int close_after; /* this answer */
  char request[8192];
  int request_len;
  char head[2048]; /* of the answer; answer_text bodies too */
  int head_len, head_sent;
  uint64_t at;  /* LIVE, MADE: byte position in the endless stream that ts.h describes */
  uint64_t end; /* MADE: its end; UINT64_MAX when endless */
  int file;
  off_t file_at;
  uint64_t file_left;
  struct conn *next, *prev; /* among the viewers viewers, */
  int counted;              /* if it is one */
} conn;

static uint8_t *ring;
static uint64_t ring_head; /* packets made so far */
static uint64_t default_rate = NOMINAL;
static int poll_fd, port = 9100, tick_ms = 20;
static const char *root = ".";
static uint64_t live_accepts, live_open, live_peak, bytes_sent, skipped_packets, requests, ace_streams, ace_stops,
    hls_requests, made_requests, connections;
static conn *viewers;
static uint64_t max_lag_ms = 5000;

/* Whether to be told of room in the socket. */
static void want(conn *c, int w) {
  if (c->wants_out == w)
    return;
  c->wants_out = w;
  struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP | (w ? EPOLLOUT : 0), .data.ptr = c};
  epoll_ctl(poll_fd, EPOLL_CTL_MOD, c->fd, &e);
}

static void forget_viewer(conn *c) {
  if (c->counted) {
    live_open--;
    c->counted = 0;
    if (c->prev)
      c->prev->next = c->next;
    else
      viewers = c->next;
    if (c->next)
      c->next->prev = c->prev;
  }
}

static void close_conn(conn *c) {
  forget_viewer(c);
  if (c->file > 0)
    close(c->file);
  close(c->fd);
  c->fd = -1;
  free(c);
}

/* Makes the packets up to head. */
static void ring_fill(uint64_t h) {
  if (h > ring_head + RING || !ring_head)
    ring_head = h - RING / 2;
  while (ring_head < h) {
    ts_gen(ring_head, ring + (ring_head % RING) * PK);
    ring_head++;
  }
}

#include "answers.h"

static uint8_t made[PK * 704]; /* the piece of a film or segment at hand */

/* The answer is complete. */
static void done(conn *c) {
  if (c->close_after) {
    shutdown(c->fd, SHUT_WR);
    close_conn(c);
    return;
  }
  c->busy = 0;
  c->kind = IDLE;
  want(c, 0);
}

/* After a send that failed: wait for room, or the end. */
static int full_or_gone(conn *c) {
  if (errno == EAGAIN) {
    want(c, 1);
    return 0;
  }
  close_conn(c);
  return -1;
}

/* A viewer further behind than --max-lag-ms is moved forward, and what it misses is counted. */
static int pump_live(conn *c) {
  uint64_t h = ring_head * PK;
  uint64_t lag = max_lag_ms * default_rate / 8000 / PK * PK;
  if (h - c->at > lag && (c->at % PK == 0 || h - c->at > (uint64_t)(RING - 2000) * PK)) {
    uint64_t nc = h - PK * 100 + (c->at % PK);
    skipped_packets += (nc - c->at) / PK;
    c->at = nc;
  }
  while (c->at < h) {
    uint64_t n = h - c->at;
    if (n > 1 << 20)
      n = 1 << 20;
    uint64_t o = c->at % ((uint64_t)RING * PK);
    if (o + n > (uint64_t)RING * PK)
      n = (uint64_t)RING * PK - o;
    ssize_t k = send(c->fd, ring + o, n, MSG_NOSIGNAL);
    if (k < 0)
      return full_or_gone(c);
    c->at += k;
    bytes_sent += k;
  }
  want(c, 0);
  return 0;
}

/* At most eight pieces in a row: others wait too. */
static int pump_made(conn *c) {
  int loops = 0;
  while (c->at < c->end) {
    if (loops++ >= 8) {
      want(c, 1);
      return 0;
    }
    uint64_t n0 = c->at / PK;
    unsigned off = c->at % PK;
    int cnt = 352;
    uint64_t left = c->end - c->at;
    if (left < (uint64_t)cnt * PK)
      cnt = (left + off + PK - 1) / PK;
    for (int i = 0; i < cnt; i++)
      ts_gen(n0 + i, made + i * PK);
    uint64_t n = (uint64_t)cnt * PK - off;
    if (n > left)
      n = left;
    ssize_t k = send(c->fd, made + off, n, MSG_NOSIGNAL);
    if (k < 0)
      return full_or_gone(c);
    c->at += k;
    bytes_sent += k;
    if ((uint64_t)k < n) {
      want(c, 1);
      return 0;
    }
  }
  done(c);
  return -1;
}

static int pump_file(conn *c) {
  while (c->file_left) {
    ssize_t k = sendfile(c->fd, c->file, &c->file_at, c->file_left > 1 << 20 ? 1 << 20 : c->file_left);
    if (k <= 0) {
      if (k < 0 && errno == EAGAIN) {
        want(c, 1);
        return 0;
      }
      close_conn(c);
      return -1;
    }
    c->file_left -= k;
    bytes_sent += k;
  }
  close(c->file);
  c->file = 0;
  done(c);
  return -1;
}

/* Sends what there is and fits; -1 when the answer is complete or the connection is gone. */
static int pump(conn *c) {
  while (c->head_sent < c->head_len) {
    int k = send(c->fd, c->head + c->head_sent, c->head_len - c->head_sent, MSG_NOSIGNAL);
    if (k < 0)
      return full_or_gone(c);
    c->head_sent += k;
  }
  if (c->kind == IDLE) {
    done(c);
    return -1;
  }
  switch (c->kind) {
  case LIVE:
    return pump_live(c);
  case MADE:
    return pump_made(c);
  default:
    return pump_file(c);
  }
}

/* Reads a request; -1 if the connection is gone. */
static void on_input(conn *c) {
  if (c->busy) {
    char ignored[512];
    ssize_t k = recv(c->fd, ignored, sizeof ignored, MSG_DONTWAIT);
    if (k == 0 || (k < 0 && errno != EAGAIN))
      close_conn(c);
    return;
  }
  ssize_t k = recv(c->fd, c->request + c->request_len, sizeof c->request - 1 - c->request_len, 0);
  if (k <= 0) {
    if (k == 0 || errno != EAGAIN)
      close_conn(c);
    return;
  }
  c->request_len += k;
  c->request[c->request_len] = 0;
  if (strstr(c->request, "\r\n\r\n")) {
    route(c);
    c->request_len = 0;
    pump(c);
  } else if (c->request_len >= (int)sizeof c->request - 1)
    close_conn(c);
}

/* New connections until there are none. */
static void on_arrivals(int listening) {
  int fd, on = 1;
  while ((fd = accept4(listening, 0, 0, SOCK_NONBLOCK)) >= 0) {
    connections++;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    conn *c = calloc(1, sizeof *c);
    c->fd = fd;
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = c};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

/* The channel has moved on: every viewer with room gets the new packets. */
static void on_tick(void) {
  if (!viewers)
    return;
  ring_fill(ts_head(now_ns(), default_rate));
  conn *next;
  for (conn *c = viewers; c; c = next) {
    next = c->next;
    if (c->kind == LIVE && !c->wants_out)
      pump(c);
  }
}

static void on_event(conn *c, uint32_t events) {
  if (events & (EPOLLHUP | EPOLLERR))
    close_conn(c);
  else if (events & EPOLLIN)
    on_input(c);
  else if (events & EPOLLRDHUP)
    close_conn(c);
  else if (events & EPOLLOUT)
    pump(c);
}

static int read_options(int count, char **words) {
  for (int i = 1; i < count; i += 2) {
    const char *name = words[i], *value = i + 1 < count ? words[i + 1] : "";
    if (!strcmp(name, "--port"))
      port = atoi(value);
    else if (!strcmp(name, "--root"))
      root = value;
    else if (!strcmp(name, "--rate"))
      default_rate = strtoull(value, 0, 10);
    else if (!strcmp(name, "--tick"))
      tick_ms = atoi(value);
    else if (!strcmp(name, "--max-lag-ms"))
      max_lag_ms = strtoull(value, 0, 10);
    else
      return -1;
  }
  return tick_ms > 0 ? 0 : -1;
}

static int watch(int fd, void *as) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = as};
  return epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
}

int main(int count, char **words) {
  if (read_options(count, words)) {
    fputs("usage: origin [--port N] [--root FOLDER] [--rate BPS] [--tick MS] [--max-lag-ms MS]\n", stderr);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  ts_init();
  ring = malloc((size_t)RING * PK);
  int listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listening, (void *)&here, sizeof here) || listen(listening, 4096)) {
    perror("origin: bind");
    return 1;
  }
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  struct timespec tick = {tick_ms / 1000, tick_ms % 1000 * 1000000L};
  struct itimerspec ticks = {tick, tick};
  timerfd_settime(timer, 0, &ticks, 0);
  poll_fd = epoll_create1(0);
  watch(listening, &listening);
  watch(timer, &timer);
  fprintf(stderr, "origin on 127.0.0.1:%d\n", port);
  struct epoll_event events[512];
  for (;;) {
    int n = epoll_wait(poll_fd, events, 512, -1), ticked = 0;
    for (int i = 0; i < n; i++) {
      uint64_t passed;
      if (events[i].data.ptr == &listening)
        on_arrivals(listening);
      else if (events[i].data.ptr == &timer)
        ticked = read(timer, &passed, sizeof passed) > 0;
      else
        on_event(events[i].data.ptr, events[i].events);
    }
    if (ticked)
      on_tick();
  }
}
