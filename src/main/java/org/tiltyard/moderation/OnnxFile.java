package org.tiltyard.moderation;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** One {@code .onnx} file in memory, run on the calling thread. Native memory: close it. */
final class OnnxFile implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;

  private OnnxFile(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  static OnnxFile open(Path file) throws LinkUnavailable {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        // As many threads as the pool has, and no more: a model never takes all processors.
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return new OnnxFile(environment, environment.createSession(file.toString(), options));
      }
    } catch (OrtException | LinkageError e) {
      throw new LinkUnavailable(file.getFileName() + " can’t be used: " + e.getMessage(), e);
    }
  }

  Set<String> inputs() {
    return session.getInputNames();
  }

  Set<String> outputs() {
    return session.getOutputNames();
  }

  /** A row of whole numbers for an input, in the type that it asks for; the caller closes it. */
  OnnxTensor row(String input, long[] values) throws OrtException {
    long[] shape = {1, values.length};
    boolean small =
        session.getInputInfo().get(input) instanceof ai.onnxruntime.NodeInfo node
            && node.getInfo() instanceof TensorInfo tensor
            && tensor.type == OnnxJavaType.INT32;
    return small
        ? OnnxTensor.createTensor(
            environment,
            IntBuffer.wrap(Arrays.stream(values).mapToInt(i -> (int) i).toArray()),
            shape)
        : OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  OrtSession session() {
    return session;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session could not be closed", e);
    }
  }
}
