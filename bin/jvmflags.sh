# shellcheck shell=bash
# Chooses the server's JVM flags. Sourced by ./sintonia.
#
# JAVA_OPTS comes after these on the command line, and the JVM takes the last of two. Where it does not (two collectors,
# a heap in per cent, another cache), ours give way here.

java_opts=()
IFS=$' \t\n' read -r -d '' -a java_opts <<<"${JAVA_OPTS:-}" || true

java_opts_have() { # a pattern as of `case`
  local option
  for option in ${java_opts[@]+"${java_opts[@]}"}; do
    # shellcheck disable=SC2254  # a pattern on purpose
    case $option in $1) return 0 ;; esac
  done
  return 1
}

# Sets jvm_flags: what does not depend on the machine, so that the cache for quick starts is made and used with the same.
choose_jvm_flags() {
  jvm_flags=(
    --enable-native-access=ALL-UNNAMED          # SQLite and Netty's epoll
    --sun-misc-unsafe-memory-access=allow       # Netty; without it a warning at every start
    -XX:+UseCompactObjectHeaders                # a large catalogue is a tenth smaller
    -XX:MaxDirectMemorySize=256m                # viewers are served by sendfile: what is more would be a leak
    -XX:+ExitOnOutOfMemoryError                 # a server half dead is worse than one that is started again
  )
  if ! java_opts_have '-XX:+Use*GC'; then jvm_flags+=(-XX:+UseG1GC); fi
}

# Sets heap_flags: a quarter of the memory, at least 256 MB and at most 1 GB, which is enough for a million channels.
choose_heap() {
  local heap
  heap_flags=()
  if java_opts_have '-Xmx*' || java_opts_have '-XX:MaxHeapSize=*' || java_opts_have '-XX:*RAM*'; then return 0; fi
  heap=$(($(memory_mb) / 4))
  if [ "$heap" -lt 256 ]; then heap=256; fi
  if [ "$heap" -gt 1024 ]; then heap=1024; fi
  heap_flags=("-Xmx${heap}m")
  # Grow from little: an idle server stays small (the JVM would begin with a 64th of the machine).
  if ! java_opts_have '-Xms*' && ! java_opts_have '-XX:InitialHeapSize=*'; then heap_flags+=(-Xms64m); fi
}

java_opts_allow_aot() {
  local pattern
  for pattern in '-XX:AOT*' '-XX:SharedArchiveFile*' '-Xshare:off' '-Xshare:dump' '-XX:+Use*GC' '-XX:*UseCompactObjectHeaders' '-javaagent:*' '-agentlib:*'; do
    if java_opts_have "$pattern"; then return 1; fi
  done
}

# Megabytes this process may use: the machine's, or less by its control group or one above it (version 2, else 1).
memory_mb() {
  local bytes group limit
  if [ -r /proc/meminfo ]; then
    bytes=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) * 1024))
  else
    bytes=$(sysctl -n hw.memsize 2>/dev/null || echo 4294967296)
  fi
  group=$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null)
  group=${group:-/}
  while :; do
    limit=$(cat "/sys/fs/cgroup${group%/}/memory.max" 2>/dev/null)
    case $limit in '' | *[!0-9]*) ;; *) if [ "$limit" -lt "$bytes" ]; then bytes=$limit; fi ;; esac
    case $group in / | '') break ;; esac
    group=${group%/*}
    group=${group:-/}
  done
  limit=$(cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null)
  case $limit in '' | *[!0-9]*) ;; *) if [ "$limit" -lt "$bytes" ]; then bytes=$limit; fi ;; esac
  echo $((bytes / 1048576))
}
