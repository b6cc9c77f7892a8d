package org.tiltyard.provider;

import java.util.List;
import java.util.Map;

/** Says which routes the arena draws from; the models do. */
public interface DrawnRoutes {

  /**
   * The public names of the models that compete now, well or not, by the route that serves them.
   */
  Map<Route, List<String>> drawn();
}
