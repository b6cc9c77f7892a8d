package org.tiltyard.disclosure;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of e-mail, also written with (at) and (dot). Those at domains set aside by RFC 2606,
 * and those that stand for a program or an office (noreply, git), mean nobody.
 */
final class EmailDetector implements Detector {

  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final Pattern SPELLED_OUT =
      Pattern.compile(
          "(?<![\\w.+-])([\\w+-][\\w.+-]{0,63})\\s?[(\\[{](?:at|AT|@)[)\\]}]\\s?([\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,2})"
              + "\\s?(?:[(\\[{](?:dot|DOT|\\.)[)\\]}]\\s?|\\.)(\\w{2,10})(?!\\w)");

  /** Parts of {@link #SPELLED_OUT}, one of which every such address has. */
  private static final List<String> AT =
      List.of("at)", "AT)", "@)", "at]", "AT]", "@]", "at}", "AT}", "@}");

  private static final Set<String> NOBODY =
      Set.of(
          "noreply",
          "no-reply",
          "donotreply",
          "do-not-reply",
          "git",
          "hg",
          "root",
          "postmaster",
          "mailer-daemon",
          "user",
          "username",
          "you",
          "yourname",
          "your.name",
          "your-name",
          "name",
          "someone",
          "somebody",
          "foo",
          "test",
          "example");
  private static final Set<String> RESERVED =
      Set.of("example", "test", "invalid", "localhost", "local", "internal", "lan", "localdomain");
  private static final List<String> EXAMPLES =
      List.of(
          "example.com", "example.org", "example.net", "domain.com", "email.com", "yourdomain.com");

  /** The usual generic ones: a list of all would be old soon, and its rest hardly used for mail. */
  private static final Set<String> TOP_LEVEL = topLevel();

  private static Set<String> topLevel() {
    Set<String> known = new HashSet<>();
    for (String country : Locale.getISOCountries()) {
      known.add(country.toLowerCase(Locale.ROOT));
    }
    known.addAll(
        Arrays.asList(
            ("uk eu su ac com org net edu gov mil int info biz name pro museum aero coop jobs mobi travel tel cat asia"
                    + " post xxx app dev page blog cloud online site store shop tech xyz club art live life world news"
                    + " email mail company agency digital design media studio group team network systems solutions"
                    + " services support software academy university school science health care clinic bank finance"
                    + " legal law consulting energy engineering photography photos gallery music film games fun social"
                    + " space today top vip work works wiki zone center city berlin london paris nyc tokyo amsterdam"
                    + " wien hamburg koeln bayern moscow istanbul saarland ruhr tirol swiss scot wales quebec")
                .split(" ")));
    return known;
  }

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = startOfLocal(text, at);
      int end = endOfDomain(text, at + 1);
      if (start < at
          && end > at + 1
          && isPersons(text.substring(start, at), text.substring(at + 1, end))) {
        found.accept(Finding.in(text, Kind.EMAIL, start, end));
      }
    }
    if (AT.stream().anyMatch(text::contains)) {
      spelledOut(text, found);
    }
  }

  private static void spelledOut(String text, Consumer<Finding> found) {
    Matcher matcher = SPELLED_OUT.matcher(text);
    while (matcher.find()) {
      if (isPersons(matcher.group(1), matcher.group(2) + "." + matcher.group(3))) {
        found.accept(Finding.in(text, Kind.EMAIL, matcher.start(), matcher.end()));
      }
    }
  }

  private static int startOfLocal(String text, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at
        && !Character.isLetterOrDigit(text.charAt(start))
        && text.charAt(start) != '_') {
      start++;
    }
    return start;
  }

  private static boolean isLocal(char c) {
    return (Character.isLetterOrDigit(c) && !Words.isWithoutSpaces(c))
        || c == '.'
        || c == '_'
        || c == '-'
        || c == '+'
        || c == '%';
  }

  private static int endOfDomain(String text, int start) {
    int end = start;
    while (end < text.length() && end - start < LONGEST_DOMAIN && isDomain(text.charAt(end))) {
      end++;
    }
    while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isDomain(char c) {
    return (Character.isLetterOrDigit(c) && !Words.isWithoutSpaces(c)) || c == '.' || c == '-';
  }

  private static boolean isPersons(String local, String domain) {
    String lower = domain.toLowerCase(Locale.ROOT);
    String[] labels = lower.split("\\.", -1);
    if (labels.length < 2 || Arrays.stream(labels).anyMatch(EmailDetector::isNoLabel)) {
      return false;
    }
    String top = labels[labels.length - 1];
    boolean knownTop =
        TOP_LEVEL.contains(top) || top.startsWith("xn--") || !top.chars().allMatch(c -> c < 128);
    return knownTop
        && !local.endsWith(".")
        && !local.contains("..")
        && !RESERVED.contains(top)
        && EXAMPLES.stream().noneMatch(one -> lower.equals(one) || lower.endsWith("." + one))
        && !NOBODY.contains(local.toLowerCase(Locale.ROOT));
  }

  private static boolean isNoLabel(String label) {
    return label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-");
  }
}
