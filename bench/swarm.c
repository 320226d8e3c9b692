/* swarm: N viewers of a live channel over HTTP (TS or HLS), in one thread. Most discard what comes; the sampled ones
 * compare every packet byte by byte with what the origin made. Prints the lines "EVENT start" and "EVENT end" around
 * the window that is measured, then "RESULT " and one JSON object. */
#define _GNU_SOURCE
#include "reading.h"
#include "series.h"
#include <signal.h>
#include <sys/resource.h>

static viewer *all;
static int viewers = 1, late, stalled, samples = 4;
static int secs = 10, warm_ms = 1000, ramp_ms = 1000, late_every_ms = 370, timeout_ms = 15000;
static uint64_t window_from, window_until;

static const char usage[] =
    "usage: swarm --url http://127.0.0.1:PORT/path/{i} -n N [--secs S] [--sample K] [--late K --late-int MS] [--stall "
    "K]\n"
    "             [--ramp MS] [--warm MS] [--timeout MS] [--rate BPS|0] [--hls] [-H 'K: V']\n"
    "  --sample   viewers that are checked packet by packet (4)    --late    viewers that join inside the window, all "
    "checked\n"
    "  --stall    viewers that never read                          --ramp    time over which the viewers arrive "
    "(1000)\n"
    "  --channels {c} in the URL goes round so many (1)             --first   from this number on (1)\n"
    "  --warm     from the last one's first byte to the window     --rate    the stream's bits per second (8000000)\n";

static int read_options(int count, char **words) {
  struct {
    const char *name;
    int *to;
  } numbers[] = {{"-n", &viewers},     {"--secs", &secs},     {"--sample", &samples},
                 {"--late", &late},    {"--stall", &stalled}, {"--late-int", &late_every_ms},
                 {"--ramp", &ramp_ms}, {"--warm", &warm_ms},  {"--timeout", &timeout_ms},
                 {"--channels", &channels}, {"--first", &first_channel}};

  for (int i = 1; i < count; i++) {
    const char *name = words[i];
    if (!strcmp(name, "--hls")) {
      hls_mode = 1;
      continue;
    }
    if (i + 1 >= count)
      return -1;
    const char *value = words[++i];
    int known = 0;
    for (unsigned k = 0; k < sizeof numbers / sizeof *numbers; k++)
      if (!strcmp(name, numbers[k].name)) {
        *numbers[k].to = atoi(value);
        known = 1;
      }
    if (!strcmp(name, "--url"))
      url = value;
    else if (!strcmp(name, "--rate"))
      rate = strtoull(value, 0, 10);
    else if (!strcmp(name, "-H")) {
      size_t used = strlen(extra_headers);
      snprintf(extra_headers + used, sizeof extra_headers - used, "%s\r\n", value);
    } else if (!known)
      return -1;
  }
  return url && viewers > 0 ? 0 : -1;
}

/* The sampled viewers are spread over all; the stalled ones are the last, the late ones come after those. */
static void choose_viewers(void) {
  if (samples > viewers)
    samples = viewers;
  for (int i = 0; i < viewers + late; i++) {
    init_viewer(&all[i], i);
    all[i].late = i >= viewers;
    all[i].sampled = all[i].late || (samples && i % (viewers / samples) == 0 && i / (viewers / samples) < samples);
  }
  for (int i = 0; i < stalled && i < viewers; i++) {
    all[viewers - 1 - i].stall = 1;
    all[viewers - 1 - i].sampled = 0;
  }
}

static void on_event(viewer *v, uint32_t events) {
  if (v->fd < 0)
    return;
  if (v->state == CONNECTING && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP))) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(v->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) {
      stop(v, error);
      return;
    }
    v->connected_at = now_ns();
    send_request(v);
  } else if (v->stall && v->state == IN_BODY) {
    if (events & (EPOLLHUP | EPOLLERR))
      stop(v, 0);
  } else if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
    read_viewer(v);
  }
}

static int all_serve_or_ended(void) {
  for (int i = 0; i < viewers; i++)
    if (!all[i].first_byte_at && !all[i].stall && all[i].state != ENDED)
      return 0;
  return 1;
}

/* Viewers arrive over the ramp; when the last has its first byte (or the timeout is over) the warm-up runs, then the
 * window. */
static void run(void) {
  uint64_t begin = now_ns(), deadline = begin + (uint64_t)(timeout_ms + ramp_ms) * 1000000, open_window_at = 0;
  int started = 0, late_started = 0;
  struct epoll_event events[1024];
  for (;;) {
    uint64_t now = now_ns();
    while (started < viewers && now >= begin + (uint64_t)ramp_ms * 1000000 * started / viewers) {
      all[started].asked_at = now_ns();
      dial(&all[started++]);
    }
    if (!open_window_at && ((started == viewers && all_serve_or_ended()) || now > deadline))
      open_window_at = now + (uint64_t)warm_ms * 1000000;
    if (open_window_at && !measuring && now >= open_window_at) {
      measuring = 1;
      window_from = now_ns();
      printf("EVENT start\n");
    }
    if (measuring && late_started < late &&
        now >= window_from + (uint64_t)(late_started + 1) * late_every_ms * 1000000) {
      viewer *v = &all[viewers + late_started++];
      v->asked_at = now_ns();
      dial(v);
    }
    if (measuring && now >= window_from + (uint64_t)secs * 1000000000) {
      window_until = now_ns();
      measuring = 0;
      printf("EVENT end\n");
      return;
    }
    int n = epoll_wait(poll_fd, events, 1024, started < viewers || late ? 2 : 10);
    for (int i = 0; i < n; i++)
      on_event(events[i].data.ptr, events[i].events);
    if (!hls_mode)
      continue;
    now = now_ns();
    for (int i = 0; i < viewers + late_started; i++) {
      viewer *v = &all[i];
      if (v->state != WAITING || now < v->wake_at)
        continue;
      char list_url[1200];
      snprintf(list_url, sizeof list_url, "http://%s:%d%s", v->list_host, v->list_port, v->list_path);
      go_to(v, list_url, 1);
    }
  }
}

/* --- the result
 * ------------------------------------------------------------------------------------------------------- */

static void print_counts(const char *name, const int *counts, int n) {
  printf(",\"%s\":{", name);
  for (int i = 1, first = 1; i < n; i++)
    if (counts[i]) {
      printf("%s\"%d\":%d", first ? "" : ",", i, counts[i]);
      first = 0;
    }
  printf("}");
}

static double ms_between(uint64_t from, uint64_t to) {
  return ((double)to - (double)from) / 1e6;
}

static void report(void) {
  double seconds = (window_until - window_from) / 1e9, due = rate * seconds / 8;
  unsigned long long bytes = 0, lost = 0, gaps = 0, dup = 0, corrupt = 0, unsynced = 0, lists = 0, segments = 0,
                     segment_errors = 0;
  int receiving = 0, never = 0, ended = 0, starved = 0, sampled = 0;
  static int codes[1000], errors[200];
  int most = viewers + late;
  series first_byte = new_series("ttfb_ms", most), first_key = new_series("first_key_ms", most),
         late_byte = new_series("late_ttfb_ms", most), late_key = new_series("late_key_ms", most),
         viewer_rate = new_series("viewer_mbit_s", most), latency = new_series("latency_ms", most),
         latency_max = new_series("latency_max_ms", most), longest_gap = new_series("max_stall_ms", most);
  for (int i = 0; i < viewers + late; i++) {
    viewer *v = &all[i];
    if (v->stall)
      continue;
    bytes += v->window_bytes;
    lists += v->list_requests;
    segments += v->segment_requests;
    segment_errors += v->segment_errors;
    if (v->code > 0 && v->code < 1000)
      codes[v->code]++;
    if (v->sampled) {
      lost += v->lost;
      gaps += v->gaps;
      dup += v->dup;
      corrupt += v->corrupt;
      unsynced += v->unsynced;
    }
    if (v->late) {
      if (v->first_byte_at)
        add(&late_byte, ms_between(v->asked_at, v->first_byte_at));
      if (v->first_key_at)
        add(&late_key, ms_between(v->asked_at, v->first_key_at));
      continue;
    }
    if (v->first_byte_at) {
      receiving++;
      add(&first_byte, ms_between(v->asked_at, v->first_byte_at));
    } else
      never++;
    if (v->state == ENDED) {
      ended++;
      if (v->error < 200)
        errors[v->error]++;
    }
    add(&viewer_rate, v->window_bytes * 8 / seconds / 1e6);
    if (rate && v->window_bytes < due * 0.98)
      starved++;
    if (v->longest_gap)
      add(&longest_gap, v->longest_gap / 1e6);
    if (!v->sampled)
      continue;
    sampled++;
    if (v->first_key_at)
      add(&first_key, ms_between(v->asked_at, v->first_key_at));
    if (v->latency_n) {
      add(&latency, v->latency_sum / v->latency_n);
      add(&latency_max, v->latency_max);
    }
  }
  struct rusage usage_now;
  getrusage(RUSAGE_SELF, &usage_now);
  printf(
      "RESULT {\"viewers\":%d,\"secs\":%.3f,\"receiving\":%d,\"never_got_data\":%d,\"ended_early\":%d,\"starved\":%d",
      viewers - stalled, seconds, receiving, never, ended, starved);
  printf(",\"window_bytes\":%llu,\"mbit_s\":%.1f,\"sampled\":%d,\"late\":%d", bytes, bytes * 8 / seconds / 1e6, sampled,
         late);
  printf(",\"lost_packets\":%llu,\"gaps\":%llu,\"dup_packets\":%llu,\"corrupt_packets\":%llu,\"unsync_bytes\":%llu",
         lost, gaps, dup, corrupt, unsynced);
  print_series(&first_byte);
  print_series(&first_key);
  print_series(&late_byte);
  print_series(&late_key);
  print_series(&viewer_rate);
  print_series(&latency);
  print_series(&latency_max);
  print_series(&longest_gap);
  if (hls_mode)
    printf(",\"playlist_requests\":%llu,\"segment_requests\":%llu,\"segment_errors\":%llu", lists, segments,
           segment_errors);
  print_counts("http", codes, 1000);
  print_counts("errno", errors, 200);
  printf(",\"client_cpu_s\":%.3f}\n", usage_now.ru_utime.tv_sec + usage_now.ru_stime.tv_sec +
                                          (usage_now.ru_utime.tv_usec + usage_now.ru_stime.tv_usec) / 1e6);
}

int main(int count, char **words) {
  if (read_options(count, words)) {
    fputs(usage, stderr);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  setvbuf(stdout, 0, _IOLBF, 0);
  ts_init();
  struct rlimit files = {65536, 65536};
  setrlimit(RLIMIT_NOFILE, &files);
  all = calloc(viewers + late, sizeof *all);
  poll_fd = epoll_create1(0);
  choose_viewers();
  run();
  report();
  return 0;
}
