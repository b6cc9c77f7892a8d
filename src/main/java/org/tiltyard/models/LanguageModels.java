package org.tiltyard.models;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;

/** The models in the database. */
interface LanguageModels extends ListCrudRepository<LanguageModel, ModelId> {

  Optional<LanguageModel> findByDescribedName(String name);

  List<LanguageModel> findByStateOrderByDescribedName(String state);

  List<LanguageModel> findByDescribedNameIn(Collection<String> names);

  List<LanguageModel> findByOrigin(String origin);

  /** All of them in the order that admins gave them, demo programs at the end. */
  List<LanguageModel> findAllByOrderByDemoAscPositionAscDescribedNameAsc();
}
