package org.tiltyard.provider;

import java.util.List;

/** What the arena serves from its endpoints; the models know. */
public interface ServedModels {

  /** The public names of all models at an endpoint, retired ones too, in order. */
  List<String> namesAt(EndpointId endpoint);

  /** What a model costs that an endpoint calls by this id; the dearest, if several are. */
  Prices pricesOf(EndpointId endpoint, String providerModel);
}
