package org.tiltyard.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guesses what a prompt asks for by its words, in the languages that arenas see most. Like those of
 * {@link Heuristics} they are wrong now and then, and every repetition in a pattern is bounded.
 */
final class Requests {

  /** What stands further on is pasted text rather than the request. */
  private static final int EXAMINED = 8_000;

  /** Longer than that, a prompt with numbers in it is a text rather than a word problem. */
  private static final int PROBLEM_LENGTH = 1_200;

  private static final int PROBLEM_NUMBERS = 2;
  private static final int WEAK_SIGNS = 2;

  private static final Pattern CODE_BLOCK =
      Pattern.compile("(?ms)^ {0,3}(```|~~~).{0,8000}?(?:^ {0,3}\\1|\\z)");

  private static Pattern pattern(String... alternatives) {
    return Pattern.compile("(?imU)(?:" + String.join("|", alternatives) + ")");
  }

  /** Signs and terms that mathematics has and other talk mostly hasn't. */
  private static final Pattern MATHEMATICS =
      pattern(
          "\\\\(?:frac|sqrt|int|sum|prod|lim|binom|infty|mathbb|partial|leq|geq|cdot|begin\\{(?:equation|align|cases|[pb]?matrix))",
          "[∫∑∏√∂∇∀∃]",
          // 2+2, 3 * 4.5, 2^10; what could be a date, a range or a phone number needs "=".
          "(?<![\\w/.+-])\\d[\\d.,]{0,12}\\s?[+*×÷^]\\s?\\d",
          "(?<![\\w/.+-])\\d[\\d.,]{0,12}\\s?[-−–/:]\\s?\\d[\\d.,]{0,12}\\s?=",
          // x^2, 4z², 2x + 3 = 7, |x + 5| < 10, f(x) =
          "(?<!\\w)\\d{0,6}[a-z]\\s?(?:\\^\\s?[\\d({n-]|[²³])",
          "(?<!\\w)\\d{0,6}[a-z]\\s?[-−+*/]\\s?\\d{0,6}[a-z]?\\|?\\s?[=<>≤≥]\\s?-?[\\da-z|]",
          "(?<!\\w)\\d{1,6}[xyzn]\\s?[=<>≤≥]\\s?-?\\d",
          "(?<!\\w)[fgh]\\s?\\(\\s?[xyztn]\\s?\\)\\s?=",
          "\\b(?:sin|cos|tan|log|ln|exp)\\s?\\(",
          "\\b(?:algebra|calculus|trigonometr\\w{1,4}|(?<!chemical )equations?|antiderivatives?|polynomials?|quadratic|logarithms?"
              + "|eigenvalues?|eigenvectors?|theorem|lemma|permutations?|combinatorics|factorial|hypotenuse|bijecti\\w{1,3}"
              + "|injective|surjective|homomorphism|abelian|circumference|gcd|lcm|integer solutions?)\\b",
          "\\bintegrals?\\b(?!\\s(?:part|to|role|component|aspect|element))",
          "\\b(?:derivatives?|gradient|determinant|inverse|limit|area|volume|perimeter|square root|cube root|roots|rank"
              + "|transpose|variance|standard deviation|expected value)\\sof\\s(?:a |an |the |this |that )?[\\w\\[({√-]",
          "\\b(?:prove|show)\\s(?:that|the|by)\\b|\\bproof\\s(?:of|that|by)\\b",
          "\\bprobability\\s(?:of|that|to|for)\\b|\\bprime (?:numbers?|factors?)\\b|\\bsolve for [a-z]\\b",
          "\\b(?:integrate|differentiate|factori[sz]e|simplify)\\s(?:the (?:expression|function|fraction)|[\\d\\\\(]|[a-z]\\b(?!\\s[a-z]{2}))",
          "\\b(?:maths?|mathematic(?:s|al))\\s(?:problem|question|puzzle|exercise|homework|olympiad|task)s?\\b",
          "\\d\\s?(?:%|percent|prozent|pour cent|por ciento|por cento|per cento|процент\\w{0,3})\\s(?:of|von|de|des|del|do|da|di|от)\\b",
          // German, French, Spanish, Portuguese, Italian, Russian
          "\\b(?:gleichung(?:en|ssystem)?|ableitung|wahrscheinlichkeit(?:,| für)|quadratwurzel|primzahl(?:en)?|flächeninhalt|beweise)\\b",
          "\\b(?:équations?|dérivée|intégrale|probabilité (?:de|d'|que)|racine carrée|nombres? premiers?|démontrer? que)",
          "\\b(?:ecuaci(?:ón|ones)|derivada|integral de|probabilidad de|raíz cuadrada|números? primos?|demuestra que)\\b",
          "\\b(?:equaç(?:ão|ões)|raiz quadrada|probabilidade de|números? primos?|prove que)\\b",
          "\\b(?:equazion[ei]|derivata|probabilità (?:di|che)|radice quadrata|numer[oi] prim[oi]|dimostra(?:re)? che)\\b",
          "\\b(?:уравнени[еяюй]|производн\\w{1,3}|интеграл\\w{0,3}|вероятност[ьи] того|квадратн\\w{2,3} кор\\w{2,4}|докажи(?:те)?,? что)\\b",
          "方程|导数|導數|積分|积分|微分|概率|確率|平方根|质数|素数|证明|証明せよ|証明してください|因数分解|행렬|방정식|미분|적분|확률|제곱근|소수를|증명");

  /** The question of a word problem. */
  private static final Pattern QUANTITY =
      pattern(
          "\\bhow (?:many|much|long|far|fast|old|tall|likely)\\b",
          "\\bwhat(?:'s| is| was| will be)? the (?:\\w{1,12} )?(?:total|average|mean|sum|difference|product|ratio|percentage|remainder"
              + "|probability|value|number|area|volume|distance|speed|price|cost|odds|chance)\\b",
          "\\bwie ?(?:viele?|lange|weit|schnell|alt|hoch)\\b|\\bcombien\\b|\\bcuánt[oa]s?\\b|\\bquant[oaie]s?\\b|\\bсколько\\b",
          "多少|几个|幾個|几人|いくつ|いくら|何(?:人|個|枚|分|時間|円|本|匹|メートル|回)|몇\\s?(?:개|명|시간|분|원|마리|번|장)|얼마");

  private static final Pattern CALCULATE =
      pattern(
          "\\b(?:calculate|compute|work out|add up|berechne|calcule[rz]?|calcular?|calcola(?:re)?|вычисли(?:те)?|рассчитай(?:те)?|посчитай(?:те)?)\\b",
          "计算|計算|계산");

  /** No years, and none in a name such as GPT-4. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.,-])(?!(?:1[5-9]|20)\\d\\d(?![\\w.,]))\\d[\\d.,]{0,15}(?![A-Za-z]{4})");

  private static final String COUNT =
      "(?:\\d{1,5}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|a hundred|(?:a )?single)";

  private static final String ROMANCE_COUNT =
      "(?:\\d{1,5}|une?|una|uno|um|uma|un|deux|trois|quatre|cinq|dix|dos|tres|cuatro|cinco|diez|dois|duas|três|quatro|dez|due|tre|quattro|cinque|dieci)";

  private static final String CJK_COUNT = "(?:\\d{1,5}|[一二三四五六七八九十百千两]{1,4})";

  /** Rules for the form of the answer that one can check it by. */
  private static final Pattern CONSTRAINT =
      pattern(
          // Length: in two sentences, at most 100 words, a 500-word essay
          "\\b(?:in|with|using|use|exactly|only|at most|at least|no more than|not more than|fewer than|less than|more than|up to"
              + "|under|over|within|maximum(?: of)?|max\\.?|minimum(?: of)?|around|about|approximately|contain|have|has|be)\\s"
              + "(?:exactly |only |just |about |the |under |roughly |at most |at least |no more than |less than |fewer than )?"
              + COUNT
              + "(?:[-–]| to | or )?\\d{0,4}[ -]?(?:short |long |simple |brief |concise |complete |numbered )?"
              + "(?:words?|sentences?|paragraphs?|lines?|bullets?|bullet[ -]points?|characters?|syllables?|stanzas?|verses?|tokens)\\b",
          "\\b(?:\\d{1,5}|one|two|three|four|five|six|single)[- ](?:words?|sentence|paragraph|line|page|syllable)(?:s\\b|\\b)(?! (?:is|are|was|were|that|in|of))",
          "\\bword (?:limit|count)\\b",
          // Format
          "\\b(?:in|as|into|to|using|with|output|return)\\s(?:a |an |the |valid |only |proper |simple |plain |raw ){0,3}"
              + "(?:json|yaml|xml|csv|markdown|latex|bullet[ -]points?|bulleted|numbered|table\\b|tabular|ascii|comma[- ]separated|alphabetical order)",
          "\\bthe (?:json|yaml|xml|csv|markdown) format\\b|\\bformat(?:ted)? (?:it |them |your (?:answer|response|output) )?(?:as|like)\\b",
          "\\b(?:answer|response|output|reply) (?:format|should be|must be|has to be|needs to be)\\b",
          "\\b(?:rules|requirements|constraints|instructions|guidelines|output format|format)\\s?:",
          // What must not be in it
          "(?:^|[.!?;:,(\\n–-]\\s{0,3}|\\b(?:and|but|please|must|to|you)\\s)(?:do not|don't|don’t|never|avoid)\\s(?:ever |also |simply )?"
              + "(?:us(?:e|ing)|includ(?:e|ing)|mention(?:ing)?|add(?:ing)?|writ(?:e|ing)|explain(?:ing)?|repeat(?:ing)?|start(?:ing)?"
              + "|begin(?:ning)?|provid(?:e|ing)|output|return|say(?:ing)?|giv(?:e|ing)|exceed|refer|ask|apologi[sz]e|make any)\\b",
          "\\bwithout (?:using|mentioning|including|saying|repeating|any (?:explanation|introduction|comment|adjective|additional|verb|comma|formatting)\\w{0,2})\\b",
          "\\bno (?:explanations?|preamble|introductions?|commentary|emojis?|markdown|commas|adjectives|bullet points|rhymes)\\b",
          // What it begins and ends with, what it has to have
          "\\b(?:start|begin|end|finish)(?:s|ning|ing)?\\s(?:(?:each|every|the|your|all|both|it)\\s(?:\\w{1,15}\\s){0,3})?with\\s"
              + "(?:the (?:\\w{1,12} )?(?:words?|letters?|phrase|sentence|line|name)|[\"“„«'‘]|an? [\\w-]{1,12} ?(?:mark|letter|word|vowel|question))",
          "\\b(?:start|begin|end)(?:s|ning|ing)? (?:each|every) (?:\\w{1,12} )?(?:sentence|line|paragraph|word)\\b",
          "\\b(?:each|every) (?:\\w{1,12} )?(?:sentence|line|paragraph|stanza|word|bullet|item|answer)s? (?:must|should|has to|needs to|starts?|begins?|ends?|contains?|rhymes?)\\b",
          "\\b(?:must|should|has to|have to|needs? to|make sure (?:to|that|it|you)|be sure to|ensure)\\b.{0,30}"
              + "\\b(?:includes?|contains?|mentions?|rhymes?|be written|be (?:in|between|under|at least|no (?:more|longer))|not (?:use|include|contain|mention|exceed))\\b",
          "\\b(?:includ(?:e|ing)|us(?:e|ing)) (?:only |all of |each of |exactly )?(?:the )?(?:following )?(?:words?|keywords?|phrases?)\\b|\\busing only\\b",
          "\\b(?:in )?(?:all )?(?:lower ?case|upper ?case|all caps|capital letters)\\b",
          // Nothing but the answer, and its language
          "\\b(?:answer|respond|reply|output|return|speak)(?: \\w{1,12}){0,2} (?:only|just|solely|nothing but)\\b"
              + "|\\b(?:only|just) (?:answer|respond|reply|output|return|give me|provide)\\b|\\bnothing else\\b",
          "\\b(?:answer|respond|reply|write|explain)(?: \\w{1,12}){0,3} in (?:English|German|French|Spanish|Italian|Portuguese|Russian|Chinese|Japanese|Korean|Latin|Arabic|Hindi|Dutch|Polish|Turkish)\\b",
          // German
          "\\b(?:in|mit|aus|maximal|höchstens|mindestens|genau|nicht mehr als|weniger als|etwa|ca\\.|unter)\\s(?:genau |nur |maximal |höchstens )?"
              + "(?:\\d{1,5}|eine[mnr]?|zwei|drei|vier|fünf|sechs|zehn|hundert)\\s(?:\\w{1,12} )?(?:wörter[n]?|worten?|satz|sätzen?|absatz|absätzen?|zeilen?|stichpunkten?|zeichen|strophen?)\\b",
          "\\b(?:als (?:tabelle|json|liste|stichpunkte)|in (?:stichpunkten|tabellenform|form einer tabelle)|im json-format|json-format)\\b",
          "\\bohne (?:\\w{1,15} ){0,4}zu (?:verwenden|benutzen|erwähnen|nennen)\\b|\\b(?:verwende|benutze|erwähne|schreibe)\\s(?:dabei )?(?:nicht|kein\\w{0,2}|nur)\\b",
          "\\bantworte (?:bitte )?(?:nur|ausschließlich|auf (?:deutsch|englisch)|mit (?:nur )?einem)\\b",
          // French, Spanish, Portuguese, Italian
          "\\b(?:en|avec|maximum|au maximum|au moins|exactement|moins de|plus de|con|máximo|como máximo|al menos|exactamente|menos de|más de|em|com|no máximo"
              + "|pelo menos|exatamente|in|massimo|al massimo|almeno|esattamente|meno di|di)\\s(?:exactement |seulement |solo |exactamente |apenas |máximo |massimo |de )?"
              + ROMANCE_COUNT
              + "\\s(?:\\w{1,12} )?(?:mots?|phrases?|paragraphes?|lignes?|caractères|strophes?|palabras?|frases?|oraciones|párrafos?|líneas?|caracteres|estrofas?"
              + "|palavras?|parágrafos?|linhas?|tópicos|parol[ae]|fras[ei]|paragraf[oi]|rig[ah]e?|caratteri)\\b",
          "\\b(?:sous (?:la )?forme d|en (?:formato|forma de) |en una tabla|em (?:formato|uma tabela|tópicos)|in (?:formato|una tabella)|en json|em json|in json|dans un tableau)",
          "\\b(?:sans (?:utiliser|mentionner)|n['’]utilise[rz]? (?:pas|aucun)|ne mentionne[rz]? pas|répond(?:s|ez) (?:uniquement|seulement|en)"
              + "|sin (?:usar|utilizar|mencionar)|no (?:uses|utilices|menciones|incluyas)|responde (?:solo|únicamente|en)"
              + "|sem (?:usar|utilizar|mencionar)|não (?:use|utilize|mencione|inclua)|responda (?:apenas|somente|em)"
              + "|senza (?:usare|utilizzare|menzionare)|non (?:usare|utilizzare|menzionare|includere)|rispondi (?:solo|soltanto|in))\\b",
          // Russian
          "\\b(?:в|не более|не больше|не менее|максимум|минимум|ровно|из|до|около)\\s(?:чем )?(?:\\d{1,5}|одн\\w{1,3}|дву?\\w{1,2}|тр[её]\\w{0,2}|четыр\\w{1,2}|пят\\w|десят\\w)\\s"
              + "(?:\\w{1,12} )?(?:слов|предложени|абзац|строк|пункт|символ)",
          "\\bв (?:виде|формате) (?:таблиц|списк|json)|\\bне (?:используй|упоминай|добавляй|включай)|\\bбез использования\\b|\\bответь(?:те)? (?:только|на)\\b|\\bотвечай(?:те)? (?:только|на)\\b",
          // Chinese, Japanese, Korean
          "(?:不超过|不少于|不多于|至少|最多|少于|控制在|限|用|以|约|大约)\\s?" + CJK_COUNT + "\\s?个?(?:字|句话|句|段|行|词)",
          CJK_COUNT + "\\s?字(?:以内|以內|之内|左右|以上|的)",
          "(?:以|用)\\s?(?:表格|JSON|列表|markdown)|(?:不要|不能|不得|禁止|避免)(?:使用|提到|包含|出现|解释)|[只仅](?:回答|输出|回复|返回|需)|用(?:中文|英文|英语|日语|法语)(?:回答|回复|写)",
          CJK_COUNT + "\\s?(?:文字|字|文|行|段落|語)(?:以内|以上|程度|ちょうど|以下|で)",
          "(?:表|箇条書き|JSON|マークダウン)(?:形式)?で|使わずに|使わないで|使用しないで|含めないで|触れずに|(?:だけ|のみ)(?:を|で)?(?:答え|出力|返|回答)|(?:英語|日本語|中国語)で(?:答え|回答|書い)",
          "(?:\\d{1,5}|한|두|세|네|다섯|열)\\s?(?:글자|자|단어|문장|줄|단락|문단)\\s?(?:이내|이하|이상|정도|으로|로|내외)",
          "(?:표|목록|JSON|글머리 기호)\\s?(?:형식|형태)?(?:으)?로|(?:사용하지|쓰지|포함하지|언급하지) (?:말|않)|만 (?:답|출력|대답)|(?:영어|한국어)로 (?:답|대답|써|작성)");

  /** One of these is in many a prompt; two of them are instructions. */
  private static final List<Pattern> WISHES =
      List.of(
          pattern(
              "\\b(?:give|list|write|name|suggest|generate|provide|create|tell|propose|find)(?: \\w{1,12}){0,2} (?:\\d{1,3}|two|three|four|five|six|seven|eight|ten)\\b"),
          pattern(
              "\\b(?:briefly|concise(?:ly)?|succinct(?:ly)?|short(?:er)? (?:answer|summary|and)|keep it (?:short|brief|simple))\\b"),
          pattern(
              "\\b(?:in the style of|in an? [\\w-]{1,15}(?:, [\\w-]{1,15})? (?:tone|style|voice|manner)|(?:formal|informal|friendly|professional) tone)\\b"),
          pattern(
              "\\bfor (?:each|every) (?:one|of them|item|point|step|entry|idea)?\\b|\\bfollowed by\\b|\\bthen (?:list|write|give|explain|summari[sz]e)\\b"),
          pattern(
              "\\b(?:first|second|third|finally|lastly),? (?:\\w{1,12} )?(?:list|write|give|explain|summari[sz]e|provide|describe|translate)\\b"),
          pattern("\\b(?:must|make sure|be sure to|ensure that|it is important that)\\b"));

  private Requests() {}

  /** Whether it asks for mathematics, from arithmetic to proofs. */
  static boolean isMath(String prompt) {
    String text = CODE_BLOCK.matcher(beginning(prompt)).replaceAll(" ");
    if (MATHEMATICS.matcher(text).find()) {
      return true;
    }
    if (text.length() > PROBLEM_LENGTH) {
      return false;
    }
    int numbers = numbers(text);
    return numbers >= PROBLEM_NUMBERS && QUANTITY.matcher(text).find()
        || numbers > 0 && CALCULATE.matcher(text).find();
  }

  /** Whether it says what form the answer has to have. */
  static boolean givesInstructions(String prompt) {
    String text = beginning(prompt);
    return CONSTRAINT.matcher(text).find()
        || WISHES.stream().filter(wish -> wish.matcher(text).find()).count() >= WEAK_SIGNS;
  }

  /** How many different ones there are. */
  private static int numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers.size();
  }

  private static String beginning(String text) {
    return text.length() <= EXAMINED ? text : text.substring(0, EXAMINED);
  }
}
