package org.tiltyard.provider;

/** What people call the models behind a route. */
@FunctionalInterface
interface RouteNames {

  /** The models' public names; the provider's name when none of them competes. */
  String name(Route route);
}
