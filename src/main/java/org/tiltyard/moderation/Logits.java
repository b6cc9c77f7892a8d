package org.tiltyard.moderation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import java.nio.FloatBuffer;

/** Logits, and the probabilities that they stand for. */
final class Logits {

  private Logits() {}

  /** The last row of a model's {@code logits}, or of its first output. */
  static double[] last(Result result) throws OrtException {
    OnnxValue value = result.get("logits").orElse(result.get(0));
    if (!(value instanceof OnnxTensor tensor)) {
      throw new IllegalStateException("the model’s output is no tensor");
    }
    long[] shape = tensor.getInfo().getShape();
    FloatBuffer numbers = tensor.getFloatBuffer();
    if (numbers == null || shape.length == 0) {
      throw new IllegalStateException("the model’s output has no decimal numbers");
    }
    int width = (int) shape[shape.length - 1];
    double[] row = new double[width];
    int start = numbers.limit() - width;
    for (int i = 0; i < width; i++) {
      row[i] = numbers.get(start + i);
    }
    return row;
  }

  static double[] softmax(double... logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      shares[i] = Math.exp(logits[i] - largest);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  static double[] sigmoid(double... logits) {
    double[] shares = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      shares[i] = 1 / (1 + Math.exp(-logits[i]));
    }
    return shares;
  }
}
