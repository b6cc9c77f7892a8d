package org.tiltyard.provider;

/** Where this application serves chat completions itself; at most one bean implements it. */
public interface BuiltInEndpoint {

  /** The base URL on this machine, asked for at every call because the port is dealt at start. */
  String baseUrl();

  /** The key that its server asks for. */
  String key();
}
