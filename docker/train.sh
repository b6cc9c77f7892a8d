#!/bin/bash
# train.sh JAR FOLDER [JAVA]: unpacks the packaged arena into FOLDER and notes there, in tiltyard.aot, which classes it
# needs to start and to hold a few battles, and how its methods were used. Run it from there:
#   java -XX:AOTCache=FOLDER/tiltyard.aot -jar FOLDER/tiltyard.jar
# The cache fits this Java and these files; with others the arena starts as it would without one.
set -euo pipefail
jar=$1
folder=$2
java=${3:-java}
battles=20
training=$(mktemp -d)
arena=
trap '[ -z "$arena" ] || kill "$arena" 2> /dev/null; rm -rf "$training"' EXIT
rm -rf "$folder"
"$java" -Djarmode=tools -jar "$jar" extract --destination "$training/app"
mkdir -p "$(dirname "$folder")"
cp -r "$training/app" "$folder"
mv "$folder/$(basename "$jar")" "$folder/tiltyard.jar" 2> /dev/null || test -f "$folder/tiltyard.jar"

"$java" -XX:AOTCacheOutput="$folder/tiltyard.aot" -jar "$folder/tiltyard.jar" --tiltyard.data="$training/data" \
  --server.port=0 --tiltyard.demo.first-token=0ms --logging.level.root=warn \
  --logging.level.org.springframework.boot.reactor.netty=info > "$training/log" 2>&1 &
arena=$!
port=
until [ -n "$port" ]; do
  kill -0 "$arena" 2> /dev/null || { cat "$training/log"; exit 1; }
  sleep 0.2
  port=$(sed -n 's/.*Netty started on port \([0-9]*\).*/\1/p' "$training/log")
done

# ask METHOD PATH BODY: what the arena answers, headers too. No program but the shell is needed.
ask() {
  exec 3<> "/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/html, application/json;q=0.9\r\n' \
    "$1" "$2" >&3
  printf 'Accept-Encoding: identity\r\nContent-Type: application/json\r\nCookie: %s\r\nContent-Length: %s\r\n\r\n%s' \
    "$cookie" "${#3}" "$3" >&3
  cat <&3
  exec 3>&-
}

cookie=none=1
ask GET / '' > /dev/null
for number in $(seq "$battles"); do
  answer=$(ask POST /battles "{\"prompt\":\"How long is a tiltyard, and who built number $number?\"}")
  id=$(sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' <<< "$answer")
  set_cookie=$(sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p' <<< "$answer")
  cookie=${set_cookie:-$cookie}
  ask GET "/battles/$id/events" '' > /dev/null
  ask GET "/battles/$id" '' > /dev/null
  answer=$(ask POST "/battles/$id/vote" '{"winner":"tie"}')
  [[ $answer == *'"winner":"tie"'* ]] || { echo "no vote was taken: $answer"; exit 1; }
done
ask GET /leaderboard '' > /dev/null
kill "$arena"
wait "$arena" || true
arena=
test -s "$folder/tiltyard.aot"
chmod -R a+rX "$folder"
