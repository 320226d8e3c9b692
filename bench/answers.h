/* What origin answers to which path. Included by origin.c, after its state. */
#ifndef ANSWERS_H
#define ANSWERS_H

/* Writes the head; a length below 0: until the connection closes. */
static void start_answer(conn *c, const char *st, const char *ct, const char *extra, int64_t len) {
  c->head_len = snprintf(c->head, sizeof c->head, "HTTP/1.1 %s\r\nContent-Type: %s\r\n%s", st, ct, extra);
  if (len >= 0)
    c->head_len +=
        snprintf(c->head + c->head_len, sizeof c->head - c->head_len, "Content-Length: %lld\r\nConnection: %s\r\n\r\n",
                 (long long)len, c->close_after ? "close" : "keep-alive");
  else {
    c->close_after = 1;
    c->head_len += snprintf(c->head + c->head_len, sizeof c->head - c->head_len, "Connection: close\r\n\r\n");
  }
  c->head_sent = 0;
}

static void answer_text(conn *c, const char *st, const char *ct, const char *body, int head) {
  int l = strlen(body);
  start_answer(c, st, ct, "", l);
  if (!head && c->head_len + l < (int)sizeof c->head) {
    memcpy(c->head + c->head_len, body, l);
    c->head_len += l;
  }
  c->kind = IDLE;
  c->busy = 1;
}

/* The value of a key in the query; 0 without one. Nothing is unescaped. */
static int query_value(const char *q, const char *k, char *o, int n) {
  int kl = strlen(k);
  while (q && *q) {
    if (!strncmp(q, k, kl) && q[kl] == '=') {
      q += kl + 1;
      int i = 0;
      while (*q && *q != '&' && i < n - 1)
        o[i++] = *q++;
      o[i] = 0;
      return 1;
    }
    q = strchr(q, '&');
    if (q)
      q++;
  }
  return 0;
}

typedef struct {
  char path[2048], host[128];
  char *query; /* NULL without one */
  int head, has_range;
  uint64_t from, to;
} request;

static const char ace_status[] = "{\"response\":{\"status\":\"dl\",\"peers\":5,\"speed_down\":1000,\"speed_up\":0,"
                                 "\"downloaded\":1,\"uploaded\":0},\"error\":null}";
static const char ace_version[] = "{\"result\":{\"version\":\"3.2.3\",\"platform\":\"linux\"},\"error\":null}";

/* /live/NAME.ts[?rate=0], /ace/play/ID: the live channel from now on; rate=0: as fast as it goes, from packet 0.
 */
static void answer_live(conn *c, const request *r) {
  char value[32];
  int paced = default_rate && !(query_value(r->query, "rate", value, sizeof value) && !strcmp(value, "0"));
  start_answer(c, "200 OK", "video/mp2t", "Cache-Control: no-cache\r\n", -1);
  c->busy = 1;
  if (r->head) {
    c->kind = IDLE;
    return;
  }
  live_accepts++;
  live_open++;
  if (live_open > live_peak)
    live_peak = live_open;
  c->counted = 1;
  c->prev = 0;
  c->next = viewers;
  if (viewers)
    viewers->prev = c;
  viewers = c;
  if (paced) {
    ring_fill(ts_head(now_ns(), default_rate));
    c->kind = LIVE;
    c->at = ring_head * PK;
  } else {
    c->kind = MADE;
    c->at = 0;
    c->end = UINT64_MAX;
  }
}

/* /hls/NAME/index.m3u8 and N.ts: five groups of pictures behind live; segments of the last 20. */
static void answer_hls(conn *c, const request *r) {
  char list[1600];
  char *f = strrchr(r->path, '/') + 1;
  uint64_t hg = ts_head(now_ns(), NOMINAL) / GOP;
  hls_requests++;
  if (strstr(f, ".m3u8")) {
    int l = sprintf(list, "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:%llu\n",
                    (unsigned long long)hg - 5);
    for (uint64_t g = hg - 5; g < hg; g++)
      l += sprintf(list + l, "#EXTINF:1.993,\n%llu.ts\n", (unsigned long long)g);
    answer_text(c, "200 OK", "application/vnd.apple.mpegurl", list, r->head);
    return;
  }
  uint64_t g = strtoull(f, 0, 10);
  if (g >= hg || g + 20 < hg) {
    answer_text(c, "404 Not Found", "text/plain", "no segment", r->head);
    return;
  }
  c->at = g * GOP * PK;
  c->end = c->at + (uint64_t)GOP * PK;
  start_answer(c, "200 OK", "video/mp2t", "", (int64_t)GOP * PK);
  c->kind = r->head ? IDLE : MADE;
  c->busy = 1;
  made_requests++;
}

/* /vod/PACKETS.ext: a film of that many packets, with ranges. */
static void answer_film(conn *c, const request *r) {
  uint64_t from = r->from, to = r->to;
  uint64_t sz = strtoull(r->path + 5, 0, 10) * PK;
  if (to >= sz)
    to = sz - 1;
  if (from >= sz) {
    answer_text(c, "416 Range Not Satisfiable", "text/plain", "", r->head);
    return;
  }
  char ex[256];
  int k = sprintf(ex, "Accept-Ranges: bytes\r\nETag: \"v%llu\"\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n",
                  (unsigned long long)sz);
  if (r->has_range)
    sprintf(ex + k, "Content-Range: bytes %llu-%llu/%llu\r\n", (unsigned long long)from, (unsigned long long)to,
            (unsigned long long)sz);
  c->at = from;
  c->end = to + 1;
  start_answer(c, r->has_range ? "206 Partial Content" : "200 OK", "video/mp2t", ex, to + 1 - from);
  c->kind = r->head ? IDLE : MADE;
  c->busy = 1;
  made_requests++;
}

/* /files/NAME: a file below --root. */
static void answer_file(conn *c, const request *r) {
  char p[512];
  snprintf(p, sizeof p, "%s/%.300s", root, r->path + 7);
  int fd = open(p, O_RDONLY);
  struct stat st;
  if (fd < 0 || fstat(fd, &st)) {
    if (fd >= 0)
      close(fd);
    answer_text(c, "404 Not Found", "text/plain", "no file", r->head);
    return;
  }
  const char *ct = strstr(r->path, ".gz")    ? "application/gzip"
                   : strstr(r->path, ".xml") ? "application/xml"
                                             : "audio/x-mpegurl";
  start_answer(c, "200 OK", ct, "", st.st_size);
  c->busy = 1;
  if (r->head) {
    close(fd);
    c->kind = IDLE;
    return;
  }
  c->kind = A_FILE;
  c->file = fd;
  c->file_at = 0;
  c->file_left = st.st_size;
}

/* /ace/getstream?id=|infohash=: what an AceStream engine answers with format=json. */
static void answer_ace_stream(conn *c, const request *r) {
  char answer[1600];
  char id[128] = "x";
  if (!query_value(r->query, "id", id, sizeof id))
    query_value(r->query, "infohash", id, sizeof id);
  ace_streams++;
  sprintf(answer,
          "{\"response\":{\"playback_url\":\"http://%s/ace/play/%s\",\"stat_url\":\"http://%s/ace/stat/"
          "%s\",\"command_url\":\"http://%s/ace/cmd/"
          "%s\",\"infohash\":\"%s\",\"playback_session_id\":\"p\",\"is_live\":1,\"is_encrypted\":0,\"client_session_"
          "id\":1},\"error\":null}",
          r->host, id, r->host, id, r->host, id, id);
  answer_text(c, "200 OK", "application/json", answer, r->head);
}

/* /stats: what has been asked and sent so far. */
static void answer_stats(conn *c, const request *r) {
  char answer[1600];
  sprintf(answer,
          "{\"live_accepts\":%llu,\"live_open\":%llu,\"live_peak\":%llu,\"bytes\":%llu,\"skipped_packets\":%llu,"
          "\"requests\":%llu,\"tcp_conns\":%llu,\"ace_getstream\":%llu,\"ace_stop\":%llu,\"hls_requests\":%llu,\"gen_"
          "requests\":%llu,\"default_rate\":%llu}",
          (unsigned long long)live_accepts, (unsigned long long)live_open, (unsigned long long)live_peak,
          (unsigned long long)bytes_sent, (unsigned long long)skipped_packets, (unsigned long long)requests,
          (unsigned long long)connections, (unsigned long long)ace_streams, (unsigned long long)ace_stops,
          (unsigned long long)hls_requests, (unsigned long long)made_requests, (unsigned long long)default_rate);
  answer_text(c, "200 OK", "application/json", answer, r->head);
}

/* /ctl?reset=1: counters to zero. */
static void answer_control(conn *c, const request *r) {
  char value[32];
  if (query_value(r->query, "reset", value, sizeof value)) {
    live_accepts = bytes_sent = skipped_packets = requests = ace_streams = ace_stops = hls_requests = made_requests =
        connections = 0;
    live_peak = live_open;
  }
  answer_text(c, "200 OK", "text/plain", "ok", r->head);
}

/* Reads the request line and the few headers that matter. */
static int read_request(conn *c, request *r) {
  char method[16];
  c->request[c->request_len] = 0;
  if (sscanf(c->request, "%15s %2047s", method, r->path) != 2)
    return -1;
  r->head = !strcmp(method, "HEAD");
  c->close_after = strcasestr(c->request, "\nConnection: close") != NULL || strstr(c->request, "HTTP/1.0") != NULL;
  char *header = strcasestr(c->request, "\nHost:");
  if (header)
    sscanf(header + 6, " %127[^\r\n]", r->host);
  r->to = UINT64_MAX;
  header = strcasestr(c->request, "\nRange: bytes=");
  unsigned long long from, to;
  int given = header ? sscanf(header + 14, "%llu-%llu", &from, &to) : 0;
  if (given >= 1) {
    r->has_range = 1;
    r->from = from;
    if (given == 2)
      r->to = to;
  }
  r->query = strchr(r->path, '?');
  if (r->query)
    *r->query++ = 0;
  return 0;
}

static void route(conn *c) {
  request r = {0};
  if (read_request(c, &r)) {
    answer_text(c, "400 Bad", "text/plain", "bad", 0);
    return;
  }
  requests++;
  const char *path = r.path;
  if (!strncmp(path, "/live/", 6) || !strncmp(path, "/ace/play/", 10))
    answer_live(c, &r);
  else if (!strncmp(path, "/hls/", 5))
    answer_hls(c, &r);
  else if (!strncmp(path, "/vod/", 5))
    answer_film(c, &r);
  else if (!strncmp(path, "/files/", 7) && !strstr(path, ".."))
    answer_file(c, &r);
  else if (!strncmp(path, "/ace/getstream", 14))
    answer_ace_stream(c, &r);
  else if (!strncmp(path, "/ace/cmd", 8)) {
    ace_stops++;
    answer_text(c, "200 OK", "application/json", "{\"response\":\"ok\",\"error\":null}", r.head);
  } else if (!strncmp(path, "/ace/stat", 9))
    answer_text(c, "200 OK", "application/json", ace_status, r.head);
  else if (!strncmp(path, "/webui/api/service", 18))
    answer_text(c, "200 OK", "application/json", ace_version, r.head);
  else if (!strcmp(path, "/stats"))
    answer_stats(c, &r);
  else if (!strcmp(path, "/ctl"))
    answer_control(c, &r);
  else
    answer_text(c, "404 Not Found", "text/plain", "nothing here", r.head);
}
#endif
