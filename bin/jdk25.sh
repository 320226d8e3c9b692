# shellcheck shell=bash
# Finds a JDK 25. Sourced by ./sintonia, ./verify and bench/fanout; works on bash 3.2 too.
#
#   find_jdk25 NAME      sets JDK25 to the JDK's home, or says in one sentence on stderr what NAME misses and returns 1
#
# Asked in this order: $SINTONIA_JAVA_HOME (binding: if it is something else, that is an error), $JAVA_HOME, the java
# on the PATH, the usual places. SINTONIA_JDK_DIRS (paths with *, separated by colons) replaces the usual places.

jdk_usual_places="/usr/lib/jvm/*:$HOME/.sdkman/candidates/java/*:$HOME/.jdks/*:/opt/*jdk*:/Library/Java/JavaVirtualMachines/*/Contents/Home"

# The version a home says of itself ("25.0.3"); empty if nothing there is a Java. The `release` file of every JDK
# since 7 spares starting a JVM.
jdk_version() {
  local line
  [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) line=${line#*=\"} && printf '%s\n' "${line%%\"*}" && return 0 ;; esac
    done <"$1/release"
  fi
  "$1/bin/java" -version 2>&1 </dev/null | sed -n '1s/.*version "\([^"]*\)".*/\1/p'
}

jdk_feature() { # 25.0.3 -> 25, 1.8.0_402 -> 8, 25-ea -> 25
  local version=${1#1.}
  version=${version%%[.+_-]*}
  printf '%s\n' "$version"
}

# Remembers what was seen, for the sentence; succeeds if HOME is a whole JDK 25 (a JRE cannot build).
jdk_is_25() {
  local version feature
  version=$(jdk_version "$1")
  [ -n "$version" ] || return 1
  feature=$(jdk_feature "$version")
  if [ "$feature" = 25 ]; then
    [ -x "$1/bin/javac" ] && return 0
    feature="25 without a compiler"
  fi
  case ", $jdk_seen," in *", $feature ("*) ;; *) jdk_seen="${jdk_seen:+$jdk_seen, }$feature ($1)" ;; esac
  return 1
}

jdk_home_on_path() {
  local java
  java=$(command -v java) || return 0
  java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  java=${java%/bin/java}
  printf '%s\n' "${java%/jre}"
}

find_jdk25() {
  local name=$1 home places
  JDK25=
  jdk_seen=
  if [ -n "${SINTONIA_JAVA_HOME:-}" ]; then
    if jdk_is_25 "$SINTONIA_JAVA_HOME"; then
      JDK25=$SINTONIA_JAVA_HOME
      return 0
    fi
    printf '%s\n' "$name needs a JDK 25, but SINTONIA_JAVA_HOME is ${jdk_seen:-no JDK ($SINTONIA_JAVA_HOME)}: point it to a JDK 25, or unset it." >&2
    return 1
  fi
  for home in "${JAVA_HOME:-}" "$(jdk_home_on_path)"; do
    if [ -n "$home" ] && jdk_is_25 "$home"; then
      JDK25=$home
      return 0
    fi
  done
  local IFS=:
  places=${SINTONIA_JDK_DIRS-$jdk_usual_places}
  for home in $places; do # unquoted: split at colons, stars expanded
    if jdk_is_25 "$home"; then
      # shellcheck disable=SC2034  # read by whoever sources this file
      JDK25=$home
      return 0
    fi
  done
  printf '%s\n' "$name needs a JDK 25 and found ${jdk_seen:+only }${jdk_seen:-none}: install one, e.g. apt install temurin-25-jdk, or set SINTONIA_JAVA_HOME." >&2
  return 1
}
