package org.tiltyard.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String STREAM =
      """
      : a comment
      event: message
      id: 7
      data: {"a":"é漢😀"}

      data:no space

      : keep-alive

      data: first line
      data:
      data:  third, indented
      retry: 100

      dataless: not ours
      data

      data: last
      """;

  private static final List<String> EVENTS =
      List.of("{\"a\":\"é漢😀\"}", "no space", "first line\n\n third, indented", "last");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsTheSameEventsWhereverTheBytesAreCut(String lineEnd) throws IOException {
    byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(UTF_8);

    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(events(new Trickle(bytes, cut, bytes.length), 10_000)).isEqualTo(EVENTS);
    }
    assertThat(events(new Trickle(bytes, 0, 1), 10_000)).isEqualTo(EVENTS);
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    assertThat(events("\uFEFFdata: x\n\n")).containsExactly("x");
  }

  @Test
  void readsManyEventsThatDoNotFitIntoOneBuffer() throws IOException {
    List<String> expected = new ArrayList<>();
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String data = i + "x".repeat(i % 700);
      expected.add(data);
      stream.append("data: ").append(data).append("\n\n");
    }

    byte[] bytes = stream.toString().getBytes(UTF_8);
    assertThat(events(new Trickle(bytes, 0, 997), 10_000)).isEqualTo(expected);
  }

  @Test
  void readsALineOfOneMegabyteAndGoesOn() throws IOException {
    String large = "y".repeat(1 << 20);

    assertThat(events("data: " + large + "\n\ndata: after\n\n", 4 << 20))
        .containsExactly(large, "after");
  }

  @Test
  void refusesALineOverTheCap() {
    assertThatThrownBy(() -> events("data: " + "y".repeat(100_000) + "\n\n", 50_000))
        .isInstanceOf(EventReader.EventTooLong.class);
  }

  @Test
  void refusesAnEventOfManyLinesOverTheCap() {
    assertThatThrownBy(() -> events("data: yyyyyyyyyy\n".repeat(20_000), 50_000))
        .isInstanceOf(EventReader.EventTooLong.class);
  }

  private static List<String> events(String stream) throws IOException {
    return events(stream, 10_000);
  }

  private static List<String> events(String stream, int longest) throws IOException {
    return events(new ByteArrayInputStream(stream.getBytes(UTF_8)), longest);
  }

  private static List<String> events(InputStream in, int longest) throws IOException {
    EventReader reader = new EventReader(in, longest);
    List<String> events = new ArrayList<>();
    while (reader.next()) {
      events.add(new String(reader.buffer(), reader.from(), reader.length(), UTF_8));
    }
    return events;
  }
}
