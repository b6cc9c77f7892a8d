package org.tiltyard.moderation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Folders of real ONNX models with a vocabulary of eight words, written byte by byte: what a model
 * says of a text is the mean over its words. {@code idiot} is worth 9 for toxic, every other word 1
 * against it.
 */
public final class TinyModels {

  private static final List<String> WORDS =
      List.of("[PAD]", "[UNK]", "positive", "negative", "toxicchat:", "you", "idiot", "hello");
  private static final int BAD = WORDS.indexOf("idiot");
  private static final int POSITIVE = WORDS.indexOf("positive");
  private static final int NEGATIVE = WORDS.indexOf("negative");
  private static final float WORST = 9;

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int OPSET = 13;
  private static final int IR_VERSION = 8;

  private TinyModels() {}

  /** A model with a logit per label, as RoBERTa’s. */
  public static Path roberta(Path folder) {
    Proto graph = new Proto();
    graph.message(1, node("Gather", "e", List.of("embedding", "input_ids")));
    graph.message(
        1, node("Cast", "m", List.of("attention_mask")).message(5, attribute("to", FLOAT)));
    graph.message(1, node("Unsqueeze", "mm", List.of("m", "last")));
    graph.message(1, node("Mul", "masked", List.of("e", "mm")));
    graph.message(1, mean("masked", "logits", false));
    graph.text(2, "roberta");
    graph.message(5, floats("embedding", table(2, 0, 1), WORDS.size(), 2));
    graph.message(5, longs("last", 2));
    graph.message(11, value("input_ids", INT64, "batch", "length"));
    graph.message(11, value("attention_mask", INT64, "batch", "length"));
    graph.message(12, value("logits", FLOAT, "batch", "labels"));
    tokenizer(folder);
    write(
        folder.resolve("config.json"),
        "{\"model_type\": \"roberta\", \"max_position_embeddings\": 10,"
            + " \"id2label\": {\"0\": \"neutral\", \"1\": \"toxic\"}}");
    return model(folder, "model.onnx", graph);
  }

  /** An encoder and a decoder in a file each, as T5 is exported. */
  public static Path t5(Path folder) {
    Proto encoder = new Proto();
    encoder.message(1, node("Gather", "last_hidden_state", List.of("embedding", "input_ids")));
    encoder.text(2, "encoder");
    encoder.message(5, floats("embedding", wordTable(), WORDS.size(), WORDS.size()));
    encoder.message(11, value("input_ids", INT64, "batch", "length"));
    encoder.message(11, value("attention_mask", INT64, "batch", "length"));
    encoder.message(12, value("last_hidden_state", FLOAT, "batch", "length", "width"));
    Proto decoder = new Proto();
    decoder.message(1, mean("encoder_hidden_states", "mean", true));
    decoder.message(1, node("Gather", "start", List.of("nothing", "input_ids")));
    decoder.message(1, node("Add", "logits", List.of("mean", "start")));
    decoder.text(2, "decoder");
    decoder.message(
        5, floats("nothing", new float[WORDS.size() * WORDS.size()], WORDS.size(), WORDS.size()));
    decoder.message(11, value("input_ids", INT64, "batch", "steps"));
    decoder.message(11, value("encoder_hidden_states", FLOAT, "batch", "length", "width"));
    decoder.message(12, value("logits", FLOAT, "batch", "steps", "words"));
    tokenizer(folder);
    write(folder.resolve("config.json"), "{\"model_type\": \"t5\", \"decoder_start_token_id\": 0}");
    model(folder, "encoder_model.onnx", encoder);
    return model(folder, "decoder_model.onnx", decoder);
  }

  /** The same in one file. */
  public static Path wholeT5(Path folder) {
    Proto graph = new Proto();
    graph.message(1, node("Gather", "e", List.of("embedding", "input_ids")));
    graph.message(1, mean("e", "mean", true));
    graph.message(1, node("Gather", "start", List.of("nothing", "decoder_input_ids")));
    graph.message(1, node("Add", "logits", List.of("mean", "start")));
    graph.text(2, "t5");
    graph.message(5, floats("embedding", wordTable(), WORDS.size(), WORDS.size()));
    graph.message(
        5, floats("nothing", new float[WORDS.size() * WORDS.size()], WORDS.size(), WORDS.size()));
    graph.message(11, value("input_ids", INT64, "batch", "length"));
    graph.message(11, value("attention_mask", INT64, "batch", "length"));
    graph.message(11, value("decoder_input_ids", INT64, "batch", "steps"));
    graph.message(12, value("logits", FLOAT, "batch", "steps", "words"));
    tokenizer(folder);
    return model(folder, "model.onnx", graph);
  }

  /** A row per word: against toxic in one column, for it in the other. */
  private static float[] table(int width, int against, int infavour) {
    float[] table = new float[WORDS.size() * width];
    for (int word = 0; word < WORDS.size(); word++) {
      float worth = word == BAD ? WORST : -1;
      table[word * width + against] = -worth;
      table[word * width + infavour] = worth;
    }
    return table;
  }

  private static float[] wordTable() {
    return table(WORDS.size(), NEGATIVE, POSITIVE);
  }

  private static void tokenizer(Path folder) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < WORDS.size(); i++) {
      words.append(i == 0 ? "" : ", ").append('"').append(WORDS.get(i)).append("\": ").append(i);
    }
    write(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
         "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "WhitespaceSplit"},
         "post_processor": null, "decoder": null,
         "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {%s}}}
        """
            .formatted(words));
  }

  private static Path model(Path folder, String name, Proto graph) {
    Proto model = new Proto();
    model.number(1, IR_VERSION);
    model.text(2, "tiltyard");
    model.message(7, graph);
    Proto opset = new Proto();
    opset.text(1, "");
    opset.number(2, OPSET);
    model.message(8, opset);
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), model.bytes());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Proto node(String operation, String output, List<String> inputs) {
    Proto node = new Proto();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output);
    node.text(3, output + "-node");
    node.text(4, operation);
    return node;
  }

  /** The mean over the words. */
  private static Proto mean(String input, String output, boolean keep) {
    Proto axes = new Proto();
    axes.text(1, "axes");
    axes.number(8, 1);
    axes.number(20, 7);
    return node("ReduceMean", output, List.of(input))
        .message(5, axes)
        .message(5, attribute("keepdims", keep ? 1 : 0));
  }

  private static Proto attribute(String name, long value) {
    Proto attribute = new Proto();
    attribute.text(1, name);
    attribute.number(3, value);
    attribute.number(20, 2);
    return attribute;
  }

  private static Proto floats(String name, float[] values, long... shape) {
    Proto tensor = new Proto();
    for (long size : shape) {
      tensor.number(1, size);
    }
    tensor.number(2, FLOAT);
    tensor.text(8, name);
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    return tensor.raw(9, raw.array());
  }

  private static Proto longs(String name, long... values) {
    Proto tensor = new Proto();
    tensor.number(1, values.length);
    tensor.number(2, INT64);
    for (long value : values) {
      tensor.number(7, value);
    }
    return tensor.text(8, name);
  }

  private static Proto value(String name, int type, String... dimensions) {
    Proto shape = new Proto();
    for (String dimension : dimensions) {
      shape.message(1, new Proto().text(2, dimension));
    }
    Proto tensor = new Proto().number(1, type).message(2, shape);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  /** The wire format of protocol buffers: numbers, and bytes with their length. */
  private static final class Proto {

    private static final int LENGTH_DELIMITED = 2;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Proto text(int field, String text) {
      return raw(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, Proto message) {
      return raw(field, message.bytes());
    }

    Proto raw(int field, byte[] bytes) {
      varint((long) field << 3 | LENGTH_DELIMITED);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
