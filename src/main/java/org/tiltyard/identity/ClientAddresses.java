package org.tiltyard.identity;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Where a request comes from: the address at the other end of the connection, or, when that is a
 * trusted proxy, the one that it names. The list of a header is read from its right end, where our
 * own proxies write, and only as far as each address is a trusted proxy's: what a client wrote
 * there itself is never reached.
 */
@Component
class ClientAddresses {

  /** A chain longer than this is no chain of proxies. */
  private static final int LONGEST_CHAIN = 16;

  private final List<Cidr> trusted;
  private final NetworkSettings.Header header;

  ClientAddresses(NetworkSettings settings) {
    this.trusted = settings.trusted();
    this.header = settings.network().header();
  }

  /** The client's address; that of the last trusted proxy where a chain leads to none. */
  InetAddress of(ServerHttpRequest request) {
    InetAddress client = peer(request);
    if (!isTrusted(client)) {
      return client;
    }
    List<String> chain = chain(request.getHeaders());
    for (int i = chain.size() - 1; i >= Math.max(0, chain.size() - LONGEST_CHAIN); i--) {
      InetAddress next = literal(chain.get(i));
      if (next == null) {
        return client;
      }
      client = next;
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  /** Whether the person's own connection is encrypted, here or at a trusted proxy. */
  boolean secure(ServerHttpRequest request) {
    if ("https".equals(request.getURI().getScheme())) {
      return true;
    }
    InetSocketAddress remote = request.getRemoteAddress();
    if (remote == null || !isTrusted(remote.getAddress())) {
      return false;
    }
    List<String> schemes =
        header == NetworkSettings.Header.FORWARDED
            ? parameters(request.getHeaders(), "proto")
            : list(request.getHeaders(), "X-Forwarded-Proto");
    return !schemes.isEmpty() && schemes.getLast().equalsIgnoreCase("https");
  }

  /** Whether a proxy that nobody named seems to be in front: its header is there, unused. */
  boolean unknownProxy(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    boolean proxied =
        headers.containsHeader("X-Forwarded-For") || headers.containsHeader("Forwarded");
    return proxied && !isTrusted(peer(request));
  }

  private static InetAddress peer(ServerHttpRequest request) {
    InetSocketAddress remote = request.getRemoteAddress();
    return remote == null || remote.getAddress() == null
        ? InetAddress.getLoopbackAddress()
        : remote.getAddress();
  }

  private boolean isTrusted(@Nullable InetAddress address) {
    return address != null && trusted.stream().anyMatch(block -> block.contains(address));
  }

  private List<String> chain(HttpHeaders headers) {
    return header == NetworkSettings.Header.FORWARDED
        ? parameters(headers, "for")
        : list(headers, "X-Forwarded-For");
  }

  private static List<String> list(HttpHeaders headers, String name) {
    List<String> values = new ArrayList<>();
    for (String line : headers.getValuesAsList(name)) {
      values.add(line.strip());
    }
    return values;
  }

  /** One parameter of each element of {@code Forwarded} (RFC 7239); empty where one lacks it. */
  private static List<String> parameters(HttpHeaders headers, String name) {
    List<String> values = new ArrayList<>();
    for (String element : headers.getValuesAsList("Forwarded")) {
      String value = "";
      for (String pair : element.split(";")) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
          value = pair.substring(equals + 1).strip().replace("\"", "");
        }
      }
      values.add(value);
    }
    return values;
  }

  /**
   * The address in {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code
   * [2001:db8::1]:80}.
   */
  private static @Nullable InetAddress literal(String text) {
    String host = text;
    if (host.startsWith("[") && host.indexOf(']') > 0) {
      host = host.substring(1, host.indexOf(']'));
    } else if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
      host = host.substring(0, host.indexOf(':'));
    }
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }
}
