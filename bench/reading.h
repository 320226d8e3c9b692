/* How a viewer reads its answers: heads, redirects, chunks, playlists. Included by swarm.c. */
#ifndef READING_H
#define READING_H
#include "viewer.h"

/* A piece of a body without its chunk lines: a playlist is kept, a sampled stream is cut into packets and checked. */
static void take_body(viewer *v, const uint8_t *b, int n) {
  if (v->on_list) {
    if (!v->first_byte_at)
      v->first_byte_at = now_ns();
    if (v->list_len + n < (int)sizeof v->list) {
      memcpy(v->list + v->list_len, b, n);
      v->list_len += n;
    }
    return;
  }
  count(v, n);
  if (!v->sampled)
    return;
  while (n > 0) {
    if (v->packet_len == 0 && !v->synced) {
      while (n && *b != 0x47) {
        b++;
        n--;
        v->unsynced++;
      }
      if (!n)
        return;
      v->synced = 1;
    }
    int k = PK - v->packet_len;
    if (k > n)
      k = n;
    memcpy(v->packet + v->packet_len, b, k);
    v->packet_len += k;
    b += k;
    n -= k;
    if (v->packet_len == PK) {
      if (v->packet[0] != 0x47) {
        v->unsynced++;
        v->synced = 0;
      }
      check_packet(v, v->packet);
      v->packet_len = 0;
    }
  }
}

/* A piece of an answer after its head; 1 when the answer is complete. */
static int take_answer(viewer *v, uint8_t *b, int n) { /* returns 1 when the response is answer_complete */
  if (!v->chunked) {
    if (v->left >= 0) {
      int k = n < v->left ? n : (int)v->left;
      take_body(v, b, k);
      v->left -= k;
      return v->left == 0;
    }
    take_body(v, b, n);
    return 0;
  }
  for (int i = 0; i < n;) {
    if (v->in_chunk == 0) {
      char c = b[i++];
      if (c == '\n') {
        if (v->head_len) {
          v->head[v->head_len] = 0;
          v->chunk_left = strtoull(v->head, 0, 16);
          v->head_len = 0;
          if (!v->chunk_left)
            return 1;
          v->in_chunk = 1;
        }
      } else if (c != '\r' && v->head_len < 30)
        v->head[v->head_len++] = c;
    } else {
      int k = n - i;
      if ((uint64_t)k > v->chunk_left)
        k = v->chunk_left;
      take_body(v, b + i, k);
      i += k;
      v->chunk_left -= k;
      if (!v->chunk_left)
        v->in_chunk = 0;
    }
  }
  return 0;
}

static void next_segment(viewer *v);

/* TS: the end. HLS: reads the playlist for segments not yet fetched (from the last three on), or goes on to the next.
 */
static void answer_complete(viewer *v) {
  if (!hls_mode) {
    stop(v, 0);
    return;
  }
  if (!v->on_list) {
    v->segment_requests++;
    if (v->code != 200 && v->code != 206)
      v->segment_errors++;
  }
  if (v->on_list) {
    v->list[v->list_len] = 0;
    v->list_requests++;
    char *s = v->list;
    uint64_t ms = 0;
    int idx = 0;
    char *save;
    v->segment_count = v->segment_next = 0;
    for (char *l = strtok_r(s, "\r\n", &save); l; l = strtok_r(0, "\r\n", &save)) {
      if (!strncmp(l, "#EXT-X-MEDIA-SEQUENCE:", 22))
        ms = strtoull(l + 22, 0, 10);
      else if (*l != '#' && *l) {
        uint64_t seq = ms + idx++;
        if (v->segment_count < 32) {
          if (!strncmp(l, "http://", 7))
            snprintf(v->segment_url[v->segment_count], 600, "%s", l);
          else if (*l == '/')
            snprintf(v->segment_url[v->segment_count], 600, "http://%s:%d%s", v->list_host, v->list_port, l);
          else {
            char pp[1024];
            snprintf(pp, sizeof pp, "%s", v->list_path);
            char *q = strchr(pp, '?');
            if (q)
              *q = 0;
            char *sl = strrchr(pp, '/');
            if (sl)
              sl[1] = 0;
            snprintf(v->segment_url[v->segment_count], 600, "http://%.60s:%d%.400s%.100s", v->list_host, v->list_port,
                     pp, l);
          }
          if (v->last_segment == 0 || seq > v->last_segment)
            v->segment_count++;
        }
      }
    }
    uint64_t lastseq = ms + idx - 1;
    if (!v->last_segment && v->segment_count > 3) {
      memmove(v->segment_url[0], v->segment_url[v->segment_count - 3], 3 * 600);
      v->segment_count = 3;
    }
    if (idx)
      v->last_segment = lastseq > v->last_segment ? lastseq : v->last_segment;
    v->list_len = 0;
  }
  next_segment(v);
}

/* Asks for another URL, on the same connection if it may be kept. */
static void go_to(viewer *v, const char *u, int pl) {
  char oh[64];
  int op = v->port;
  strcpy(oh, v->host);
  parse_url(u, v->host, &v->port, v->path, sizeof v->path);
  v->on_list = pl;
  if (v->fd >= 0 && v->keep_alive && !strcmp(oh, v->host) && op == v->port)
    send_request(v);
  else
    dial(v);
}

static void next_segment(viewer *v) {
  if (v->segment_next < v->segment_count) {
    char u[600];
    strcpy(u, v->segment_url[v->segment_next++]);
    go_to(v, u, 0);
  } else {
    v->state = WAITING;
    v->wake_at = now_ns() + 1000000000ULL;
  }
}

/* Reads until the head is whole, follows redirects, then hands over what came after it. */
static void take_head(viewer *v, uint8_t *b, int n) {
  int k = n;
  if (v->head_len + k > (int)sizeof v->head - 1)
    k = sizeof v->head - 1 - v->head_len;
  memcpy(v->head + v->head_len, b, k);
  v->head_len += k;
  v->head[v->head_len] = 0;
  char *e = strstr(v->head, "\r\n\r\n");
  if (!e) {
    if (v->head_len >= (int)sizeof v->head - 1)
      stop(v, EPROTO);
    return;
  }
  int rest = v->head_len - (int)(e + 4 - v->head);
  uint8_t tmp[8192];
  memcpy(tmp, e + 4, rest);
  *e = 0;
  v->code = 0;
  sscanf(v->head, "HTTP/1.%*d %d", &v->code);
  v->keep_alive = !strcasestr(v->head, "\nConnection: close");
  char *c = strcasestr(v->head, "\nContent-Length:");
  v->left = c ? strtoll(c + 16, 0, 10) : -1;
  v->chunked = strcasestr(v->head, "\nTransfer-Encoding:") && strcasestr(v->head, "chunked");
  if ((v->code == 301 || v->code == 302 || v->code == 307 || v->code == 308) && v->redirects++ < 5) {
    char *l = strcasestr(v->head, "\nLocation:");
    if (l) {
      char u[1200];
      l += 10;
      while (*l == ' ')
        l++;
      char *x = strchr(l, '\r');
      if (x)
        *x = 0;
      if (*l == '/')
        snprintf(u, sizeof u, "http://%s:%d%s", v->host, v->port, l);
      else
        snprintf(u, sizeof u, "%s", l);
      close(v->fd);
      v->fd = -1;
      parse_url(u, v->host, &v->port, v->path, sizeof v->path);
      if (v->on_list) {
        strcpy(v->list_host, v->host);
        v->list_port = v->port;
        strcpy(v->list_path, v->path);
      }
      dial(v);
      return;
    }
  }
  if (v->code != 200 && v->code != 206) {
    if (hls_mode && !v->on_list) {
      v->segment_requests++;
      v->segment_errors++;
      v->keep_alive = 0;
      if (v->fd >= 0) {
        close(v->fd);
        v->fd = -1;
      }
      next_segment(v);
      return;
    }
    stop(v, 10000 + v->code);
    return;
  }
  v->state = IN_BODY;
  v->head_len = 0;
  if (v->chunked)
    v->left = -1;
  if (v->stall) {
    struct epoll_event x = {.events = 0, .data.ptr = v};
    epoll_ctl(poll_fd, EPOLL_CTL_MOD, v->fd, &x);
    return;
  }
  if ((rest && take_answer(v, tmp, rest)) || (v->left == 0))
    answer_complete(v);
}

static uint8_t buf[1 << 18];

/* Reads what is there. A viewer that is not checked lets the kernel discard it (MSG_TRUNC), so that the load costs
 * little. */
static void read_viewer(viewer *v) {
  for (int loop = 0; loop < 4 && v->fd >= 0; loop++) {
    ssize_t n;
    if (v->state == IN_HEAD) {
      n = recv(v->fd, buf, 4096, 0);
    } else if (v->state == IN_BODY && !v->sampled && !v->on_list && !v->chunked) {
      n = recv(v->fd, buf, v->left >= 0 && v->left < (1 << 20) ? v->left : 1 << 20, MSG_TRUNC);
    } else if (v->state == IN_BODY && !v->sampled && !hls_mode) {
      n = recv(v->fd, buf, 1 << 20, MSG_TRUNC);
      if (n > 0) {
        count(v, n);
        continue;
      }
    } else
      n = recv(v->fd, buf, sizeof buf, 0);
    if (n < 0) {
      if (errno == EAGAIN || errno == EINTR)
        return;
      stop(v, errno);
      return;
    }
    if (n == 0) {
      if (hls_mode && v->state == IN_BODY && v->left < 0 && !v->chunked) {
        v->keep_alive = 0;
        close(v->fd);
        v->fd = -1;
        answer_complete(v);
        return;
      }
      if (hls_mode && v->state == IN_HEAD) {
        dial(v);
        return;
      }
      stop(v, 0);
      return;
    }
    if (v->state == IN_HEAD)
      take_head(v, buf, n);
    else if (v->state == IN_BODY) {
      if (!v->sampled && !v->on_list && !v->chunked) {
        count(v, n);
        if (v->left >= 0) {
          v->left -= n;
          if (v->left <= 0)
            answer_complete(v);
        }
      } else if (take_answer(v, buf, n))
        answer_complete(v);
    }
    if (v->state != IN_BODY)
      return;
  }
}

/* {i} in the URL becomes the viewer's number, {c} its channel's. */
static void init_viewer(viewer *v, int i) {
  char u[2048];
  char *o = u;
  for (const char *s = url; *s && o < u + 1900; s++) {
    if (!strncmp(s, "{i}", 3)) {
      o += sprintf(o, "%d", i);
      s += 2;
    } else if (!strncmp(s, "{c}", 3)) {
      o += sprintf(o, "%d", first_channel + i % channels);
      s += 2;
    } else
      *o++ = *s;
  }
  *o = 0;
  v->fd = -1;
  if (parse_url(u, v->host, &v->port, v->path, sizeof v->path)) {
    fprintf(stderr, "bad url %s\n", u);
    exit(1);
  }
  strcpy(v->list_host, v->host);
  v->list_port = v->port;
  strcpy(v->list_path, v->path);
  v->on_list = hls_mode;
}
#endif
