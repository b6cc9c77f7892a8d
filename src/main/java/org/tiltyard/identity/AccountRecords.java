package org.tiltyard.identity;

import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;

/** The accounts in the database. */
interface AccountRecords extends ListCrudRepository<Account, AccountId> {

  Optional<Account> findByUsername(String username);

  boolean existsByRole(String role);
}
