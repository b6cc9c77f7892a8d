package org.tiltyard.dataset;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tiltyard.dataset.Tags.Style;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.disclosure.IdentityLeaks;
import org.tiltyard.disclosure.PersonalData;
import org.tiltyard.schema.ConvMetadata;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.Prompts;
import org.tiltyard.schema.Traits;

/** Finds out what is to be known of a conversation from its texts alone. */
final class Tagging {

  /** Grows whenever the same conversation may get other tags; each part has some room. */
  static final int VERSION = IdentityLeaks.VERSION * 1_000_000 + PersonalData.VERSION * 1_000 + 2;

  /** Of its prompts on average; where the published boards of long prompts begin. */
  private static final long LONG_PROMPT_TOKENS = 500;

  private final LeakNames.Known names;

  Tagging(LeakNames.Known names) {
    this.names = names;
  }

  /** Which further names of models it knows; other ones may give other tags. */
  String fingerprint() {
    return names.fingerprint();
  }

  /** The tags of a conversation of these two models. */
  Tags of(Conversation conversation, Identity a, Identity b) {
    List<Message> left = conversation.conversationA();
    List<Message> right = conversation.conversationB();
    ConvMetadata metadata = Traits.convMetadata(left, right);
    IdentityLeaks leaks = names.leaks();
    return new Tags(
        answers(left).anyMatch(text -> !leaks.find(text, a).isEmpty()),
        answers(right).anyMatch(text -> !leaks.find(text, b).isEmpty()),
        Prompts.of(left).stream().anyMatch(text -> !leaks.mentions(text, a, b).isEmpty()),
        personal(conversation),
        Prompts.hash(left),
        metadata.sumUserTokens(),
        style(
            metadata.sumAssistantATokens(),
            metadata.headerCountA(),
            metadata.listCountA(),
            metadata.boldCountA()),
        style(
            metadata.sumAssistantBTokens(),
            metadata.headerCountB(),
            metadata.listCountB(),
            metadata.boldCountB()),
        categories(left, right, metadata),
        Traits.isRefusal(left, right),
        VERSION);
  }

  private static Stream<String> answers(List<Message> conversation) {
    return conversation.stream()
        .filter(message -> message.role().equals("assistant"))
        .map(Message::content);
  }

  /** The prompts are the same on both sides, so they are looked at once. */
  private static List<String> personal(Conversation conversation) {
    return Stream.of(
            conversation.conversationA().stream().map(Message::content),
            answers(conversation.conversationB()))
        .flatMap(texts -> texts)
        .flatMap(text -> PersonalData.find(text, conversation.language()).stream())
        .map(finding -> finding.kind().word())
        .distinct()
        .sorted()
        .toList();
  }

  private static Set<Category> categories(
      List<Message> left, List<Message> right, ConvMetadata metadata) {
    Set<Category> categories = EnumSet.noneOf(Category.class);
    if (Traits.isCode(left, right)) {
      categories.add(Category.CODE);
    }
    if (Traits.isMath(left)) {
      categories.add(Category.MATH);
    }
    if (metadata.sumUserTokens() >= LONG_PROMPT_TOKENS * Math.max(1L, metadata.turns())) {
      categories.add(Category.LONG_PROMPT);
    }
    if (metadata.turns() > 1) {
      categories.add(Category.MULTI_TURN);
    }
    if (Traits.givesInstructions(left)) {
      categories.add(Category.INSTRUCTIONS);
    }
    return categories;
  }

  private static Style style(
      int tokens, ConvMetadata.Headers headers, ConvMetadata.Lists lists, ConvMetadata.Bold bold) {
    return new Style(
        tokens,
        headers.h1() + headers.h2() + headers.h3() + headers.h4() + headers.h5() + headers.h6(),
        lists.ordered() + lists.unordered(),
        bold.asterisks() + bold.underscores());
  }
}
