package org.tiltyard.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.disclosure.Leak.Manner;
import org.tiltyard.disclosure.Leak.Named;

class IdentityLeaksTest {

  private static final Identity GPT_4 = new Identity("gpt-4", "gpt-4-0613", "OpenAI");
  private static final Identity CLAUDE =
      new Identity("claude-3-5-sonnet", "claude-3-5-sonnet-20241022", "Anthropic");
  private static final Identity GEMINI =
      new Identity("gemini-1.5-pro", "google/gemini-1.5-pro-latest", "Google");
  private static final Identity LLAMA =
      new Identity("llama-3.3-70b", "meta-llama/Llama-3.3-70B-Instruct", null);
  private static final Identity QWEN = new Identity("qwen2.5-72b-instruct", null, "Alibaba");

  private static final Map<String, Identity> MODELS =
      Map.of("gpt", GPT_4, "claude", CLAUDE, "gemini", GEMINI, "llama", LLAMA, "qwen", QWEN);

  private final IdentityLeaks leaks = new IdentityLeaks(Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpt    | MODEL        | As for GPT-4, it does better here.
          gpt    | MODEL        | As for gpt 4, it does better here.
          gpt    | MODEL        | As for gpt4, it does better here.
          gpt    | MODEL        | ＧＰＴ－４ に聞いてください
          gpt    | MODEL        | Спросите GPT‑4, он знает.
          gpt    | FAMILY       | The older GPT-3.5 was worse.
          gpt    | FAMILY       | GPT-4o is another one.
          gpt    | FAMILY       | Just ask ChatGPT about it.
          gpt    | FAMILY       | Chat GPT can do that.
          gpt    | FAMILY       | チャットGPTです
          gpt    | ORGANISATION | It was announced by OpenAI in spring.
          gpt    | ORGANISATION | It was announced by Open AI in spring.
          gpt    | ORGANISATION | 这是OpenAI发布的产品
          claude | FAMILY       | 可以用克劳德写代码
          claude | FAMILY       | Можно спросить Клода об этом.
          claude | FAMILY       | クロードに聞く
          claude | FAMILY       | 그건 클로드가 잘합니다.
          claude | FAMILY       | هذا ما قاله كلود أمس
          claude | FAMILY       | Claude's answer would differ.
          claude | MODEL        | Claude 3.5 Sonnet does this.
          claude | ORGANISATION | Die Firma Anthropic sagt das.
          llama  | MODEL        | Use llama-3.3 for that.
          llama  | FAMILY       | Use Llama 3 for that.
          llama  | FAMILY       | The Llama models are open.
          llama  | ORGANISATION | It comes from Meta AI, of course.
          gemini | MODEL        | Use Gemini 1.5 Pro for that.
          gemini | FAMILY       | Google Gemini can do that.
          qwen   | FAMILY       | 通义千问可以回答这个问题
          qwen   | FAMILY       | Qwen kann das.
          """)
  void findsWhatAnAnswerSaysOfItsModel(String model, Named named, String answer) {
    assertThat(leaks.find(answer, identity(model)))
        .anySatisfy(leak -> {
          assertThat(leak.named()).isEqualTo(named);
          assertThat(leak.manner()).isEqualTo(Manner.MENTION);
          assertThat(answer.substring(leak.start(), leak.end())).isEqualTo(leak.text());
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpt    | I'm ChatGPT, how can I help?
          gemini | I am a large language model, trained by Google.
          gemini | As a large language model trained by Google, I can't do that.
          gemini | Hello. My name is Gemini.
          llama  | I am Llama, an AI assistant developed by Meta.
          llama  | I was created by a team of researchers at Meta.
          claude | I’m Claude, an AI assistant made by Anthropic.
          gemini | Ich bin ein großes Sprachmodell, trainiert von Google.
          gemini | Als großes Sprachmodell von Google habe ich keine Meinung.
          gemini | Je suis un grand modèle de langage, entraîné par Google.
          gemini | En tant que modèle de langage développé par Google, je ne peux pas.
          gemini | Soy un modelo de lenguaje entrenado por Google.
          gemini | Eu sou um modelo de linguagem treinado pelo Google.
          gemini | Sono un modello linguistico addestrato da Google.
          gemini | Ik ben een groot taalmodel, getraind door Google.
          gemini | Jestem dużym modelem językowym opracowanym przez Google.
          gemini | Ben Google tarafından eğitilmiş bir dil modeliyim.
          gemini | Я большая языковая модель, обученная Google.
          gemini | Я - модель от Гугл.
          gemini | 我是一个由谷歌训练的大型语言模型。
          gemini | 我是Google开发的人工智能助手
          qwen   | 我是阿里巴巴开发的语言模型，叫通义千问。
          gemini | 私はGoogleによって開発された言語モデルです。
          gemini | 저는 구글에서 개발한 언어 모델입니다.
          gemini | أنا نموذج لغوي كبير تم تدريبه من قبل جوجل.
          gemini | मैं गूगल द्वारा विकसित एक भाषा मॉडल हूँ।
          gemini | Tôi là một mô hình ngôn ngữ lớn được huấn luyện bởi Google.
          gemini | Saya adalah model bahasa besar yang dilatih oleh Google.
          """)
  void tellsAClaimFromAMention(String model, String answer) {
    assertThat(leaks.find(answer, identity(model))).extracting(Leak::manner).contains(Manner.CLAIM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpt    | An open AI system needs open data.
          gpt    | The egpt4x board and agpt are something else.
          gpt    | I am happy to help with that.
          claude | I am an AI assistant and I can't browse.
          claude | Ask Gemini or GPT-4 about it.
          claude | He claudicated; Claudette and Claudel wrote.
          claude | Shakespeare's Sonnet 18 compares someone to a summer's day.
          gemini | Gemini is the third sign of the zodiac.
          gemini | You can search for it on Google.
          gemini | I use Google Maps a lot.
          gemini | Tools such as Google or Bing find it.
          gemini | Herramientas como Google lo encuentran.
          gemini | 您可以在谷歌上搜索
          gemini | Das ist größer als Google.
          llama  | A llama is a domesticated South American camelid.
          llama  | La lama del cuchillo está rota.
          llama  | Run it with Ollama on your machine.
          llama  | A meta-analysis of 40 trials found this.
          llama  | メタデータを確認してください
          qwen   | Gwen knows it.
          """)
  void leavesLookAlikesAlone(String model, String answer) {
    assertThat(leaks.find(answer, identity(model))).isEmpty();
  }

  @Test
  void everyDifferentModelHasOnlyItsOwnNames() {
    String answer = "I am Claude, made by Anthropic.";

    assertThat(leaks.find(answer, CLAUDE))
        .extracting(Leak::named, Leak::text)
        .containsExactly(tuple(Named.FAMILY, "Claude"), tuple(Named.ORGANISATION, "Anthropic"));
    assertThat(leaks.find(answer, GPT_4)).isEmpty();
  }

  @Test
  void whatThePersonNamesIsToldApart() {
    assertThat(leaks.mentions("Are you GPT-4 or Claude?", GPT_4, CLAUDE))
        .extracting(Leak::text)
        .containsExactly("GPT-4", "Claude");
    assertThat(leaks.mentions("Are you Mistral?", GPT_4, CLAUDE)).isEmpty();
    assertThat(leaks.mentions("When is Gemini in the sky?", GEMINI, LLAMA)).isEmpty();
  }

  @Test
  void knowsFurtherNamesFromTheSettings() {
    IdentityLeaks taught =
        new IdentityLeaks(
            Map.of("OpenAI", List.of("ОАИ"), "nightingale-7b", List.of("Соловей", "夜莺")));
    Identity own = new Identity("nightingale-7b", null, "OpenAI");

    assertThat(taught.find("Меня зовут Соловей, я от ОАИ.", own))
        .extracting(Leak::named, Leak::manner)
        .containsExactly(tuple(Named.MODEL, Manner.CLAIM), tuple(Named.ORGANISATION, Manner.CLAIM));
    assertThat(taught.find("我叫夜莺", own)).hasSize(1);
    assertThat(leaks.find("我叫夜莺", own)).isEmpty();
  }

  @Test
  void namesOfUnknownFamiliesComeFromTheModelsNames() {
    Identity own = new Identity("anon-1", "acme-labs/Zephyrine-v2-8b-chat-2025", null);

    assertThat(leaks.find("Zephyrine v2 is what I am, by ACME Labs.", own))
        .extracting(Leak::named)
        .containsExactly(Named.MODEL, Named.ORGANISATION);
  }

  /** How well leaks are found on answers that were not written to fit the patterns. */
  @Test
  void mostOfALabelledSetIsFoundAndLittleElse() throws IOException {
    List<String[]> set;
    try (InputStream file =
        Objects.requireNonNull(
            IdentityLeaksTest.class.getResourceAsStream("/disclosure/identity-leaks.tsv"))) {
      set =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", 4))
              .toList();
    }
    Map<String, Map<String, Integer>> judged = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (String[] cells : set) {
      String is = cells[0];
      String taken = taken(leaks.find(cells[3], identity(cells[1])));
      judged.computeIfAbsent(is, kind -> new TreeMap<>()).merge(taken, 1, Integer::sum);
      if (is.equals("none") && !taken.equals("none")) {
        wrong.add(cells[3]);
      } else if (taken.equals("none") && !is.equals("none")) {
        missed.add(cells[3]);
      }
    }
    double leaking = set.size() - total(judged.getOrDefault("none", Map.of()));
    double recall = (leaking - missed.size()) / leaking;
    double precision = (leaking - missed.size()) / (leaking - missed.size() + wrong.size());
    System.out.printf(
        Locale.ROOT,
        "leaks of %d answers: precision %.1f %%  recall %.1f %%%n  wrong: %s%n  missed: %s%n",
        set.size(),
        100 * precision,
        100 * recall,
        wrong,
        missed);
    for (String kind : List.of("claim", "mention")) {
      double right = judged.getOrDefault(kind, Map.of()).getOrDefault(kind, 0);
      int all = total(judged.getOrDefault(kind, Map.of()));
      int found = judged.values().stream().mapToInt(row -> row.getOrDefault(kind, 0)).sum();
      System.out.printf(
          Locale.ROOT,
          "  %-8s of %3d: precision %.1f %%  recall %.1f %%%n",
          kind,
          all,
          100 * right / found,
          100 * right / all);
      assertThat(right / found).as("precision of a " + kind).isGreaterThanOrEqualTo(0.8);
      assertThat(right / all).as("recall of a " + kind).isGreaterThanOrEqualTo(0.85);
    }

    assertThat(set).hasSizeGreaterThan(120);
    assertThat(precision).isGreaterThanOrEqualTo(0.95);
    assertThat(recall).isGreaterThanOrEqualTo(0.95);
  }

  /** What the findings make of an answer: a claim, where there is one. */
  private static String taken(List<Leak> found) {
    if (found.isEmpty()) {
      return "none";
    }
    return found.stream().anyMatch(leak -> leak.manner() == Manner.CLAIM) ? "claim" : "mention";
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Random texts of hard pieces: findings lie in the text, in order, none over another. */
  @Test
  void findingsAreInOrderAndInTheText() {
    Random random = new Random(20);
    List<String> pieces =
        List.of(
            "GPT", "-", "4", "4o", ".", " ", "Claude", "克劳德", "ー", "\ud83d", "\ude00", "😀", "é",
            "\u0301", "Клод", "ом", "I am ", "OpenAI", "Open AI", "\n", "我是", "مودل", "كلود", "ＧＰＴ",
            "\0", "٤", "클로드", "는");
    List<Identity> models = new ArrayList<>(MODELS.values());
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(30); j >= 0; j--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      int last = 0;
      for (Leak leak : leaks.find(text.toString(), models.get(i % models.size()))) {
        assertThat(leak.start()).isGreaterThanOrEqualTo(last).isLessThan(leak.end());
        assertThat(text.substring(leak.start(), leak.end())).isEqualTo(leak.text());
        last = leak.end();
      }
    }
  }

  @Test
  void whateverSurroundsAnUnmistakableNameItIsFound() {
    Random random = new Random(21);
    List<String> around =
        List.of(" ", "\n", "“", "”", "(", ")", "**", "是", "を", ", ", ". ", "、", "😀", "`");
    for (int i = 0; i < 2_000; i++) {
      String before = around.get(random.nextInt(around.size()));
      String after = around.get(random.nextInt(around.size()));
      assertThat(leaks.find("so" + before + "Claude" + after + "so", CLAUDE)).hasSize(1);
    }
  }

  /** A megabyte of the worst there is would take hours if the time grew with its square. */
  @Test
  void aMegabyteOfNamesAndCuesIsRead() {
    assertThat(leaks.find("llama ".repeat(175_000), LLAMA)).isEmpty();
    assertThat(leaks.find("I am a ".repeat(150_000) + "Claude", CLAUDE)).hasSize(1);
    assertThat(leaks.find("GPT-4 ".repeat(175_000), GPT_4)).hasSize(175_000);
  }

  private static Identity identity(String key) {
    return Objects.requireNonNull(MODELS.get(key), key);
  }
}
