package org.tiltyard.identity;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.shared.Time;

/**
 * The accounts of people whom the issuer knows. Issuer and subject say whose an account is; a name
 * or an e-mail address never does.
 */
@Component
class OidcAccounts {

  private static final Logger log = LoggerFactory.getLogger(OidcAccounts.class);
  private static final String SUBJECT = "account";
  private static final int TRIES = 3;

  private final OidcSettings settings;
  private final Accounts accounts;
  private final People people;
  private final Sessions sessions;
  private final AuditLog audit;
  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Time time;

  OidcAccounts(
      OidcSettings settings,
      Accounts accounts,
      People people,
      Sessions sessions,
      AuditLog audit,
      JdbcClient database,
      TransactionTemplate transaction,
      Time time) {
    this.settings = settings;
    this.accounts = accounts;
    this.people = people;
    this.sessions = sessions;
    this.audit = audit;
    this.database = database;
    this.transaction = transaction;
    this.time = time;
  }

  /** The person's account, with the role that their groups have now. */
  AccountId of(OidcPerson person) throws OidcFailure {
    Optional<Account> known = find(person);
    Optional<Role> role = settings.roleOf(person.groups());
    if (role.isEmpty()) {
      throw shutOut(known, person);
    }
    if (known.isEmpty() && !settings.allowNewAccounts()) {
      refuse(known, person, Map.of("issuer", person.issuer()));
      throw new OidcFailure(OidcFailure.Reason.NO_ACCOUNT, "no account, and none is made");
    }
    Account account = known.isPresent() ? known.get() : join(person, role.get());
    if (account.disabled()) {
      refuse(known, person, Map.of("issuer", person.issuer(), "disabled", true));
      throw new OidcFailure(
          OidcFailure.Reason.DISABLED, "the account " + account.username() + " is disabled");
    }
    follow(account, role.get());
    audit.record(
        account.signedIn(),
        "account.signed-in",
        SUBJECT,
        account.id().value(),
        account.username(),
        Map.of("issuer", person.issuer()));
    return account.id();
  }

  private Optional<Account> find(OidcPerson person) {
    return database
        .sql("select account_id from oidc_identity where issuer = ? and subject = ?")
        .params(person.issuer(), person.subject())
        .query((row, number) -> new AccountId(row.getString("account_id")))
        .optional()
        .flatMap(accounts::find);
  }

  /** Who is in none of the groups any more does not go on in another browser either. */
  private OidcFailure shutOut(Optional<Account> known, OidcPerson person) {
    transaction.executeWithoutResult(status -> {
      int ended = known.map(account -> sessions.closeAll(account.id())).orElse(0);
      refuse(known, person, Map.of("issuer", person.issuer(), "sessions", ended));
    });
    return new OidcFailure(OidcFailure.Reason.NOT_ALLOWED, "in no group that has a role here");
  }

  private void refuse(Optional<Account> known, OidcPerson person, Map<String, ?> detail) {
    audit.recordBySystem(
        "person.refused",
        SUBJECT,
        known.map(account -> account.id().value()).orElse(""),
        known.map(Account::username).orElseGet(() -> Accounts.fit(person.name())),
        detail);
  }

  /** Makes the account. Two first sign-ins at once make one between them. */
  private Account join(OidcPerson person, Role role) {
    for (int left = TRIES; ; left--) {
      try {
        Account made = transaction.execute(status -> make(person, role));
        if (made != null) {
          return made;
        }
      } catch (DuplicateKeyException | AccountRefused meanwhile) {
        Optional<Account> others = find(person);
        if (others.isPresent()) {
          return others.get();
        }
        if (left == 1) {
          throw meanwhile;
        }
      }
    }
  }

  private Account make(OidcPerson person, Role role) {
    Account account = accounts.createElsewhere(person.name(), role);
    database
        .sql(
            "insert into oidc_identity (issuer, subject, account_id, created_at)"
                + " values (?, ?, ?, ?)")
        .params(
            person.issuer(), person.subject(), account.id().value(), Time.forDatabase(time.now()))
        .update();
    audit.record(
        account.signedIn(),
        "person.joined",
        SUBJECT,
        account.id().value(),
        account.username(),
        Map.of("role", account.role(), "issuer", person.issuer()));
    return account;
  }

  /** The groups decide, except that somebody has to be left to run the arena. */
  private void follow(Account account, Role role) {
    if (account.role().equals(role.word())) {
      return;
    }
    try {
      people.followGroups(account.id(), role);
    } catch (PersonRefused lastAdmin) {
      log.warn("{} stays admin, whatever their groups say: nobody else is one", account.username());
    }
  }
}
