#!/bin/sh
# train.sh JAR FOLDER [JAVA]: unpacks the packaged arena into FOLDER and notes there, in tiltyard.aot, which classes its
# start needs. Run it from there:
#   java -XX:AOTCache=FOLDER/tiltyard.aot -jar FOLDER/tiltyard.jar
# The cache fits this Java and these files; with others the arena starts as it would without one.
set -eu
jar=$1
folder=$2
java=${3:-java}
training=$(mktemp -d)
trap 'rm -rf "$training"' EXIT
rm -rf "$folder"
"$java" -Djarmode=tools -jar "$jar" extract --destination "$training/app"
mkdir -p "$(dirname "$folder")"
cp -r "$training/app" "$folder"
mv "$folder/$(basename "$jar")" "$folder/tiltyard.jar" 2>/dev/null || test -f "$folder/tiltyard.jar"
"$java" -XX:AOTCacheOutput="$folder/tiltyard.aot" -Dspring.context.exit=onRefresh -jar "$folder/tiltyard.jar" \
  --tiltyard.data="$training/data" --server.port=0 --logging.level.root=warn
test -s "$folder/tiltyard.aot"
chmod -R a+rX "$folder"
