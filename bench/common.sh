# What the measuring scripts share. Sourced with $here (this folder) and $program (who speaks) set.
# shellcheck shell=bash disable=SC2154,SC2034 # set or read by whoever sources this

# What is started here is stopped here: processes in $mine, files in $scratch.
memory=/dev/shm
[ -w $memory ] || memory=${TMPDIR:-/tmp}
scratch=$(mktemp -d "$memory/sintonia-$program.XXXXXX") || exit 1
chmod 755 "$scratch"
mine=()
tidy() {
  local started
  for started in ${mine[@]+"${mine[@]}"}; do
    kill "$started" 2>/dev/null && wait "$started" 2>/dev/null
  done
  mine=()
  rm -rf "$scratch"
}
trap tidy EXIT
trap 'exit 130' INT TERM HUP

free_port() {
  local port
  while :; do
    port=$((21000 + RANDOM % 9000))
    if ! (exec 8<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo $port
      return
    fi
  done
}

get() { # port, path: the answer's body
  local line
  exec 8<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&8
  IFS= read -r -t 10 line <&8 || return 1
  case $line in *" 200"*) ;; *) return 1 ;; esac
  while IFS= read -r -t 10 line <&8 && [ "$line" != $'\r' ]; do :; done
  timeout 60 cat <&8
  exec 8>&-
}

await() { # seconds, what, command…
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $until ]; then
      echo "$program: $what" >&2
      exit 1
    fi
    sleep 0.3
  done
}

build_tools() { # names; those that are older than their sources
  local tool
  command -v gcc >/dev/null 2>&1 || { echo "$program: needs gcc to build its tools: apt install gcc" >&2 && exit 1; }
  mkdir -p "$here/bin" "$here/results"
  for tool in "$@"; do
    if [ ! -x "$here/bin/$tool" ] || [ -n "$(find "$here" -maxdepth 1 -name '*.[ch]' -newer "$here/bin/$tool")" ]; then
      gcc -O2 -Wall -o "$here/bin/$tool" "$here/$tool.c" || exit 1
    fi
  done
}

start_origin() { # bits per second; sets origin_port, origin_pid
  origin_port=$(free_port)
  "$here/bin/origin" --port "$origin_port" --rate "$1" 2>/dev/null &
  origin_pid=$!
  mine+=("$origin_pid")
  await 5 "the origin does not answer" get "$origin_port" /stats
}

# Starts the server with so many channels of the origin, for the user bench, and waits for them. Sets port, pid and
# first, the first channel's id; the others follow it.
serve_channels() { # how many, more lines of live: {…}
  local count=$1 live=${2:-} i
  port=$(free_port)
  {
    echo '#EXTM3U'
    for ((i = 1; i <= count; i++)); do
      printf '#EXTINF:-1 group-title="Bench",Channel %s\nhttp://127.0.0.1:%s/live/%s.ts\n' "$i" "$origin_port" "$i"
    done
  } >"$scratch/list.m3u"
  cat >"$scratch/sintonia.yaml" <<YAML
server: {port: $port, bind: 127.0.0.1}
live: {directory: "$scratch/live", buffer-limit: $((64 * count + 448))MB$live}
sources:
  - {name: Bench, type: m3u, url: "file:$scratch/list.m3u", refresh: 12h, trust-local: true}
users:
  - {username: bench, password: bench, max-connections: 0}
YAML
  SINTONIA_BUILD_ONLY=1 "$here/../sintonia" || exit 1
  "$here/../sintonia" --config "$scratch/sintonia.yaml" --data "$scratch/data" >"$here/results/server.log" 2>&1 &
  pid=$!
  mine+=("$pid")
  await 60 "the server is not ready after 60 s; see bench/results/server.log" get "$port" /health/ready
  await 30 "the list was not imported within 30 s; see bench/results/server.log" are_imported "$count"
  first=$(channel_ids | head -n 1)
}

channel_ids() {
  get "$port" "/player_api.php?username=bench&password=bench&action=get_live_streams" | grep -o '"stream_id": *"*[0-9]*' |
    grep -o '[0-9]*$' | sort -n
}

are_imported() { [ "$(channel_ids | wc -l)" = "$1" ]; }
