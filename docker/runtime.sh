#!/bin/sh
# runtime.sh FOLDER: a Java with only the modules that the arena uses, made by the JDK that runs this or that JAVA_HOME
# names. About 90 MB.
set -eu
folder=$1
jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink
modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming
modules=$modules,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql
modules=$modules,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns
modules=$modules,jdk.net,jdk.unsupported,jdk.zipfs
"$jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress zip-6 \
  --generate-cds-archive --output "$folder"
