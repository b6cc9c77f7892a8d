package org.tiltyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.Traits;

/** What is found out about a conversation from its texts. */
class TaggingTest {

  private static final Identity A = new Identity("vicuna-13b", null, "LMSYS");
  private static final Identity B = new Identity("koala-13b", null, null);

  private static Tags tags(String prompt, String a, String b) {
    Conversation conversation =
        new Conversation(
            "q",
            A.name(),
            B.name(),
            "tie",
            "arena_user_1",
            List.of(Message.user(prompt), Message.assistant(a)),
            List.of(Message.user(prompt), Message.assistant(b)),
            1,
            true,
            "English",
            0,
            null,
            null,
            Traits.NONE);
    return new Tagging(LeakNames.Known.of(List.of("koala-13b = Drop Bear"))).of(conversation, A, B);
  }

  @Test
  void findsWhoNamesAModel() {
    assertThat(tags("Who are you?", "I am Vicuna, a language model.", "A friend."))
        .extracting(Tags::leakA, Tags::leakB, Tags::leakByUser)
        .containsExactly(true, false, false);
    assertThat(tags("Are you vicuna-13b?", "No.", "No."))
        .extracting(Tags::leakA, Tags::leakB, Tags::leakByUser)
        .containsExactly(false, false, true);
    assertThat(tags("Who are you?", "Some call me Drop Bear.", "They call me Drop Bear."))
        .extracting(Tags::leakA, Tags::leakB)
        .as("a name that the admin knows the second one by")
        .containsExactly(false, true);
  }

  @Test
  void knowsWhatAPromptIsAbout() {
    assertThat(tags("What is 17 * 23?", "391", "A lot").categories())
        .containsExactlyInAnyOrder(Category.MATH);
    assertThat(tags("Sort a list in Python. Answer in two sentences.", "a", "b").categories())
        .containsExactlyInAnyOrder(Category.CODE, Category.INSTRUCTIONS);
    assertThat(tags("What do you make of this? " + "and so on ".repeat(200), "a", "b").categories())
        .containsExactlyInAnyOrder(Category.LONG_PROMPT);
    assertThat(tags("Who was Ada Lovelace?", "A mathematician: x^2 + 1 = 5", "b").categories())
        .as("only prompts count")
        .isEmpty();
  }

  @Test
  void findsPersonalDataAndCountsStyle() {
    Tags tags = tags("Write to ada.lovelace@analytical.org", "# One\n\n- two\n- **three**", "Yes");

    assertThat(tags.personal()).containsExactly("email");
    assertThat(tags.styleA().headers()).isEqualTo(1);
    assertThat(tags.styleA().lists()).isEqualTo(2);
    assertThat(tags.styleA().bold()).isEqualTo(1);
    assertThat(tags.styleB().tokens()).isEqualTo(1);
    assertThat(tags.promptHash())
        .isEqualTo(tags("WRITE  to ada.lovelace@analytical.org", "a", "b").promptHash());
  }
}
