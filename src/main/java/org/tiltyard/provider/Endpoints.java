package org.tiltyard.provider;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;

/** All endpoints the arena knows. */
public interface Endpoints extends ListCrudRepository<Endpoint, EndpointId> {

  /** The endpoint with this unique name. */
  Optional<Endpoint> findByName(String name);

  /** All of them, by name. */
  List<Endpoint> findAllByOrderByName();
}
