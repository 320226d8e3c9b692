/* zap: how long until a player that has just asked for a channel has PAT, PMT and a key frame. It asks for the given URLs
 * in turn, one after the other, again and again, so that all meet the same moments of the machine. Prints a line of JSON
 * for each URL. */
#define _GNU_SOURCE
#include "reading.h"
#include "series.h"
#include <signal.h>

#define MOST_URLS 8

static struct {
  const char *name, *url;
  int pause_ms; /* before each zap, at the most; spread evenly, so that zaps meet all moments of a group of pictures */
  series first_byte, first_key;
  int failed;
} targets[MOST_URLS];
static int target_count, zaps = 50, timeout_ms = 15000;

static const char usage[] = "usage: zap [-n ZAPS] [--first ID] [--timeout MS] NAME PAUSE_MS URL [NAME PAUSE_MS URL]…\n"
                            "  {c} in a URL becomes ID and the zap's number, so each zap has a channel of its own\n"
                            "  before each zap up to PAUSE_MS pass\n";

static void pause_ms(int ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
  nanosleep(&t, 0);
}

/* One zap: from the request's connection on to the key frame, then hangs up. */
static void zap(int target, int number) {
  static viewer v;
  memset(&v, 0, sizeof v);
  url = targets[target].url;
  init_viewer(&v, number);
  v.sampled = 1;
  v.asked_at = now_ns();
  dial(&v);
  uint64_t deadline = v.asked_at + (uint64_t)timeout_ms * 1000000;
  struct epoll_event event;
  while (!v.first_key_at && v.state != ENDED && now_ns() < deadline) {
    if (epoll_wait(poll_fd, &event, 1, 100) != 1)
      continue;
    if (v.state == CONNECTING)
      send_request(&v);
    else
      read_viewer(&v);
  }
  if (v.first_key_at && !v.corrupt && !v.lost) {
    add(&targets[target].first_byte, (v.first_byte_at - v.asked_at) / 1e6);
    add(&targets[target].first_key, (v.first_key_at - v.asked_at) / 1e6);
  } else {
    targets[target].failed++;
  }
  stop(&v, 0);
}

int main(int count, char **words) {
  int i = 1;
  for (; i + 1 < count && words[i][0] == '-'; i += 2) {
    if (!strcmp(words[i], "-n"))
      zaps = atoi(words[i + 1]);
    else if (!strcmp(words[i], "--first"))
      first_channel = atoi(words[i + 1]);
    else if (!strcmp(words[i], "--timeout"))
      timeout_ms = atoi(words[i + 1]);
    else
      break;
  }
  for (; i + 2 < count && target_count < MOST_URLS; i += 3, target_count++) {
    targets[target_count].name = words[i];
    targets[target_count].pause_ms = atoi(words[i + 1]);
    targets[target_count].url = words[i + 2];
  }
  if (i != count || !target_count || zaps < 1) {
    fputs(usage, stderr);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  ts_init();
  channels = zaps;
  poll_fd = epoll_create1(0);
  for (int k = 0; k < target_count; k++) {
    targets[k].first_byte = new_series("ttfb_ms", zaps);
    targets[k].first_key = new_series("first_key_ms", zaps);
  }
  for (int n = 0; n < zaps; n++)
    for (int k = 0; k < target_count; k++) {
      if (targets[k].pause_ms)
        pause_ms(n * 619 % targets[k].pause_ms);
      zap(k, n);
    }
  for (int k = 0; k < target_count; k++) {
    printf("{\"name\":\"%s\",\"zaps\":%d,\"failed\":%d", targets[k].name, zaps, targets[k].failed);
    print_series(&targets[k].first_byte);
    print_series(&targets[k].first_key);
    printf("}\n");
  }
  return 0;
}
