#!/bin/bash
# measure.sh JAR [JAVA]: how long a packaged arena takes from its start to its first page, as a jar, unpacked, and with
# the cache of train.sh; what it takes of the processor until then and of memory when idle; and how long it takes to stop.
# Three times each, on fresh H2 files. Needs curl. Figures mean little while the machine does something else.
set -eu
jar=$(realpath "$1")
java=${2:-java}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$(dirname "$0")/train.sh" "$jar" "$folder/app" "$java" > "$folder/training.log" 2>&1

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

measure() {
  local name=$1 begun ready cpu stopped run port=${PORT:-18085}
  shift
  for round in 1 2 3; do
    run=$(mktemp -d -p "$folder")
    begun=$(milliseconds)
    (cd "$run" && exec "$@" --server.port="$port" --tiltyard.data="$run") > "$run/log" 2>&1 &
    local process=$!
    until curl -sf -o /dev/null "http://127.0.0.1:$port/"; do
      kill -0 "$process" 2> /dev/null || { cat "$run/log"; exit 1; }
      sleep 0.02
    done
    ready=$(($(milliseconds) - begun))
    cpu=$(awk '{ print ($14 + $15) / 100 }' "/proc/$process/stat")
    sleep 10
    memory=$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$process/status")
    begun=$(milliseconds)
    kill "$process"
    wait "$process" || true
    stopped=$(($(milliseconds) - begun))
    echo "| $name | $ready ms | $cpu s | $memory MB | $stopped ms | $(cut -d' ' -f1 /proc/loadavg) |"
  done
}

echo "| how | first page after | CPU until then | memory, idle | stopped after | load of the machine |"
echo "|---|---|---|---|---|---|"
measure jar "$java" -jar "$jar"
measure unpacked "$java" -jar "$folder/app/tiltyard.jar"
measure "with cache" "$java" -XX:AOTCache="$folder/app/tiltyard.aot" -XX:InitialRAMPercentage=15 -XX:NewRatio=1 \
  -XX:GCTimeRatio=99 -XX:MaxGCPauseMillis=50 -jar "$folder/app/tiltyard.jar"
