package org.tiltyard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.admin.BarChart.Bar;
import org.tiltyard.admin.Figures.Slice;

class BarChartTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");

  private static List<Slice> slices(Range range, int battles) {
    long first = range.firstSlice(NOW);
    return IntStream.range(0, range.slices())
        .mapToObj(i -> new Slice(range.begin(first + i), i == 0 ? battles : 0, i == 0 ? 1 : 0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"0,2", "1,2", "2,2", "3,4", "5,10", "11,20", "21,40", "41,100", "1000001,2000000"})
  void theUpperLineIsARoundNumberWithARoundHalf(long most, long top) {
    assertThat(BarChart.roundedUp(most)).isEqualTo(top);
  }

  @Test
  void barsStandOnTheFloorAndStayInside() {
    BarChart chart = BarChart.of(slices(Range.DAY, 4), Range.DAY, Locale.UK);
    assertThat(chart.bars()).hasSize(24);
    Bar full = chart.bars().getFirst();
    assertThat(full.y()).isEqualTo(12);
    assertThat(full.y() + full.height()).isEqualTo(172);
    assertThat(full.votesHeight()).isEqualTo(40);
    assertThat(chart.bars().getLast().height()).isZero();
    assertThat(chart.bars())
        .allSatisfy(bar -> assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(BarChart.WIDTH));
  }

  @Test
  void theLastSliceIsTheRunningOne() {
    for (Range range : Range.values()) {
      List<Slice> slices = slices(range, 1);
      assertThat(slices.getLast().begin()).isBeforeOrEqualTo(NOW);
      assertThat(range.sliceOf(slices.getLast().begin())).isEqualTo(range.sliceOf(NOW));
    }
  }

  @Test
  void momentsAreNamedInUtc() {
    assertThat(BarChart.label(new Slice(NOW, 0, 0), Range.DAY, Locale.UK)).isEqualTo("12:34");
    assertThat(BarChart.label(new Slice(NOW, 0, 0), Range.MONTH, Locale.UK)).isEqualTo("1 Mar");
  }

  @ParameterizedTest
  @CsvSource({"0,$0.00", "0.00001,< $0.0001", "0.1234,$0.1234", "1234.567,'$1,234.57'"})
  void smallAmountsAreToldFromNothing(double amount, String words) {
    assertThat(OverviewController.dollars(amount, Locale.UK)).isEqualTo(words);
  }
}
