# shellcheck shell=bash
# Prepares server/target/sintonia.aot, the JVM's ahead-of-time cache (JEP 483, 514, 515): classes loaded and linked, and
# methods' profiles, from one short run of the demo. A start with it needs less than half of the CPU. Sourced by
# ./sintonia. Needs: build.sh, jvmflags.sh, JDK25.
# shellcheck disable=SC2034  # aot_flags is for ./sintonia

aot=${target:?}/sintonia.aot
aot_stamp=$target/sintonia.aot.stamp
aot_log=$target/aot.log

# The JVM refuses a cache of another jar (by size and time), another JVM or other flags, so these are its key.
aot_key() {
  local size_and_time
  size_and_time=$(stat -c '%s %y' "${jar:?}" 2>/dev/null || stat -f '%z %Fm' "$jar")
  printf '%s | %s | %s | %s\n' "$jar $size_and_time" "${JDK25:?}" "$(cksum <"$JDK25/release" 2>/dev/null)" "${jvm_flags[*]:?}"
}

# Sets aot_flags for the start; trains first if need be. Never an error: without the cache the server only starts slower.
prepare_quick_start() {
  local key started=$SECONDS
  aot_flags=()
  if [ "${SINTONIA_NO_AOT:-}" = 1 ]; then return 0; fi
  key=$(aot_key)
  if ! aot_is_settled "$key"; then
    if [ "$1" = use-only ] || [ ! -w "$target" ]; then return 0; fi
    lock_build
    if ! aot_is_settled "$key"; then
      rm -f "$aot" "$aot_stamp"
      if train; then
        mv -f "$aot.new" "$aot"
        printf 'made\n%s\n' "$key" >"$aot_stamp"
        progress_end
        say "Prepared quick starts in $((SECONDS - started)) s."
      else
        forget_training
        printf 'failed\n%s\n' "$key" >"$aot_stamp"
        progress_end
        say "Quick starts could not be prepared ($why_untrained; see $aot_log): starting without, until the next build."
      fi
    fi
    unlock_build
  fi
  if [ -f "$aot" ]; then aot_flags=("-XX:AOTCache=$aot"); fi
}

aot_is_settled() { # made for this key, or already failed for it
  local outcome key
  { IFS= read -r outcome && IFS= read -r key; } 2>/dev/null <"$aot_stamp" || return 1
  [ "$key" = "$1" ] || return 1
  [ "$outcome" = failed ] || [ -f "$aot" ]
}

# --- the training run ---------------------------------------------------------------------------------------------------

# Answers the status line of GET $2 on loopback port $1, and reads the body for at most $3 seconds. No curl needed.
get() {
  local status reader
  exec 8<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUser-Agent: sintonia-launcher\r\nConnection: close\r\n\r\n' "$2" "$1" >&8
  IFS= read -r -t "$3" status <&8 || status=
  if [ -n "$status" ]; then
    cat <&8 >/dev/null &
    reader=$!
    for _ in $(seq 1 $(($3 * 10))); do
      kill -0 $reader 2>/dev/null || break
      sleep 0.1
    done
    kill $reader 2>/dev/null
    wait $reader 2>/dev/null
  fi
  exec 8>&-
  printf '%s\n' "$status"
}

free_port() {
  local port
  for _ in $(seq 1 20); do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 8<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo $port
      return 0
    fi
  done
  return 1
}

training_folder=
forget_training() { # also when it is interrupted
  rm -rf "$aot.new" "$aot.new.config" ${training_folder:+"$training_folder"}
}

# One short life of the demo server, with data of its own. Leaves $aot.new, or says why not in why_untrained.
train() {
  local port limit=() started=$SECONDS outcome
  why_untrained="no free port"
  port=$(free_port) || return 1
  why_untrained="no temporary folder"
  training_folder=$(mktemp -d "${TMPDIR:-/tmp}/sintonia-training.XXXXXX") || return 1
  # If this script is killed, the trainee must not live on.
  if command -v timeout >/dev/null 2>&1; then limit=(timeout -k 120 170); fi
  progress "Preparing quick starts…" "(0 s)"
  (
    # Nothing of the operator's settings: the trainee must not meet their database, port or live folder.
    for name in ${!SINTONIA_*} JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS; do unset "$name"; done
    export SINTONIA_LIVE_DIRECTORY=$training_folder/live
    cd "$training_folder" || exit 1
    exec ${limit[@]+"${limit[@]}"} "$JDK25/bin/java" "-XX:AOTCacheOutput=$aot.new" "${jvm_flags[@]}" -Xmx512m \
      -jar "$jar" --demo --bind 127.0.0.1 --port "$port" --data "$training_folder/data"
  ) >"$aot_log" 2>&1 </dev/null 9>&- &
  child=$!
  rehearse "$port" "$started"
  outcome=$?
  kill -TERM "$child" 2>/dev/null
  await_exit "$started" 90 || { kill -KILL "$child" 2>/dev/null && why_untrained="the cache was not written within 90 s"; }
  wait "$child" 2>/dev/null
  child=
  rm -rf "$training_folder"
  [ $outcome -eq 0 ] || return 1
  if [ ! -s "$aot.new" ]; then
    why_untrained=${why_untrained:-the JVM wrote no cache}
    return 1
  fi
}

# The requests every household makes first.
rehearse() {
  local path player="username=admin&password=admin"
  why_untrained="the server was not ready within 60 s"
  until case $(get "$1" /health/ready 2 2>/dev/null) in *" 200"*) true ;; *) false ;; esac do
    if ! kill -0 "$child" 2>/dev/null; then
      why_untrained="the server stopped by itself"
      return 1
    fi
    if [ $((SECONDS - $2)) -ge 60 ]; then return 1; fi
    progress "Preparing quick starts…" "($((SECONDS - $2)) s)"
    sleep 0.3
  done
  for path in "/player_api.php?$player" "/player_api.php?$player&action=get_live_streams" "/get.php?$player&type=m3u_plus" \
    "/xmltv.php?$player" /live/admin/admin/1.ts; do
    progress "Preparing quick starts…" "($((SECONDS - $2)) s)"
    get "$1" "$path" 2 >/dev/null 2>&1
  done
  why_untrained=
}

await_exit() {
  local until=$((SECONDS + $2))
  while kill -0 "$child" 2>/dev/null; do
    if [ $SECONDS -ge $until ]; then return 1; fi
    progress "Preparing quick starts…" "($((SECONDS - $1)) s)"
    sleep 0.3
  done
}
