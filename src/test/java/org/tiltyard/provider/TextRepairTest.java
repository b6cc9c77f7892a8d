package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextRepairTest {

  @Test
  void joinsAPairThatWasCutInTwo() {
    TextRepair repair = new TextRepair();

    assertThat(repair.next("a\uD83D")).isEqualTo("a");
    assertThat(repair.next("\uDE00b")).isEqualTo("\uD83D\uDE00b");
    assertThat(repair.rest()).isEmpty();
  }

  @Test
  void keepsHalfAPairThroughAnEmptyDelta() {
    TextRepair repair = new TextRepair();

    assertThat(repair.next("\uD83D") + repair.next("") + repair.next("\uDE00"))
        .isEqualTo("\uD83D\uDE00");
  }

  @Test
  void replacesHalfPairsAndNul() {
    assertThat(TextRepair.repaired("a\uD83Db\uDE00c\0d\uD83D")).isEqualTo("a�b�c�d�");
    assertThat(TextRepair.repaired("\uD83D\uD83D\uDE00")).isEqualTo("�\uD83D\uDE00");
  }

  @Test
  void leavesSoundTextAlone() {
    String sound = "é漢\u202E\r\n";

    assertThat(new TextRepair().next(sound)).isSameAs(sound);
  }
}
