#!/usr/bin/env bash
# Tests of ./sintonia: in a copy of the launcher beside a project of one file, with a Maven and a JDK 25 that only record
# how they were called. Usage: bin/test-launcher.sh [FILE]; FILE gets the results as ./verify reads them.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
results=${1:-/dev/null}
scratch=$(mktemp -d) || exit 1
server= # a started server, by process id
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null; fi; rm -rf "$scratch"' EXIT

project=$scratch/project
calls=$scratch/calls
jdk=$scratch/jdks/fake-25

new_project() {
  rm -rf "$project" "$calls" "${scratch:?}/jdks" "${scratch:?}/bin"
  mkdir -p "$project/bin" "$project/schema/src" "$project/server/src/main" "$project/.mvn" "$scratch/bin" "$jdk/bin" "$scratch/tmp"
  cp "$here/sintonia" "$project/"
  cp "$here"/bin/*.sh "$project/bin/"
  echo "<project/>" | tee "$project/pom.xml" "$project/schema/pom.xml" "$project/server/pom.xml" >/dev/null
  echo "class Main {}" >"$project/server/src/main/Main.java"
  : >"$calls"

  echo 'JAVA_VERSION="25.0.1"' >"$jdk/release"
  # Plays the JVM: a training run fails, any other run is recorded with its settings.
  cat >"$jdk/bin/java" <<JAVA
#!/usr/bin/env bash
case "\$*" in
  *AOTCacheOutput*) echo "train \$*" >>"$calls"; exit 1 ;;
esac
echo "java \$*" >>"$calls"
env | grep '^SINTONIA_' | sed 's/^/env /' >>"$calls"
if [ "\${FAKE_SERVER_STAYS:-}" = 1 ]; then echo "pid \$\$" >>"$calls"; exec sleep 30; fi
JAVA
  cp "$jdk/bin/java" "$jdk/bin/javac"

  cat >"$scratch/bin/mvn" <<MVN
#!/usr/bin/env bash
if [ "\$1" = -v ]; then echo "Apache Maven \${FAKE_MAVEN:-3.9.9} (x)"; exit 0; fi
echo "mvn \$*" >>"$calls"
echo "mvn JAVA_HOME=\$JAVA_HOME" >>"$calls"
if [ "\${FAKE_MAVEN_FAILS:-}" = 1 ]; then
  echo "[INFO] --- maven-compiler-plugin:3.16.0:compile (default-compile) @ sintonia-server ---"
  echo "[ERROR] Main.java:[1,1] class expected"
  echo "[ERROR] [Help 1] http://nowhere"
  exit 7
fi
sleep 0.6
mkdir -p server/target && echo jar >server/target/sintonia.jar
MVN
  chmod +x "$scratch/bin/mvn" "$jdk/bin/java" "$jdk/bin/javac"
}

# Runs the copy with nothing of this machine's Javas; keeps both outputs and the code.
launch() {
  env -u JAVA_HOME -u JAVA_OPTS -u SINTONIA_JAVA_HOME -u SINTONIA_BUILD_ONLY -u SINTONIA_NO_AOT \
    PATH="$scratch/bin:$tools" TMPDIR="$scratch/tmp" SINTONIA_JDK_DIRS="$scratch/jdks/*" \
    ${with[@]+"${with[@]}"} "$project/sintonia" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
  code=$?
}

# The machine's tools, without its java and mvn.
tools=$scratch/tools
mkdir -p "$tools"
for tool in bash sh env cat cp mv rm mkdir mktemp rmdir ls ln stat find sort cksum awk sed grep head tail tr cut seq sleep timeout \
  flock kill readlink dirname basename id tee date printf echo; do
  path=$(command -v "$tool") && [ -x "$path" ] && ln -sf "$path" "$tools/$tool"
done

# --- a small harness --------------------------------------------------------------------------------------------------------
passed=0 failed=0 skipped=0
problem=
expect() { # a sentence, then a command that must hold
  local what=$1
  shift
  if [ -z "$problem" ] && ! "$@"; then problem=$what; fi
}
calls_of() { grep -c "^$1" "$calls"; }
says() { grep -qF -- "$1" "$scratch/err"; }
recorded() { grep -qF -- "$1" "$calls"; }
lines_of_err() { wc -l <"$scratch/err" | tr -d ' '; }
law() { # a name, a function
  problem=
  with=()
  new_project
  "$2"
  if [ -z "$problem" ]; then
    passed=$((passed + 1))
    echo "  ok      $1"
  else
    failed=$((failed + 1))
    echo "  FAILED  $1: $problem"
    sed 's/^/          /' "$scratch/err" | head -n 20
    printf 'failed\tlauncher: %s\t%s\n' "$1" "$problem" >>"$results"
  fi
}

skip() { # a name, a reason
  skipped=$((skipped + 1))
  echo "  skipped $1: $2"
  printf 'skipped\tlauncher: %s\t%s\n' "$1" "$2" >>"$results"
}

# --- the laws -----------------------------------------------------------------------------------------------------------------

without_a_jdk() {
  rm -rf "$scratch/jdks"
  launch
  expect "code is $code, not 1" [ $code -eq 1 ]
  expect "$(lines_of_err) lines, not one" [ "$(lines_of_err)" = 1 ]
  expect "the sentence" says "sintonia needs a JDK 25 and found none: install one"
  expect "nothing built" [ "$(calls_of mvn)" = 0 ]
}
with_only_a_17() {
  echo 'JAVA_VERSION="17.0.9"' >"$jdk/release"
  launch
  expect "code is $code, not 1" [ $code -eq 1 ]
  expect "one line" [ "$(lines_of_err)" = 1 ]
  expect "the sentence" says "found only 17 ($jdk)"
}
with_a_jre() {
  rm "$jdk/bin/javac"
  launch
  expect "code is $code, not 1" [ $code -eq 1 ]
  expect "the sentence" says "25 without a compiler"
}
wrong_java_home_of_ours() {
  with=("SINTONIA_JAVA_HOME=$scratch/nowhere")
  launch
  expect "code is $code, not 1" [ $code -eq 1 ]
  expect "the sentence" says "SINTONIA_JAVA_HOME is no JDK ($scratch/nowhere)"
}
without_maven() {
  rm "$scratch/bin/mvn"
  launch
  expect "code is $code, not 1" [ $code -eq 1 ]
  expect "one line" [ "$(lines_of_err)" = 1 ]
  expect "the sentence" says "needs Maven 3.8 or newer to build and found none"
}
with_an_old_maven() {
  with=(FAKE_MAVEN=3.6.3)
  launch
  expect "code is $code, not 1" [ $code -eq 1 ]
  expect "the sentence" says "found 3.6.3"
}
first_start() {
  launch --port 1234 "two words"
  expect "code is $code" [ $code -eq 0 ]
  expect "built once" [ "$(calls_of 'mvn -B')" = 1 ]
  expect "with the JDK 25" recorded "mvn JAVA_HOME=$jdk"
  expect "no tests built" recorded "-DskipTests -Dmaven.test.skip=true package"
  expect "the arguments reach the server as they are" recorded "-jar $project/server/target/sintonia.jar --port 1234 two words"
  expect "a heap" recorded " -Xmx"
}
second_start() {
  launch
  launch
  expect "code is $code" [ $code -eq 0 ]
  expect "built $(calls_of 'mvn -B') times" [ "$(calls_of 'mvn -B')" = 1 ]
  expect "served twice" [ "$(calls_of java)" = 2 ]
  expect "silent" [ "$(lines_of_err)" = 0 ]
}
changed_source() {
  launch
  echo "class Main { }" >"$project/server/src/main/Main.java"
  launch
  expect "built twice" [ "$(calls_of 'mvn -B')" = 2 ]
  rm "$project/server/src/main/Main.java"
  launch
  expect "built a third time, for the file that is gone" [ "$(calls_of 'mvn -B')" = 3 ]
}
two_at_once() {
  launch &
  local other=$!
  launch
  wait $other
  expect "built $(calls_of 'mvn -B') times" [ "$(calls_of 'mvn -B')" = 1 ]
  expect "served twice" [ "$(calls_of java)" = 2 ]
}
failed_build() {
  with=(FAKE_MAVEN_FAILS=1)
  launch
  expect "code is $code, not Maven's 7" [ $code -eq 7 ]
  expect "the compiler's words" says "Main.java:[1,1] class expected"
  expect "without Maven's advice" eval "! says 'Help 1'"
  expect "where the log is" says "server/target/build.log"
  expect "no server" [ "$(calls_of java)" = 0 ]
  with=()
  launch
  expect "the next start builds" [ "$(calls_of java)" = 1 ]
}
failed_training() {
  launch
  expect "said once" says "Quick starts could not be prepared"
  expect "served all the same" [ "$(calls_of java)" = 1 ]
  launch
  expect "not tried again" [ "$(calls_of train)" = 1 ]
  expect "nothing left in the temporary folder" [ -z "$(ls "$scratch/tmp")" ]
}
no_aot() {
  with=(SINTONIA_NO_AOT=1)
  launch
  expect "no training" [ "$(calls_of train)" = 0 ]
  expect "served" [ "$(calls_of java)" = 1 ]
}
check_does_not_train() {
  launch check some.yaml
  expect "no training" [ "$(calls_of train)" = 0 ]
  expect "the command" recorded "sintonia.jar check some.yaml"
}
build_only() {
  with=(SINTONIA_BUILD_ONLY=1)
  launch
  expect "code is $code" [ $code -eq 0 ]
  expect "built" [ -f "$project/server/target/sintonia.jar" ]
  expect "no server" [ "$(calls_of java)" = 0 ]
}
installation_without_sources() {
  launch
  rm -rf "$project/pom.xml" "$project/server/src" "$project/schema" "$scratch/bin/mvn"
  launch
  expect "code is $code" [ $code -eq 0 ]
  expect "served" [ "$(calls_of java)" = 2 ]
  expect "silent" [ "$(lines_of_err)" = 0 ]
}
unwritable_target() {
  launch
  echo "class Main { }" >"$project/server/src/main/Main.java"
  chmod a-w "$project/server/target"
  launch
  chmod u+w "$project/server/target"
  expect "code is $code" [ $code -eq 0 ]
  expect "said" says "is not writable: starting what is built"
  expect "served" [ "$(calls_of java)" = 2 ]
}
java_opts() {
  with=("JAVA_OPTS=-Xmx300m  -XX:+UseSerialGC -Dx=y")
  launch
  expect "they come last" recorded "-Xmx300m -XX:+UseSerialGC -Dx=y -jar"
  expect "no second collector" eval "! recorded UseG1GC"
  expect "no second heap" [ "$(grep -o -- '-Xmx' "$calls" | wc -l | tr -d ' ')" = 1 ]
}
own_settings_stay_here() {
  with=(SINTONIA_NO_AOT=1 SINTONIA_SERVER_PORT=9)
  launch
  expect "the operator's reach the server" recorded "env SINTONIA_SERVER_PORT=9"
  expect "the launcher's do not" eval "! recorded 'env SINTONIA_NO_AOT' && ! recorded 'env SINTONIA_JDK_DIRS'"
}
signals_reach_the_server() {
  local waited=0 told
  with=(SINTONIA_BUILD_ONLY=1)
  launch
  env -u JAVA_HOME -u JAVA_OPTS PATH="$scratch/bin:$tools" SINTONIA_JDK_DIRS="$scratch/jdks/*" FAKE_SERVER_STAYS=1 \
    "$project/sintonia" >/dev/null 2>"$scratch/err" </dev/null &
  server=$!
  until recorded "pid " || [ $waited -ge 50 ]; do
    sleep 0.1
    waited=$((waited + 1))
  done
  told=$(sed -n 's/^pid //p' "$calls")
  expect "the server is process $told, not $server" [ "$told" = "$server" ]
  kill "$server"
  wait "$server" 2>/dev/null
  expect "it has ended" eval "! kill -0 $server 2>/dev/null"
  server=
}

law "without any JDK: one sentence, code 1" without_a_jdk
law "with only a JDK 17: one sentence that says so" with_only_a_17
law "a Java 25 without a compiler is no JDK" with_a_jre
law "a wrong SINTONIA_JAVA_HOME is an error, not passed over" wrong_java_home_of_ours
law "without Maven and without a jar: one sentence" without_maven
law "a Maven before 3.8 is refused" with_an_old_maven
law "the first start builds with the JDK 25 and serves" first_start
law "the second start does not build" second_start
law "a changed or removed source is built anew" changed_source
law "two starts at once build once" two_at_once
law "a failed build shows the errors and the log, and is tried again" failed_build
law "a failed training is said once and not tried again" failed_training
law "SINTONIA_NO_AOT=1 trains nothing" no_aot
law "check does not wait for a training" check_does_not_train
law "SINTONIA_BUILD_ONLY=1 builds and stops" build_only
law "an installation without sources starts what is there" installation_without_sources
if [ "$(id -u)" != 0 ]; then
  law "where target is not writable, what is built is started" unwritable_target
else
  skip "where target is not writable, what is built is started" "root may write everywhere"
fi
law "JAVA_OPTS override heap and collector" java_opts
law "the launcher's own variables do not reach the server" own_settings_stay_here
law "the server takes the launcher's process, so signals reach it" signals_reach_the_server

printf 'counts\t%s\t%s\t%s\n' "$passed" "$failed" "$skipped" >>"$results"
[ "$failed" -eq 0 ]
