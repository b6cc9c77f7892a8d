package org.tiltyard.moderation;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.Map;

/** A model that is loaded: text in, a score per label out. Native memory: close it. */
interface Head extends AutoCloseable {

  /**
   * @param options by which another thread can break off
   * @return the scores from 0 to 1, in the model's order
   */
  Map<String, Double> scores(String text, RunOptions options) throws OrtException;

  @Override
  void close();
}
