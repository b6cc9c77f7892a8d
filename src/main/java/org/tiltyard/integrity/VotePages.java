package org.tiltyard.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.integrity.DecisionRecords.Batch;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;

/** One vote with what was said before it. */
@Component
class VotePages {

  /** A prompt and its answers; a side that has no more answers is empty. */
  public record Exchange(int number, String prompt, String a, String b) {}

  /**
   * @param standing what somebody decided about it; null when nobody did
   * @param judgeBan the ban of its judge; null without one
   * @param networkBan the ban of its network; null without one
   * @param empty whether the person deleted the texts
   */
  public record Shown(
      VoteView view,
      List<Exchange> exchanges,
      boolean empty,
      @Nullable Batch standing,
      Bans.@Nullable Ban judgeBan,
      Bans.@Nullable Ban networkBan) {

    public VoteLists.Line line() {
      return view.line();
    }
  }

  private final VoteLists lists;
  private final Conversations conversations;
  private final DecisionRecords records;
  private final Bans bans;

  VotePages(VoteLists lists, Conversations conversations, DecisionRecords records, Bans bans) {
    this.lists = lists;
    this.conversations = conversations;
    this.records = records;
    this.bans = bans;
  }

  /**
   * @throws VoteNotFound when there is no such vote
   */
  Shown of(String id) {
    VoteLists.Line line = lists.find(id).orElseThrow(VoteNotFound::new);
    List<Exchange> exchanges =
        conversations
            .find(id)
            .map(StoredConversation::conversation)
            .map(VotePages::exchanges)
            .orElse(List.of());
    boolean empty = exchanges.stream().allMatch(one -> one.prompt.isEmpty() && one.a.isEmpty());
    return new Shown(
        VoteView.of(line),
        exchanges,
        empty,
        records.standing(id).orElse(null),
        ban(Bans.Kind.JUDGE, line.number() == null ? null : String.valueOf(line.number())),
        ban(Bans.Kind.NETWORK, line.network()));
  }

  private Bans.@Nullable Ban ban(Bans.Kind kind, @Nullable String subject) {
    return Optional.ofNullable(subject).flatMap(one -> bans.of(kind, one)).orElse(null);
  }

  private static List<Exchange> exchanges(Conversation conversation) {
    List<Message> a = conversation.conversationA();
    List<Message> b = conversation.conversationB();
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).isUsers()) {
        exchanges.add(
            new Exchange(
                exchanges.size() + 1, a.get(i).content(), answer(a, i + 1), answer(b, i + 1)));
      }
    }
    return exchanges;
  }

  private static String answer(List<Message> side, int place) {
    return place < side.size() && !side.get(place).isUsers() ? side.get(place).content() : "";
  }
}
