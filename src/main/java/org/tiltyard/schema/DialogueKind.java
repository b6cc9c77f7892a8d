package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;
import tools.jackson.core.JsonGenerator;

/** Messages of a conversation: at least one, user and assistant by turns, user first. */
final class DialogueKind<M> implements Kind<List<M>> {

  private final ListKind<M> list;
  private final Function<M, String> role;

  DialogueKind(Kind<M> message, Function<M, String> role) {
    this.list = new ListKind<>(message);
    this.role = role;
  }

  @Override
  public Column.Type column() {
    return list.column();
  }

  @Override
  public void write(JsonGenerator json, List<M> messages) {
    list.write(json, messages);
  }

  @Override
  public List<M> read(Object tree, Place place) throws BadRow {
    List<M> messages = list.read(tree, place);
    if (messages.isEmpty()) {
      throw place.bad(Reason.WRONG_VALUE, "no messages");
    }
    for (int i = 0; i < messages.size(); i++) {
      String found = role.apply(messages.get(i));
      if (!found.equals(i % 2 == 0 ? "user" : "assistant")) {
        throw place.element(i).field("role").bad(Reason.WRONG_VALUE, found);
      }
    }
    return messages;
  }

  @Override
  public FieldType parquet() {
    return list.parquet();
  }

  @Override
  public @Nullable Object toParquet(List<M> messages) {
    return list.toParquet(messages);
  }
}
