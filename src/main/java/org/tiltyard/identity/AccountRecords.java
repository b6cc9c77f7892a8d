package org.tiltyard.identity;

import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;

/** The accounts in the database. */
interface AccountRecords extends ListCrudRepository<Account, AccountId> {

  Optional<Account> findByUsername(String username);

  /** Two names that differ in case only would be taken for each other. */
  boolean existsByUsernameIgnoreCase(String username);

  boolean existsByRole(String role);
}
