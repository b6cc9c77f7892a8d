package org.tiltyard.stories;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line between a browser and an arena that can be cut, and mended. */
final class Line implements AutoCloseable {

  private final int arenaPort;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /** Leads to the arena at a port of this machine. */
  Line(int arenaPort) throws IOException {
    this.arenaPort = arenaPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("line").start(this::accept);
  }

  String url() {
    return "http://localhost:" + listener.getLocalPort();
  }

  /** Breaks every connection, and from now on every new one. */
  void cut() {
    cut = true;
    open.forEach(Line::close);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket browser = listener.accept();
        open.add(browser);
        if (cut) {
          close(browser);
        } else {
          connect(browser);
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void connect(Socket browser) throws IOException {
    Socket arena = new Socket(InetAddress.getLoopbackAddress(), arenaPort);
    open.add(arena);
    Thread.ofVirtual().start(() -> copy(browser, arena));
    Thread.ofVirtual().start(() -> copy(arena, browser));
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException cut) {
      // That is what this class is for.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // As it should be.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
