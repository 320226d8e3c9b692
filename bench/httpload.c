/* httpload: conn keep-alive connections, each asking again as soon as it is answered (a closed loop), in one thread.
 * Prints one line of JSON: answers per second, percentiles in ms, gzip and ETag seen. With --vod-check every byte of a
 * film of origin's is compared. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
#include <unistd.h>
#include <signal.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include "ts.h"

enum { FREE, CONNECTING, IN_HEAD, IN_BODY };

typedef struct {
  int fd, state, target; /* target: which of the URLs */
  int code, chunked, keep_alive;
  int64_t left; /* of Content-Length; -1 without one */
  char head[16384];
  int head_len;
  int in_chunk; /* 0: its size line, 1: its take_body, 2: the end */
  uint64_t chunk_left;
  char chunk_line[32];
  int chunk_line_len;
  uint64_t asked_at, headed_at; /* ns */
  uint64_t body, film_at;       /* bytes of this answer; place in the film, with --vod-check */
  int wrong;
} conn;

static int poll_fd, conns = 1, secs = 5, keep_alive = 1, check_film, timeout_s = 60;
static uint64_t most = UINT64_MAX, started, ok, failed, bytes, corrupt;
static char extra_headers[4096];

static struct {
  char host[64];
  int port;
  char path[2048];
} targets[16];

static int target_count;

static float *times, *head_times; /* ms */
static uint64_t time_count, time_room;
static int codes[1000];
static char first_head[4096];
static uint64_t last_body, film_from;

static int parse_url(const char *u, int i) {
  if (strncmp(u, "http://", 7))
    return -1;
  u += 7;
  const char *s = strchr(u, '/');
  int l = s ? s - u : (int)strlen(u);
  char b[64];
  if (l > 63)
    l = 63;
  memcpy(b, u, l);
  b[l] = 0;
  char *c = strchr(b, ':');
  targets[i].port = 80;
  if (c) {
    *c = 0;
    targets[i].port = atoi(c + 1);
  }
  snprintf(targets[i].host, 64, "%s", strcmp(b, "localhost") ? b : "127.0.0.1");
  snprintf(targets[i].path, 2048, "%s", s ? s : "/");
  return 0;
}

static void start(conn *c);

static void finish(conn *c, int good) {
  if (good) {
    uint64_t t = now_ns();
    if (time_count == time_room) {
      time_room = time_room ? time_room * 2 : 65536;
      times = realloc(times, time_room * 4);
      head_times = realloc(head_times, time_room * 4);
    }
    times[time_count] = (t - c->asked_at) / 1e6;
    head_times[time_count++] = (c->headed_at - c->asked_at) / 1e6;
    ok++;
    if (c->code < 1000)
      codes[c->code]++;
    last_body = c->body;
    if (c->wrong)
      corrupt++;
  } else
    failed++;
  if (!good || !c->keep_alive || !keep_alive) {
    if (c->fd >= 0)
      close(c->fd);
    c->fd = -1;
  }
  c->state = FREE;
}

static void send_request(conn *c) {
  char r[8192];
  int i = c->target;
  int l = snprintf(
      r, sizeof r, "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUser-Agent: benchkit\r\nAccept: */*\r\n%sConnection: %s\r\n\r\n",
      targets[i].path, targets[i].host, targets[i].port, extra_headers, keep_alive ? "keep-alive" : "close");
  if (send(c->fd, r, l, MSG_NOSIGNAL) != l) {
    finish(c, 0);
    return;
  }
  c->state = IN_HEAD;
  c->head_len = 0;
  c->chunked = 0;
  c->left = -1;
  c->in_chunk = 0;
  c->chunk_left = 0;
  c->body = 0;
  c->film_at = film_from;
  c->wrong = 0;
  c->chunk_line_len = 0;
  struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = c};
  epoll_ctl(poll_fd, EPOLL_CTL_MOD, c->fd, &e);
}

static void start(conn *c) {
  c->target = started++ % target_count;
  c->asked_at = now_ns();
  if (c->fd >= 0) {
    send_request(c);
    return;
  }
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int o = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &o, sizeof o);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(targets[c->target].port)};
  inet_pton(AF_INET, targets[c->target].host, &a.sin_addr);
  c->state = CONNECTING;
  if (connect(c->fd, (void *)&a, sizeof a) && errno != EINPROGRESS) {
    finish(c, 0);
    return;
  }
  struct epoll_event e = {.events = EPOLLOUT | EPOLLRDHUP, .data.ptr = c};
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, c->fd, &e);
}

static void take_body(conn *c, const uint8_t *b, int n) {
  c->body += n;
  bytes += n;
  if (check_film)
    while (n > 0) {
      uint64_t p = c->film_at / PK;
      unsigned o = c->film_at % PK;
      static __thread uint8_t g[PK];
      ts_gen(p, g);
      int k = PK - o;
      if (k > n)
        k = n;
      if (memcmp(g + o, b, k))
        c->wrong = 1;
      c->film_at += k;
      b += k;
      n -= k;
    }
}

static int take_answer(conn *c, uint8_t *b, int n) {
  if (!c->chunked) {
    if (c->left >= 0) {
      int k = n < c->left ? n : (int)c->left;
      take_body(c, b, k);
      c->left -= k;
      return c->left == 0;
    }
    take_body(c, b, n);
    return 0;
  }
  for (int i = 0; i < n;) {
    if (c->in_chunk == 0) {
      char x = b[i++];
      if (x == '\n') {
        if (c->chunk_line_len) {
          c->chunk_line[c->chunk_line_len] = 0;
          c->chunk_left = strtoull(c->chunk_line, 0, 16);
          c->chunk_line_len = 0;
          if (!c->chunk_left) {
            c->in_chunk = 2;
          } else
            c->in_chunk = 1;
        }
      } else if (x != '\r' && c->chunk_line_len < 20)
        c->chunk_line[c->chunk_line_len++] = x;
    } else if (c->in_chunk == 1) {
      int k = n - i;
      if ((uint64_t)k > c->chunk_left)
        k = c->chunk_left;
      take_body(c, b + i, k);
      i += k;
      c->chunk_left -= k;
      if (!c->chunk_left)
        c->in_chunk = 0;
    } else {
      if (b[i++] == '\n')
        return 1;
    }
  }
  return 0;
}

static uint8_t buf[1 << 20];

static int ascending(const void *a, const void *b) {
  float x = *(float *)a, y = *(float *)b;
  return x < y ? -1 : x > y;
}

static void read_answer(conn *c) {
  for (int k = 0; k < 8 && c->state >= IN_HEAD; k++) {
    int disc = c->state == IN_BODY && !check_film && !c->chunked && c->left > 0;
    ssize_t n = disc ? recv(c->fd, buf, c->left < (4 << 20) ? c->left : 4 << 20, MSG_TRUNC)
                     : recv(c->fd, buf, c->state == IN_HEAD ? 16000 : sizeof buf, 0);
    if (n < 0) {
      if (errno == EAGAIN)
        return;
      finish(c, 0);
      return;
    }
    if (n == 0) {
      if (c->state == IN_BODY && c->left < 0 && !c->chunked) {
        c->keep_alive = 0;
        finish(c, 1);
      } else
        finish(c, 0);
      return;
    }
    if (c->state == IN_HEAD) {
      int m = n;
      if (c->head_len + m > (int)sizeof c->head - 1) {
        finish(c, 0);
        return;
      }
      memcpy(c->head + c->head_len, buf, m);
      c->head_len += m;
      c->head[c->head_len] = 0;
      char *e = strstr(c->head, "\r\n\r\n");
      if (!e)
        continue;
      c->headed_at = now_ns();
      int rest = c->head_len - (int)(e + 4 - c->head);
      static uint8_t tmp[16384];
      memcpy(tmp, e + 4, rest);
      *e = 0;
      if (!*first_head)
        snprintf(first_head, sizeof first_head, "%.4000s", c->head);
      c->code = 0;
      sscanf(c->head, "HTTP/1.%*d %d", &c->code);
      c->keep_alive = !strcasestr(c->head, "\nConnection: close") && !strstr(c->head, "HTTP/1.0");
      char *q = strcasestr(c->head, "\nContent-Length:");
      c->left = q ? strtoll(q + 16, 0, 10) : -1;
      c->chunked = strcasestr(c->head, "\nTransfer-Encoding: chunked") != NULL;
      if (c->code == 304 || c->code == 204)
        c->left = 0;
      c->state = IN_BODY;
      if ((rest && take_answer(c, tmp, rest)) || (c->left == 0 && !c->chunked)) {
        finish(c, 1);
        return;
      }
    } else {
      int d;
      if (disc) {
        c->left -= n;
        c->body += n;
        bytes += n;
        d = c->left == 0;
      } else
        d = take_answer(c, buf, n);
      if (d) {
        finish(c, 1);
        return;
      }
    }
  }
}

static const char usage[] = "usage: httpload --url URL [--url URL2 …] [-c CONNECTIONS] [--secs S] [--max ANSWERS] [-H "
                            "'K: V'] [--no-keepalive]\n"
                            "                [--vod-check [--vod-start BYTE]] [--timeout S]\n";

static int read_options(int count, char **words) {
  for (int i = 1; i < count; i++) {
    const char *name = words[i];
    if (!strcmp(name, "--vod-check"))
      check_film = 1;
    else if (!strcmp(name, "--no-keepalive"))
      keep_alive = 0;
    else if (i + 1 >= count)
      return -1;
    else {
      const char *value = words[++i];
      if (!strcmp(name, "--url")) {
        if (target_count == 16 || parse_url(value, target_count++))
          return -1;
      } else if (!strcmp(name, "-c"))
        conns = atoi(value);
      else if (!strcmp(name, "--secs"))
        secs = atoi(value);
      else if (!strcmp(name, "--max"))
        most = strtoull(value, 0, 10);
      else if (!strcmp(name, "--vod-start"))
        film_from = strtoull(value, 0, 10);
      else if (!strcmp(name, "--timeout"))
        timeout_s = atoi(value);
      else if (!strcmp(name, "-H")) {
        size_t used = strlen(extra_headers);
        snprintf(extra_headers + used, sizeof extra_headers - used, "%s\r\n", value);
      } else
        return -1;
    }
  }
  return target_count ? 0 : -1;
}

int main(int count, char **words) {
  if (read_options(count, words)) {
    fputs(usage, stderr);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  ts_init();
  struct rlimit rl = {65536, 65536};
  setrlimit(RLIMIT_NOFILE, &rl);
  poll_fd = epoll_create1(0);
  conn *all = calloc(conns, sizeof *all);
  for (int i = 0; i < conns; i++)
    all[i].fd = -1;
  uint64_t t0 = now_ns(), te = t0 + (uint64_t)secs * 1000000000ULL, hard = te + (uint64_t)timeout_s * 1000000000ULL,
           tl = 0;
  struct epoll_event ev[512];
  for (;;) {
    uint64_t t = now_ns();
    int act = 0;
    int go = t < te;
    for (int i = 0; i < conns; i++) {
      if (all[i].state == FREE && go && started < most)
        start(&all[i]);
      if (all[i].state)
        act++;
    }
    if (!act) {
      if (!go || started >= most)
        break;
      usleep(1000);
      continue;
    }
    if (t > hard) {
      for (int i = 0; i < conns; i++)
        if (all[i].state)
          failed++;
      break;
    }
    int n = epoll_wait(poll_fd, ev, 512, 20);
    for (int i = 0; i < n; i++) {
      conn *c = ev[i].data.ptr;
      if (c->fd < 0)
        continue;
      if (c->state == CONNECTING) {
        int er = 0;
        socklen_t l = sizeof er;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &er, &l);
        if (er) {
          finish(c, 0);
          continue;
        }
        send_request(c);
        continue;
      }
      if (c->state == FREE) {
        close(c->fd);
        c->fd = -1;
        continue;
      }
      read_answer(c);
    }
    tl = now_ns();
  }
  double d = ((tl ? tl : now_ns()) - t0) / 1e9;
  qsort(times, time_count, 4, ascending);
  qsort(head_times, time_count, 4, ascending);
  struct rusage ru;
  getrusage(RUSAGE_SELF, &ru);
  double s = 0;
  for (uint64_t i = 0; i < time_count; i++)
    s += times[i];
#define P(a, q) (time_count ? a[(uint64_t)((time_count - 1) * q)] : -1.0)
  printf("{\"c\":%d,\"secs\":%.3f,\"ok\":%llu,\"failed\":%llu,\"rps\":%.2f,\"mb_s\":%.2f,\"p50_ms\":%.2f,\"p99_ms\":%."
         "2f,\"max_ms\":%.2f,\"mean_ms\":%.2f,\"ttfb_p50_ms\":%.2f,\"body_bytes\":%llu,\"total_bytes\":%llu,"
         "\"corrupt\":%llu,\"client_cpu_s\":%.3f,\"http\":{",
         conns, d, (unsigned long long)ok, (unsigned long long)failed, ok / d, bytes / d / 1e6, P(times, .5),
         P(times, .99), P(times, 1), time_count ? s / time_count : -1, P(head_times, .5), (unsigned long long)last_body,
         (unsigned long long)bytes, (unsigned long long)corrupt,
         ru.ru_utime.tv_sec + ru.ru_stime.tv_sec + (ru.ru_utime.tv_usec + ru.ru_stime.tv_usec) / 1e6);
  int f = 1;
  for (int i = 1; i < 1000; i++)
    if (codes[i]) {
      printf("%s\"%d\":%d", f ? "" : ",", i, codes[i]);
      f = 0;
    }
  printf("},\"gzip\":%s,\"etag\":%s,\"content_encoding\":%s}\n",
         strcasestr(first_head, "\nContent-Encoding: gzip") ? "true" : "false",
         strcasestr(first_head, "\nETag:") ? "true" : "false",
         strcasestr(first_head, "\nContent-Encoding:") ? "true" : "false");
  return 0;
}
