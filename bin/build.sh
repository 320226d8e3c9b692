# shellcheck shell=bash
# Builds server/target/sintonia.jar when its sources have changed. Sourced by ./sintonia and ./verify.
# Needs: root (the project's folder), JDK25 (see jdk25.sh).

target=${root:?}/server/target
jar=$target/sintonia.jar
jar_stamp=$target/sintonia.stamp
build_log=$target/build.log

say() { printf '%s\n' "$*" >&2; }

# On a terminal one line that changes; elsewhere (a file, a service's log) a new line whenever its first words change.
progress_shown=
progress() { # WORDS… DETAIL
  if [ -t 2 ]; then
    printf '\r\033[K%s %s' "$1" "$2" >&2
  elif [ "$1" != "$progress_shown" ]; then
    progress_shown=$1
    say "$1"
  fi
}
progress_end() {
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  progress_shown=
}

# One line for the state of everything the jar is made of: names, sizes and times of change, not contents, so that it
# costs a few milliseconds at every start.
source_stamp() {
  local format
  if stat -c %s / >/dev/null 2>&1; then format=(stat -c '%n %s %y'); else format=(stat -f '%N %z %Fm'); fi
  (
    cd "$root" || exit 1
    inputs=()
    for input in pom.xml schema/pom.xml schema/src server/pom.xml server/src/main .mvn web; do
      if [ -e "$input" ]; then inputs+=("$input"); fi
    done
    find "${inputs[@]}" \( -name node_modules -o -name target -o -name dist \) -prune -o -type f -exec "${format[@]}" {} + |
      LC_ALL=C sort | cksum
  )
}

# Where there are no sources (a container, a package) what is there is what there is.
jar_is_current() {
  if [ ! -f "$root/pom.xml" ] && [ -f "$jar" ]; then return 0; fi
  [ -f "$jar" ] && [ -f "$jar_stamp" ] && [ "$(cat "$jar_stamp")" = "$(source_stamp)" ]
}

# --- one builder at a time -------------------------------------------------------------------------------------------

# The target folder must be there and writable. Held on descriptor 9, which a Maven whose launcher was killed keeps open: the next start then waits for it. Where there
# is no flock, a folder whose owner is asked for by its process id.
lock_build() {
  local told=
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$target/build.lock"
    until flock -w 1 9; do
      if [ -z "$told" ]; then say "Another start or ./verify is building here; waiting for it…" && told=1; fi
    done
  else
    until mkdir "$target/build.lock.d" 2>/dev/null; do
      if ! kill -0 "$(cat "$target/build.lock.d/pid" 2>/dev/null)" 2>/dev/null; then
        sleep 1
        if ! kill -0 "$(cat "$target/build.lock.d/pid" 2>/dev/null)" 2>/dev/null; then rm -rf "$target/build.lock.d"; fi
        continue
      fi
      if [ -z "$told" ]; then say "Another start or ./verify is building here; waiting for it…" && told=1; fi
      sleep 1
    done
    echo $$ >"$target/build.lock.d/pid"
  fi
}

unlock_build() {
  exec 9>&-
  if [ "$(cat "$target/build.lock.d/pid" 2>/dev/null)" = $$ ]; then rm -rf "$target/build.lock.d"; fi
}

# --- Maven ------------------------------------------------------------------------------------------------------------

find_maven() {
  local version
  if ! command -v mvn >/dev/null 2>&1; then
    say "$1 needs Maven 3.8 or newer to build and found none: install it, e.g. apt install maven."
    return 1
  fi
  version=$(JAVA_HOME=$JDK25 mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  case $version in
    3.[0-7] | 3.[0-7].* | [0-2].*)
      say "$1 needs Maven 3.8 or newer to build and found $version ($(command -v mvn)): install a newer one, e.g. from maven.apache.org."
      return 1
      ;;
  esac
}

# What Maven is at, in a person's words: the last of its goals that a person would call a step.
build_phase() {
  awk '
    BEGIN { step = "Reading the project…" }
    !/^\[INFO\] --- / { next }
    /classes-from-migrations/ { step = "Generating database classes…" }
    /compile.*sintonia-schema/ { step = "Compiling database classes…" }
    /npm|node|frontend|vite/ { step = "Building the web pages…" }
    /compile.*sintonia-server/ { step = "Compiling…" }
    /shade/ { step = "Packing…" }
    END { print step }' "$build_log"
}

watch_build() {
  local fetched fetched_before=0 hundreds=-1 started=$SECONDS
  while kill -0 "$1" 2>/dev/null; do
    fetched=$(grep -c 'Downloaded from' "$build_log")
    if [ "$fetched" -eq "$fetched_before" ]; then
      progress "$(build_phase)" "($((SECONDS - started)) s)"
    elif [ -t 2 ]; then
      progress "Fetching libraries…" "$fetched so far ($((SECONDS - started)) s)"
    elif [ $((fetched / 100)) -gt $hundreds ]; then
      hundreds=$((fetched / 100))
      say "Fetching libraries… $fetched so far"
    fi
    fetched_before=$fetched
    sleep 0.5
  done
  progress_end
}

build_errors() {
  local lines
  lines=$(grep '^\[ERROR\]' "$build_log" |
    grep -vE '^\[ERROR\] *$|\[Help [0-9]+\]|Re-run Maven|full stack trace|For more information about|After correcting|mvn <args>|COMPILATION ERROR' |
    awk '!seen[$0]++' | head -n 12)
  if [ -z "$lines" ]; then lines=$(tail -n 8 "$build_log"); fi
  printf '%s\n' "$lines" >&2
}

# Builds if needed. Returns Maven's code when it fails.
build() {
  local stamp status started=$SECONDS
  if jar_is_current; then return 0; fi
  if ! command -v mvn >/dev/null 2>&1 && [ -f "$jar" ]; then
    say "The sources have changed since server/target/sintonia.jar was built, but there is no Maven here: starting what is built."
    return 0
  fi
  mkdir -p "$target" 2>/dev/null
  if [ ! -w "$target" ]; then
    if [ -f "$jar" ]; then
      say "The sources have changed since server/target/sintonia.jar was built, but $target is not writable: starting what is built."
      return 0
    fi
    say "$1 has to build, but $target is not writable: run it once as a user who may write there, with SINTONIA_BUILD_ONLY=1."
    return 1
  fi
  find_maven "$1" || return 1
  lock_build
  if jar_is_current; then # by the start we have waited for
    unlock_build
    return 0
  fi
  stamp=$(source_stamp)
  # A server that still runs from the old jar keeps its file: removed, not overwritten.
  rm -f "$jar" "$jar_stamp"
  say "Building Sintonia (this takes a minute or two the first time)."
  : >"$build_log"
  # Without -ntp: the lines about fetched libraries are counted. How the sources are laid out is for ./verify to check.
  (cd "$root" && JAVA_HOME=$JDK25 exec mvn -B -Dspotless.check.skip=true -DskipTests -Dmaven.test.skip=true package) >"$build_log" 2>&1 </dev/null &
  child=$!
  watch_build "$child"
  wait "$child"
  status=$?
  child=
  if [ $status -ne 0 ] || [ ! -f "$jar" ]; then
    say "The build failed after $((SECONDS - started)) s:"
    build_errors
    say "The whole log: $build_log"
    unlock_build
    return $((status == 0 ? 1 : status))
  fi
  printf '%s\n' "$stamp" >"$jar_stamp"
  say "Built in $((SECONDS - started)) s."
  unlock_build
}
