package org.tiltyard.schema;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Two guesses about conversations by their words. Like those of the published datasets they are
 * wrong now and then; they are there to filter by, not to judge by.
 */
final class Heuristics {

  private static final int BEGINNING = 400;
  private static final int EXAMINED = 20_000;

  private static final Pattern FENCE = Pattern.compile("(?m)^ {0,3}(?:```|~~~)");

  /**
   * Statements of common languages, and marks that prose doesn't have. Every repetition is bounded,
   * so that no text makes it slow.
   */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?m)^[ \\t]{0,40}(?:"
              + "def \\w+\\(.{0,200}\\).{0,80}:|class \\w+.{0,200}[:{]|import \\w[\\w.]*;?$|from \\w[\\w.]* import "
              + "|#include\\s*[<\"]|(?:public|private|static) [\\w<>\\[\\] ]{1,200}\\(.{0,200}\\{"
              + "|(?:const|let|var) \\w+\\s*=|function ?\\w*\\(.{0,200}\\{|fn \\w+\\(.{0,200}\\{"
              + "|func \\w+\\(.{0,200}\\{|SELECT\\b.{1,400}\\bFROM\\b|<\\?php|#!/|package \\w[\\w.]*;"
              + ")");

  /** Whoever asks for code mostly names it or its language. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?iu)\\b(?:python|javascript|typescript|java|kotlin|golang|rust|haskell|c\\+\\+"
              + "|c#|php|sql|html|css|bash|powershell|regex|source code|code snippet"
              + "|pseudocode|unit tests?|stack ?trace|docker(?:file)?|kubernetes)(?![\\w+#])");

  private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02BC]");

  /** How refusals begin, in the languages that arenas see most. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?iu)(?:"
              + "\\bI(?:'m| am) (?:sorry|afraid|unable)\\b.{0,80}\\b(?:can't|cannot|can not|not able"
              + "|unable|won't|must decline|not comfortable|to (?:assist|help|provide|comply))"
              + "|\\bI (?:can't|cannot|can not|won't|will not|am not able to|am unable to"
              + "|'m not able to|must decline to|have to decline)\\b.{0,40}"
              + "\\b(?:help|assist|provide|fulfil|fulfill|comply|create|generate|engage|discuss"
              + "|support|continue|answer|do that|participate|write)"
              + "|\\bas an? (?:\\w+ ){0,3}(?:AI|language model)\\b.{0,80}"
              + "\\b(?:can't|cannot|not able|unable|don't|do not|not appropriate)"
              + "|\\b(?:es tut mir leid|tut mir leid),? (?:aber )?(?:ich|das) kann\\b"
              + "|\\bich kann (?:dir|ihnen)? ?(?:dabei|damit|das)? ?(?:leider )?nicht\\b"
              + "|\\b(?:je suis désolée?|désolée?),? (?:mais )?je ne (?:peux|suis)\\b"
              + "|\\bje ne peux pas\\b.{0,40}\\b(?:aider|fournir|répondre|créer|générer)"
              + "|\\blo siento,? (?:pero )?no puedo\\b"
              + "|\\bno puedo\\b.{0,30}\\b(?:ayudar|proporcionar|cumplir|generar|crear)"
              + "|\\b(?:desculpe|lamento|sinto muito),? (?:mas )?(?:eu )?não posso\\b"
              + "|\\bmi dispiace,? (?:ma )?non posso\\b"
              + "|(?:извините|простите|к сожалению),? (?:но )?(?:я )?не могу"
              + "|(?:抱歉|对不起|對不起|很遗憾|很遺憾).{0,20}(?:无法|無法|不能|不可以)"
              + "|(?:申し訳|すみません|ごめんなさい).{0,60}(?:できません|できかねます|お答えできません)"
              + "|(?:죄송하지만|죄송합니다).{0,60}(?:수 없습니다|어렵습니다)"
              + ")");

  /** One of these is in every refusal; looking for them is quick, and most answers have none. */
  private static final List<String> SIGNS =
      List.of(
          "sorry",
          "afraid",
          "able",
          "can't",
          "cannot",
          "can not",
          "won't",
          "will not",
          "decline",
          " ai",
          "language model",
          "leid",
          "ich kann",
          "désolé",
          "je ne peux",
          "lo siento",
          "no puedo",
          "desculpe",
          "lamento",
          "sinto muito",
          "mi dispiace",
          "извините",
          "простите",
          "сожалению",
          "抱歉",
          "对不起",
          "對不起",
          "很遗憾",
          "很遺憾",
          "申し訳",
          "すみません",
          "ごめんなさい",
          "죄송");

  private Heuristics() {}

  /**
   * Code stands in a message (a fence, or a line that reads like a statement), or a prompt asks for
   * it by the name of a language or of a thing that programmers have.
   */
  static boolean isCode(List<Message> conversation) {
    for (Message message : conversation) {
      String text = beginning(message.content(), EXAMINED);
      if (FENCE.matcher(text).find()
          || STATEMENT.matcher(text).find()
          || (message.isUsers() && REQUEST.matcher(text).find())) {
        return true;
      }
    }
    return false;
  }

  /** Whether any answer refuses. */
  static boolean refuses(List<Message> conversation) {
    return conversation.stream()
        .anyMatch(message -> !message.isUsers() && isRefusal(message.content()));
  }

  /** An answer refuses if its first 400 characters say that it can't or won't. */
  static boolean isRefusal(String answer) {
    String text = APOSTROPHES.matcher(beginning(answer, BEGINNING)).replaceAll("'");
    String lower = text.toLowerCase(Locale.ROOT);
    return SIGNS.stream().anyMatch(lower::contains) && REFUSAL.matcher(text).find();
  }

  private static String beginning(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
