package org.tiltyard.disclosure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of machines: IPv4, IPv6 and MAC. Those that are private, set aside for documentation,
 * or everybody's (public name servers) tell nobody's place; numbers of versions and sections are
 * none.
 */
final class NetworkAddressDetector implements Detector {

  private static final Pattern V4 =
      Pattern.compile(
          "(?<![\\w.-])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?![\\w-]|\\.\\d)");
  private static final Pattern V6 =
      Pattern.compile(
          "(?<![\\w:.])[23][0-9A-Fa-f]{3}(?::{1,2}[0-9A-Fa-f]{1,4}){1,7}(?:::)?(?![\\w:])");
  private static final Pattern MAC =
      Pattern.compile(
          "(?<![\\w:-])(?:(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}"
              + "|(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4})(?![\\w:]|-[0-9A-Fa-f])");
  private static final List<String> VERSIONS =
      List.of(
          "version",
          "ver.",
          "release",
          "build",
          "firmware",
          "section",
          "chapter",
          "clause",
          "§",
          "kapitel",
          "abschnitt",
          "versión",
          "versão",
          "versione",
          "версия",
          "версии",
          "版本",
          "バージョン",
          "버전",
          "chapitre",
          "capítulo",
          "capitolo",
          "раздел",
          "wersja",
          "oid",
          "isbn",
          "rfc",
          "v");
  private static final Set<String> EVERYBODYS =
      Set.of(
          "8.8.8.8",
          "8.8.4.4",
          "1.1.1.1",
          "1.0.0.1",
          "9.9.9.9",
          "149.112.112.112",
          "208.67.222.222",
          "208.67.220.220",
          "255.255.255.255",
          "114.114.114.114",
          "4.2.2.2",
          "4.2.2.1");
  private static final int OCTETS = 4;
  private static final int GROUPS = 8;

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    if (!Digits.fewerThan(OCTETS, text)) {
      v4(text, found);
    }
    if (text.indexOf(':') >= 0) {
      v6(text, found);
    }
    Matcher mac = MAC.matcher(text);
    while (mac.find()) {
      if (isMachine(mac.group())) {
        found.accept(Finding.in(text, Kind.MAC, mac.start(), mac.end()));
      }
    }
  }

  private static void v4(String text, Consumer<Finding> found) {
    Matcher v4 = V4.matcher(text);
    while (v4.find()) {
      if (isSomebodys(v4) && !isVersion(text, v4.start())) {
        found.accept(Finding.in(text, Kind.IP, v4.start(), v4.end()));
      }
    }
  }

  private static void v6(String text, Consumer<Finding> found) {
    Matcher v6 = V6.matcher(text);
    while (v6.find()) {
      if (isV6(v6.group().toLowerCase(Locale.ROOT))) {
        found.accept(Finding.in(text, Kind.IP, v6.start(), v6.end()));
      }
    }
  }

  private static boolean isSomebodys(Matcher v4) {
    int[] octets = new int[OCTETS];
    boolean small = true;
    for (int i = 0; i < octets.length; i++) {
      String octet = v4.group(i + 1);
      octets[i] = Integer.parseInt(octet);
      if (octets[i] > 255 || (octet.length() > 1 && octet.startsWith("0"))) {
        return false;
      }
      small &= octets[i] < 20;
    }
    return !small
        && !EVERYBODYS.contains(v4.group())
        && !isReserved(octets[0], octets[1], octets[2]);
  }

  /** RFC 6890: this network, private, shared, loopback, link-local, documentation, multicast. */
  private static boolean isReserved(int a, int b, int c) {
    return a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && b >= 64 && b < 128)
        || (a == 169 && b == 254)
        || (a == 172 && b >= 16 && b < 32)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113);
  }

  /** Only what stands right before says it: a version later in the line is another number's. */
  private static boolean isVersion(String text, int start) {
    String before = text.substring(Math.max(0, start - 14), start).stripTrailing();
    String lower = before.toLowerCase(Locale.ROOT);
    return VERSIONS.stream()
        .anyMatch(word ->
            lower.endsWith(word)
                && (lower.length() == word.length()
                    || word.length() > 3
                    || !Character.isLetterOrDigit(
                        lower.charAt(lower.length() - word.length() - 1))));
  }

  /** A global address with at most one gap, outside 2001:db8::/32. */
  private static boolean isV6(String address) {
    int gap = address.indexOf("::");
    boolean oneGap = gap >= 0 && address.indexOf("::", gap + 1) < 0;
    long groups = address.replace("::", ":").chars().filter(c -> c == ':').count() + 1;
    boolean whole = gap < 0 ? groups == GROUPS : oneGap && groups <= GROUPS;
    return whole && !address.startsWith("2001:db8:") && !address.startsWith("2001:0db8:");
  }

  /** One machine's own: neither nothing, nor all, nor a group. */
  private static boolean isMachine(String mac) {
    String hex = mac.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
    boolean group = (Character.digit(hex.charAt(1), 16) & 1) == 1;
    boolean counted =
        hex.equals("001122334455") || hex.equals("aabbccddeeff") || hex.equals("123456789abc");
    return !group && !counted && hex.chars().distinct().count() > 2;
  }
}
