package org.tiltyard.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible server of two models that count: every token is another, so that a lost or
 * moved one shows. Two threads serve any number of streams: one reads requests, one writes each
 * token at its own moment, which doesn't depend on when the ones before it could be written.
 */
final class PacedModels implements AutoCloseable {

  static final List<String> NAMES = List.of("left", "right");

  /** Every token has so many characters. */
  static final int TOKEN_LENGTH = 7;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Pacer pacer = new Pacer();
  private final Map<String, Pacer.Stream> asked = new ConcurrentHashMap<>();
  private volatile Speech speech = new Speech(1, 0, Duration.ZERO);

  PacedModels() throws IOException {
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    Thread.ofPlatform().name("models").daemon().start(this::serve);
    pacer.start();
  }

  /** From now on every answer has so many tokens, at this pace; 0 is as fast as they go. */
  void speak(int tokens, double perSecond, Duration firstToken) {
    speech = new Speech(tokens, perSecond, firstToken);
  }

  /** While held, no answer ends: each waits behind its last token. */
  void hold(boolean on) {
    pacer.hold(on);
  }

  /** What is being said now. */
  Speech speech() {
    return speech;
  }

  /** How late tokens were written, by this program's own fault or a full socket's. */
  Histogram lateness() {
    return pacer.lateness();
  }

  /** Begins to measure lateness anew. */
  void resetLateness() {
    pacer.resetLateness();
  }

  /** The stream that answers the prompt, once; null when the model was not asked. */
  Pacer.@Nullable Stream take(String model, String prompt) {
    return asked.remove(key(model, prompt));
  }

  private static String key(String model, String prompt) {
    return model + " " + prompt;
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  /** The settings that make an arena use them. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String prefix = "--tiltyard.models[" + i + "].";
      settings.add(prefix + "name=" + NAMES.get(i));
      settings.add(prefix + "base-url=http://127.0.0.1:" + port() + "/v1");
    }
    return settings;
  }

  private void serve() {
    while (listener.isOpen()) {
      try {
        selector.select();
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
          SelectionKey key = keys.next();
          keys.remove();
          if (key.isValid()) {
            serve(key);
          }
        }
      } catch (IOException | java.nio.channels.ClosedSelectorException closed) {
        return;
      }
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.isAcceptable()) {
      SocketChannel channel = listener.accept();
      if (channel != null) {
        channel.configureBlocking(false);
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new RequestReader());
      }
      return;
    }
    SocketChannel channel = (SocketChannel) key.channel();
    RequestReader reader = (RequestReader) key.attachment();
    try {
      RequestReader.Request request = reader.read(channel);
      if (request != null) {
        answer(channel, request);
      }
    } catch (IOException gone) {
      key.cancel();
      channel.close();
    }
  }

  private void answer(SocketChannel channel, RequestReader.Request request) throws IOException {
    Speech now = speech;
    int model = NAMES.indexOf(request.model());
    if (model < 0) {
      pacer.write(channel, Speech.LISTING);
      return;
    }
    Pacer.Stream stream = new Pacer.Stream(channel, now, model);
    if (!request.prompt().isEmpty()) {
      asked.put(key(request.model(), request.prompt()), stream);
    }
    pacer.begin(stream);
  }

  @Override
  public void close() throws IOException {
    pacer.close();
    listener.close();
    selector.close();
  }
}
