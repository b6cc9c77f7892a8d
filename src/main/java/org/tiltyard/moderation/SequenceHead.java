package org.tiltyard.moderation;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers with a word: the logits of the decoder's first step at the first tokens of
 * the two words, as shares of 1. Either {@code encoder_model.onnx} and {@code decoder_model.onnx},
 * or one {@code model.onnx} that takes {@code decoder_input_ids} too.
 */
final class SequenceHead implements Head {

  private static final Set<String> OF_WHOLE =
      Set.of("input_ids", "attention_mask", "decoder_input_ids");
  private static final Set<String> OF_ENCODER = Set.of("input_ids", "attention_mask");
  private static final Set<String> OF_DECODER =
      Set.of("input_ids", "encoder_hidden_states", "encoder_attention_mask");

  /** The whole model, or its encoder. */
  private final OnnxFile model;

  private final @Nullable OnnxFile decoder;
  private final TextTokenizer tokenizer;
  private final StoredClassifier settings;
  private final long start;
  private final int toxic;
  private final int other;

  private SequenceHead(
      OnnxFile model,
      @Nullable OnnxFile decoder,
      TextTokenizer tokenizer,
      StoredClassifier settings,
      long start)
      throws LinkUnavailable {
    this.model = model;
    this.decoder = decoder;
    this.tokenizer = tokenizer;
    this.settings = settings;
    this.start = start;
    this.toxic = (int) tokenizer.firstToken(settings.label());
    this.other = (int) tokenizer.firstToken(settings.otherLabel());
    if (toxic == other) {
      throw new LinkUnavailable(
          "“"
              + settings.label()
              + "” and “"
              + settings.otherLabel()
              + "” begin with the same token");
    }
  }

  static Head open(StoredClassifier settings, ModelFolder folder, Path natives)
      throws LinkUnavailable {
    int longest = settings.longest() == null ? folder.longest() : settings.longest();
    long start = folder.config().path("decoder_start_token_id").asLong(0);
    boolean whole = !folder.has("encoder_model.onnx") && folder.has("model.onnx");
    TextTokenizer tokenizer = TextTokenizer.open(folder.file("tokenizer.json"), natives, longest);
    OnnxFile model = null;
    OnnxFile decoder = null;
    try {
      model = OnnxFile.open(folder.file(whole ? "model.onnx" : "encoder_model.onnx"));
      decoder = whole ? null : OnnxFile.open(folder.file("decoder_model.onnx"));
      expect(model, whole ? OF_WHOLE : OF_ENCODER);
      if (decoder != null) {
        expect(decoder, OF_DECODER);
      }
      return new SequenceHead(model, decoder, tokenizer, settings, start);
    } catch (LinkUnavailable e) {
      tokenizer.close();
      if (model != null) {
        model.close();
      }
      if (decoder != null) {
        decoder.close();
      }
      throw e;
    }
  }

  private static void expect(OnnxFile file, Set<String> known) throws LinkUnavailable {
    for (String input : file.inputs()) {
      if (!known.contains(input)) {
        throw new LinkUnavailable(
            "the model asks for "
                + input
                + ", which is not known here; export it without past keys");
      }
    }
  }

  @Override
  public Map<String, Double> scores(String text, RunOptions options) throws OrtException {
    Encoding encoding = tokenizer.encode(settings.prefix() + text);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : model.inputs()) {
        long[] values =
            switch (name) {
              case "input_ids" -> encoding.getIds();
              case "attention_mask" -> encoding.getAttentionMask();
              default -> new long[] {start};
            };
        inputs.put(name, model.row(name, values));
      }
      try (Result result = model.session().run(inputs, options)) {
        return decoder == null
            ? named(Logits.last(result))
            : decoded(decoder, result.get(0), encoding, options);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Double> decoded(
      OnnxFile decoder, OnnxValue hidden, Encoding encoding, RunOptions options)
      throws OrtException {
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    inputs.put("encoder_hidden_states", (OnnxTensorLike) hidden);
    try (OnnxTensor first = decoder.row("input_ids", new long[] {start});
        OnnxTensor mask = decoder.row("encoder_attention_mask", encoding.getAttentionMask())) {
      inputs.put("input_ids", first);
      if (decoder.inputs().contains("encoder_attention_mask")) {
        inputs.put("encoder_attention_mask", mask);
      }
      try (Result result = decoder.session().run(inputs, options)) {
        return named(Logits.last(result));
      }
    }
  }

  private Map<String, Double> named(double[] logits) {
    double[] shares = Logits.softmax(logits[toxic], logits[other]);
    Map<String, Double> named = new LinkedHashMap<>();
    named.put(settings.label(), shares[0]);
    named.put(settings.otherLabel(), shares[1]);
    return named;
  }

  @Override
  public void close() {
    model.close();
    if (decoder != null) {
      decoder.close();
    }
    tokenizer.close();
  }
}
