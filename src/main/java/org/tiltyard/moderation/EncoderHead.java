package org.tiltyard.moderation;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model with a logit per label: {@code model.onnx} that takes {@code input_ids}, {@code
 * attention_mask} and, if it likes, {@code token_type_ids}.
 */
final class EncoderHead implements Head {

  private final OnnxFile model;
  private final TextTokenizer tokenizer;
  private final List<String> labels;
  private final StoredClassifier settings;

  private EncoderHead(
      OnnxFile model, TextTokenizer tokenizer, List<String> labels, StoredClassifier settings) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.labels = labels;
    this.settings = settings;
  }

  static Head open(StoredClassifier settings, ModelFolder folder, Path natives)
      throws LinkUnavailable {
    List<String> labels = folder.labels();
    if (!labels.isEmpty() && labels.stream().noneMatch(settings.label()::equalsIgnoreCase)) {
      throw new LinkUnavailable(
          "the model has no label “" + settings.label() + "”; it has " + String.join(", ", labels));
    }
    int longest = settings.longest() == null ? folder.longest() : settings.longest();
    TextTokenizer tokenizer = TextTokenizer.open(folder.file("tokenizer.json"), natives, longest);
    try {
      OnnxFile model = OnnxFile.open(folder.file("model.onnx"));
      List<String> unknown =
          model.inputs().stream()
              .filter(
                  name -> !List.of("input_ids", "attention_mask", "token_type_ids").contains(name))
              .toList();
      if (!unknown.isEmpty()) {
        model.close();
        throw new LinkUnavailable("the model asks for " + unknown + ", which is not known here");
      }
      return new EncoderHead(model, tokenizer, labels, settings);
    } catch (LinkUnavailable e) {
      tokenizer.close();
      throw e;
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
              default -> encoding.getTypeIds();
            };
        inputs.put(name, model.row(name, values));
      }
      try (Result result = model.session().run(inputs, options)) {
        double[] logits = Logits.last(result);
        return named(settings.sigmoid() ? Logits.sigmoid(logits) : Logits.softmax(logits));
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Double> named(double[] scores) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) {
      named.put(i < labels.size() ? labels.get(i) : "LABEL_" + i, scores[i]);
    }
    return named;
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
