package org.tiltyard.identity;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What lets somebody in who has lost the app: ten codes, shown once, each good for one sign-in. */
@Component
class RecoveryCodes {

  static final int COUNT = 10;

  /** Without letters and digits that are taken for each other; 16 of them are 79 bits. */
  private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

  private static final int LENGTH = 16;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient database;

  RecoveryCodes(JdbcClient database) {
    this.database = database;
  }

  /** Makes new codes; the old ones no longer work. Call it in a transaction. */
  List<String> renew(AccountId account) {
    remove(account);
    List<String> codes = Stream.generate(RecoveryCodes::random).limit(COUNT).toList();
    for (String code : codes) {
      database
          .sql("insert into recovery_code (account_id, code_hash) values (?, ?)")
          .params(account.value(), hash(account, code))
          .update();
    }
    return codes;
  }

  private static String random() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(i > 0 && i % GROUP == 0 ? "-" : "");
      code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** Spends a code; false when it is not one of the account's, or spent. */
  boolean use(AccountId account, String code) {
    return database
            .sql("delete from recovery_code where account_id = ? and code_hash = ?")
            .params(account.value(), hash(account, code))
            .update()
        > 0;
  }

  /** How many are left. */
  int left(AccountId account) {
    return database
        .sql("select count(*) from recovery_code where account_id = ?")
        .param(account.value())
        .query(Integer.class)
        .single();
  }

  void remove(AccountId account) {
    database.sql("delete from recovery_code where account_id = ?").param(account.value()).update();
  }

  /** However it is typed: in capitals, without hyphens, with spaces. */
  private static String hash(AccountId account, String code) {
    String typed = code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    return Tokens.hash(account.value() + ":" + typed);
  }
}
