package org.tiltyard.leaderboard;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Forms;
import org.tiltyard.leaderboard.Comparison.Side;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.settings.Live;

/** Two models beside each other, on the same votes as a board. */
@Controller
class CompareController {

  static final String HOME = BoardController.HOME + "/compare";
  private static final String MODELS = "models";

  private final Boards boards;
  private final PairRecords pairs;
  private final ModelRegistry models;
  private final Live<LeaderboardSettings> settings;
  private final Forms forms;

  CompareController(
      Boards boards,
      PairRecords pairs,
      ModelRegistry models,
      Live<LeaderboardSettings> settings,
      Forms forms) {
    this.boards = boards;
    this.pairs = pairs;
    this.models = models;
    this.settings = settings;
    this.forms = forms;
  }

  /**
   * The page. {@code models} are two public names, in two parameters or in one with a comma between
   * them.
   */
  @GetMapping(HOME)
  String page(
      @RequestParam MultiValueMap<String, String> parameters,
      Model page,
      ServerWebExchange exchange) {
    List<String> asked = asked(parameters.get(MODELS));
    MultiValueMap<String, String> query = new LinkedMultiValueMap<>(parameters);
    query.remove(MODELS);
    Map<String, ModelId> known = known();
    page.addAttribute("revision", boards.revision());
    page.addAttribute("asked", asked);
    page.addAttribute("names", sorted(known.keySet()));
    try {
      show(asked, known, BoardQuery.of(query), page);
    } catch (BoardRefused refused) {
      forms.show(refused, page, exchange);
      if (!page.containsAttribute("form")) {
        page.addAttribute("form", form(asked, BoardQuery.DEFAULT));
      }
    }
    return "leaderboard/compare";
  }

  private void show(List<String> asked, Map<String, ModelId> known, BoardQuery query, Model page) {
    Board board = boards.of(query);
    page.addAttribute("form", form(asked, query));
    page.addAttribute("board", board);
    if (asked.isEmpty()) {
      return;
    }
    List<Side> sides = asked.stream().map(name -> side(board, known, name)).toList();
    if (asked.size() != 2 || asked.getFirst().equals(asked.getLast())) {
      throw BoardRefused.pair(MODELS);
    }
    ModelId first = sides.getFirst().id();
    ModelId second = sides.getLast().id();
    List<PairRecords.Part> votes = pairs.of(board.query(), board.source(), first, second);
    page.addAttribute("both", Comparison.of(board, sides.getFirst(), sides.getLast(), votes));
  }

  private QueryForm form(List<String> asked, BoardQuery query) {
    return QueryForm.of(HOME, query.parameters(), settings.get().minimumVotes(), boards)
        .comparing(asked);
  }

  /** Two names, however they are written; blank ones are none. */
  static List<String> asked(@Nullable List<String> given) {
    List<String> names = given == null ? List.of() : given;
    Stream<String> each =
        names.size() == 1 ? Arrays.stream(names.getFirst().split(",", -1)) : names.stream();
    return each.map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** Who can be compared, by name: who has a vote on some board, and who may be chosen. */
  private Map<String, ModelId> known() {
    Map<String, ModelId> known = new HashMap<>(pairs.models());
    models.choosable().forEach(model -> known.put(model.name(), model.id()));
    return known;
  }

  private static List<String> sorted(Collection<String> names) {
    return names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
  }

  private static Side side(Board board, Map<String, ModelId> known, String name) {
    ModelId id = known.get(name);
    if (id == null) {
      throw BoardRefused.model(MODELS, name);
    }
    return new Side(
        id,
        name,
        board.row(id).orElse(null),
        board.unranked().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null));
  }
}
