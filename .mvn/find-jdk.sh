# Sourced by mvnw and hyperslab: finds a JDK of the Java version that the project needs.

java_wanted=25

# jdk_is_right HOME: is this a whole JDK, new enough? Reads its release file; starting java costs more.
jdk_is_right() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='="' read -r key _ version _; do
    if [ "$key" = JAVA_VERSION ]; then
      version=${version%%[!0-9]*}
      [ -n "$version" ] && [ "$version" -ge "$java_wanted" ]
      return
    fi
  done <"$1/release"
  return 1
}

# find_jdk: sets JAVA_HOME to the first that fits, or fails.
find_jdk() {
  for candidate in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" \
    /usr/lib/jvm/*25* "${HOME:-}"/.sdkman/candidates/java/25* "${HOME:-}"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if jdk_is_right "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  # Last, as it starts a JVM: the java on the PATH, wherever its links lead.
  candidate=$(java -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.home = //p') || return 1
  jdk_is_right "$candidate" || return 1
  JAVA_HOME=$candidate
  export JAVA_HOME
}
