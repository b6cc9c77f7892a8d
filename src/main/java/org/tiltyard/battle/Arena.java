package org.tiltyard.battle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.models.Served;
import org.tiltyard.moderation.MessageKey;
import org.tiltyard.moderation.Moderator;
import org.tiltyard.provider.ChatGateway;
import org.tiltyard.provider.ChatMessage;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that happens to battles before the vote: they are opened, continued, stopped, tried
 * again. Each change goes through the battle's version in one transaction, then the answers start.
 */
@Component
public class Arena {

  private static final int DRAWS = 10;

  private final BattleRecords battles;
  private final BattleRows rows;
  private final Transcripts transcripts;
  private final Draws draws;
  private final Pairing pairing;
  private final LiveTurns liveTurns;
  private final ModelRegistry models;
  private final Metering metering;
  private final PromptLanguages languages;
  private final Moderator moderator;
  private final Live<BattleSettings> settings;
  private final SeatStarts.Collaborators collaborators;
  private final BattleChanges changes;
  private final Replacements replacements;
  private final Time time;

  Arena(
      BattleRecords battles,
      BattleRows rows,
      Transcripts transcripts,
      Draws draws,
      Pairing pairing,
      LiveTurns liveTurns,
      ModelRegistry models,
      Metering metering,
      ChatGateway gateway,
      PromptLanguages languages,
      Moderator moderator,
      Live<BattleSettings> settings,
      JsonMapper json,
      BattleChanges changes,
      Replacements replacements,
      Time time) {
    this.battles = battles;
    this.rows = rows;
    this.transcripts = transcripts;
    this.draws = draws;
    this.pairing = pairing;
    this.liveTurns = liveTurns;
    this.models = models;
    this.metering = metering;
    this.languages = languages;
    this.moderator = moderator;
    this.settings = settings;
    this.collaborators = new SeatStarts.Collaborators(gateway, models, transcripts, json, settings);
    this.changes = changes;
    this.replacements = replacements;
    this.time = time;
  }

  /** The person's battle; another person's is as unknown as none. */
  public Battle find(BattleId id, ParticipantId participant) {
    return rows.find(id)
        .filter(battle -> battle.participantId().equals(participant))
        .orElseThrow(BattleNotFound::new);
  }

  /** Draws a pair, opens a battle on the prompt and starts both answers. */
  Battle start(ParticipantId participant, Prompt prompt) {
    requireAccepting();
    Drawn drawn = draw(participant, prompt);
    Battle battle = Battle.open(participant, drawn.draw().pair(), time.now());
    return open(battle, drawn.draw(), prompt, drawn.ahead());
  }

  /** A pair, and the tokens that were counted ahead for it. */
  private record Drawn(Draw draw, Metering.Ahead ahead) {}

  /** Draws a pair that has tokens left; who has just used up theirs is no contender next time. */
  private Drawn draw(ParticipantId participant, Prompt prompt) {
    for (int left = DRAWS; left > 0; left--) {
      List<Contender> contenders = models.contenders();
      if (contenders.size() < 2) {
        throw tooFew();
      }
      Draw draw = pairing.draw(contenders, draws.last(participant).orElse(null));
      List<ModelId> pair = List.of(draw.pair().a(), draw.pair().b());
      Metering.Outlook outlook =
          metering.ahead(
              participant, pair, () -> prompt.text().length(), () -> longestAnswer(pair));
      if (outlook.spent().isEmpty()) {
        return new Drawn(draw, outlook.ahead());
      }
    }
    throw tooFew();
  }

  private TooFewModels tooFew() {
    return models.competing() < 2 ? TooFewModels.active() : TooFewModels.well();
  }

  /** Opens a battle on the prompt with the models that the person chose. */
  Battle start(ParticipantId participant, Mode mode, List<ModelId> chosen, Prompt prompt) {
    requireAccepting();
    Battle battle = Battle.named(participant, mode, chosen, time.now());
    return open(battle, null, prompt, ahead(battle, battle.seats(), prompt.text().length()));
  }

  /**
   * Opens a side-by-side battle of the same two models that carries a closed battle's history on.
   *
   * @throws TurnRefused when there are as many turns as a battle may have
   */
  Battle carryOn(Battle closed, Prompt prompt) {
    requireAccepting();
    Battle next = closed.continued(time.now());
    if (next.carried() >= settings.get().turns()) {
      throw TurnRefused.tooMany(settings.get().turns());
    }
    return open(next, null, prompt, ahead(next, next.seats(), prompt.text().length()));
  }

  /**
   * The models are asked while the battle is stored, as both take their time. What they say is
   * nobody's to see before it is, and goes nowhere when it can't be.
   */
  private Battle open(Battle battle, @Nullable Draw draw, Prompt prompt, Metering.Ahead ahead) {
    Turn turn = newTurn(battle, prompt);
    Battle stored =
        ahead.orRelease(() -> {
          List<Turn> turns = new ArrayList<>(transcripts.carriedBy(battle));
          turns.add(turn);
          LiveTurns.Begun begun =
              liveTurns.begin(battle, turn, plansFor(battle, turns, turn.answers()));
          Battle saved =
              begun.orAbandon(() -> changes.inTransaction(() -> store(battle, draw, turn, prompt)));
          ahead.begin(turn.answers());
          begun.stored();
          return saved;
        });
    languages.tag(stored.id(), prompt);
    return stored;
  }

  private Battle store(Battle battle, @Nullable Draw draw, Turn turn, Prompt prompt) {
    Battle saved = rows.add(battle);
    if (draw != null) {
      draws.addFirst(saved.id(), draw, saved.createdAt());
    }
    store(saved, turn, prompt, saved.createdAt());
    return saved;
  }

  /** Sends a further prompt to the same models. */
  Battle ask(BattleId id, ParticipantId participant, Prompt prompt) {
    requireAccepting();
    Battle asked = find(id, participant);
    Metering.Ahead ahead = ahead(asked, asked.seats(), prompt.text().length());
    Battle continued =
        ahead.orRelease(() ->
            changes.again(() -> {
              Battle battle = find(id, participant);
              Battle next = battle.nextTurn(settings.get().turns());
              transcripts.lastTurn(id).requireJudgeable();
              Battle saved = battles.save(next);
              store(saved, newTurn(saved, prompt), prompt, time.now());
              return saved;
            }));
    write(continued, allTurns(continued), continued.seats(), ahead);
    return continued;
  }

  /** Writes the last answer of the seats anew; only before the vote, and not while one runs. */
  Battle retry(BattleId id, ParticipantId participant, List<Seat> seats) {
    requireAccepting();
    Battle asked = find(id, participant);
    asked.requireSeats(seats);
    Metering.Ahead ahead = ahead(asked, seats, 0);
    Battle retried =
        ahead.orRelease(() ->
            changes.again(() -> {
              Battle battle = find(id, participant).newAttempt();
              Turn last = transcripts.lastTurn(id);
              requireOthersHere(last, seats);
              Battle saved = battles.save(battle);
              seats.forEach(seat -> addAttempt(saved, last.answer(seat)));
              return saved;
            }));
    write(retried, allTurns(retried), seats, ahead);
    return retried;
  }

  /** Counts tokens ahead for answers of models that are settled, or refuses. */
  private Metering.Ahead ahead(Battle battle, List<Seat> seats, int promptCharacters) {
    List<ModelId> answering = seats.stream().map(battle::model).toList();
    return metering.require(
        battle.participantId(),
        answering,
        () -> promptCharacters + characters(battle),
        () -> longestAnswer(answering));
  }

  /** How long the conversation so far is, in the seat where it is longer. */
  private long characters(Battle battle) {
    return allTurns(battle).stream()
        .mapToLong(turn ->
            turn.prompt().length()
                + turn.answers().stream().mapToLong(one -> one.text().length()).max().orElse(0))
        .sum();
  }

  private int longestAnswer(List<ModelId> answering) {
    return models.get(answering).values().stream()
        .mapToInt(model -> model.sampling(settings.get().sampling()).maxTokens())
        .max()
        .orElse(settings.get().answerTokens());
  }

  private List<Turn> allTurns(Battle battle) {
    List<Turn> turns = new ArrayList<>(transcripts.carriedBy(battle));
    turns.addAll(transcripts.turns(battle.id()));
    return turns;
  }

  /**
   * A seat that stays must have settled, or be written on this node: one turn lives on one node.
   */
  private void requireOthersHere(Turn turn, List<Seat> seats) {
    for (Answer answer : turn.answers()) {
      boolean stays = !seats.contains(answer.seat()) && !answer.state().settled();
      if (stays && liveTurns.find(answer.battleId()).isEmpty()) {
        throw TurnRefused.stillWriting();
      }
    }
  }

  /** Ends the seat's running answer; the text so far stands. */
  void stop(BattleId id, ParticipantId participant, Seat seat) {
    find(id, participant).requireSeats(List.of(seat));
    liveTurns.stop(id, seat);
  }

  /**
   * The answer that counts in a turn of a direct battle, to be judged by itself.
   *
   * @throws TurnRefused when the battle is another one, the answer is still being written, or there
   *     is nothing to judge
   */
  public AnswerId judged(Battle battle, int turn) {
    if (!battle.direct()) {
      throw TurnRefused.notDirect();
    }
    Turn found =
        transcripts.turns(battle.id()).stream()
            .filter(one -> one.number() == turn)
            .findFirst()
            .orElseThrow(TurnRefused::noTurn);
    found.requireJudgeable();
    return found.a().id();
  }

  private void requireAccepting() {
    if (!liveTurns.accepting()) {
      throw TurnRefused.busy();
    }
  }

  private Turn newTurn(Battle battle, Prompt prompt) {
    int number = battle.turns();
    Answer a = begin(battle, number, Seat.A, 0);
    @Nullable Answer b = battle.direct() ? null : begin(battle, number, Seat.B, 0);
    return new Turn(number, prompt.text(), a, b);
  }

  private void store(Battle battle, Turn turn, Prompt prompt, Instant now) {
    transcripts.addTurn(battle.id(), turn.number(), prompt, now);
    moderator.record(MessageKey.prompt(battle.id().value(), turn.number()), prompt.verdict());
    turn.answers().forEach(answer -> transcripts.add(answer, now));
  }

  private void addAttempt(Battle battle, Answer last) {
    if (!last.state().settled()) {
      throw TurnRefused.stillWriting();
    }
    transcripts.add(begin(battle, last.turn(), last.seat(), last.attempt() + 1), time.now());
  }

  private Answer begin(Battle battle, int turn, Seat seat, int attempt) {
    // Not from when the battle began: on a busy node that may have been a while ago.
    Instant leaseUntil = time.now().plus(settings.get().lease());
    return Answer.begin(battle.id(), turn, seat, attempt, battle.model(seat), leaseUntil);
  }

  private void write(Battle battle, List<Turn> turns, List<Seat> seats, Metering.Ahead ahead) {
    Turn last = turns.getLast();
    List<Answer> fresh = seats.stream().map(last::answer).toList();
    ahead.begin(fresh);
    liveTurns.write(battle, last, fresh, plansFor(battle, turns, fresh));
  }

  private GenerationPlans plansFor(Battle battle, List<Turn> turns, List<Answer> fresh) {
    int most = battle.anonymous() && battle.turns() == 1 ? settings.get().replacements() : 0;
    // Read at once, and before the turn is locked to begin.
    Map<ModelId, Served> answering =
        models.serving(fresh.stream().map(Answer::modelId).distinct().toList());
    return answer ->
        new SeatStarts(
            answer,
            java.util.Objects.requireNonNull(answering.get(answer.modelId())),
            conversation(turns, answer.seat()),
            collaborators,
            replacements,
            most);
  }

  /** What the seat's model has seen so far, and the prompt it is to answer. */
  private static List<ChatMessage> conversation(List<Turn> turns, Seat seat) {
    List<ChatMessage> messages = new ArrayList<>();
    for (Turn turn : turns.subList(0, turns.size() - 1)) {
      messages.add(ChatMessage.user(turn.prompt()));
      messages.add(ChatMessage.assistant(turn.answer(seat).text()));
    }
    messages.add(ChatMessage.user(turns.getLast().prompt()));
    return messages;
  }
}
