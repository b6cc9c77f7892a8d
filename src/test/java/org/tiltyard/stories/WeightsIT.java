package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;

/** An admin changes how often a model is drawn, and the next draws follow. */
class WeightsIT extends ArenaStory {

  private static final int BATTLES = 6;

  /** The pair of a battle, and the probability that was stored with it. */
  private record Drawn(Set<String> models, double propensity) {}

  @BeforeAll
  static void open() {
    String third = "--tiltyard.models[2].";
    openArena(
        third + "name=larch", third + "base-url=http://127.0.0.1:9/v1", third + "model=id-larch");
    bothAnswer(Script.answer("Yes"));
  }

  @Test
  void theNextDrawsFollowTheWeight() {
    Page page = newPage();
    signIn(page, "/admin/models");

    weigh(page, "larch", "0");
    for (int i = 0; i < BATTLES; i++) {
      Drawn drawn = draw();
      assertThat(drawn.models()).containsExactlyInAnyOrder("birch", "maple");
      assertThat(drawn.propensity()).isEqualTo(0.5, within(1e-12));
    }

    weigh(page, "larch", "3");
    for (int i = 0; i < BATTLES; i++) {
      Drawn drawn = draw();
      // Weights multiply: 1 for birch and maple, 3 for each pair with larch, in two orders each.
      double expected = (drawn.models().contains("larch") ? 3.0 : 1.0) / (2 * (1 + 3 + 3));
      assertThat(drawn.propensity()).isEqualTo(expected, within(1e-12));
    }
  }

  private static void weigh(Page page, String model, String weight) {
    page.navigate("/admin/models");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(model).setExact(true))
        .click();
    page.locator("#weight").fill(weight);
    page.locator("main form.form .primary").click();
    assertThat(page.locator("h1")).hasText("Models");
  }

  /** A newcomer's first draw: no previous pair is left out. */
  private static Drawn draw() {
    String battle = arena.newVoter().start("A prompt");
    return arena
        .database()
        .sql(
            "select a.name, b.name, pair_draw.propensity from pair_draw"
                + " join language_model a on a.id = pair_draw.model_a"
                + " join language_model b on b.id = pair_draw.model_b"
                + " where battle_id = ? and attempt = 0")
        .param(battle)
        .query((row, number) ->
            new Drawn(Set.of(row.getString(1), row.getString(2)), row.getDouble(3)))
        .single();
  }
}
