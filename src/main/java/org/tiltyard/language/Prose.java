package org.tiltyard.language;

import java.util.regex.Pattern;

/** What a text says in words: without code, addresses, figures and signs. */
final class Prose {

  static final int CHARACTERS_READ = 2_000;

  private static final Pattern FENCED = Pattern.compile("(?s)```.*?(?:```|$)|~~~.*?(?:~~~|$)");
  private static final Pattern INLINE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:https?://|www\\.)\\S+|\\S+@\\S+\\.\\S+|\\b[\\w-]+(?:\\.[\\w-]+)*\\.(?:com|org|net|io|py|js|java|html|json|txt)\\b");
  private static final Pattern MARKUP =
      Pattern.compile("</?[a-zA-Z][^<>]*>|&[a-z]+;|\\\\[a-zA-Z]+|\\$[^$\\n]{1,200}\\$");

  /** Names with an underscore, a dot, digits or a hump inside: identifiers, not words. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("\\b\\w*(?:[_\\d]\\w+|\\p{Ll}\\p{Lu}\\w*|\\w\\.\\w+)\\b|\\w+\\(\\)?");

  private static final Pattern CODE_LINE =
      Pattern.compile(
          "^\\s*(?:[{}()\\[\\];]|//|#include|#!|@\\w+$|(?:def|class|import|from|public|private|static|return|const|let|var|function|func|fn|for|while|if|else|elif|try|print|SELECT|INSERT|UPDATE|CREATE)\\b.*[;:{}()=*,\\[\\]].*|\\p{ASCII}*[;{}]\\s*$|\\s*\\w+(?:\\.\\w+)*\\s*(?:=|\\+=|:=)\\s*\\S.*|.*(?:=>|->|==|!=|&&|\\|\\||::|\\+\\+).*)");

  private static final Pattern NOT_WORDS =
      Pattern.compile("[^\\p{L}\\p{M}'’\\u200c-]+|(?<!\\p{L})['’-]+|['’-]+(?!\\p{L})");

  private Prose() {}

  static String of(String text) {
    String read = text.substring(0, Math.min(text.length(), CHARACTERS_READ));
    String prose = FENCED.matcher(read).replaceAll("\n");
    for (Pattern pattern : new Pattern[] {INLINE, ADDRESS, MARKUP}) {
      prose = pattern.matcher(prose).replaceAll(" ");
    }
    StringBuilder words = new StringBuilder();
    prose
        .lines()
        .filter(line -> !CODE_LINE.matcher(line).find())
        .map(line -> IDENTIFIER.matcher(line).replaceAll(" "))
        .forEach(line -> words.append(line).append(' '));
    return NOT_WORDS.matcher(words).replaceAll(" ").strip();
  }
}
