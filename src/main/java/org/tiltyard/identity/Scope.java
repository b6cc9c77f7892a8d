package org.tiltyard.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a token may be used for. A token has some of them; whether its account may still do so is
 * asked with every request. Accounts, sessions and tokens themselves are out of every token's
 * reach. Which routes a scope opens is said in {@link Security}.
 */
enum Scope {
  EXPORT_READ("export:read", Role.RESEARCHER, Role.ADMIN),
  DATA_READ("data:read", Role.RESEARCHER, Role.ADMIN),
  RELEASES_READ("releases:read", Role.RESEARCHER, Role.ADMIN),
  RELEASES_WRITE("releases:write", Role.RESEARCHER, Role.ADMIN),
  IMPORTS_WRITE("imports:write", Role.RESEARCHER, Role.ADMIN),
  MODELS_READ("models:read", Role.ADMIN),
  MODELS_WRITE("models:write", Role.ADMIN),
  AUDIT_READ("audit:read", Role.ADMIN),
  METRICS_READ("metrics:read", Role.ADMIN),
  ADMIN("admin", Role.ADMIN);

  private final String word;
  private final Set<Role> roles;

  Scope(String word, Role... roles) {
    this.word = word;
    this.roles = EnumSet.copyOf(List.of(roles));
  }

  /** As in forms, in the database and in documents: {@code export:read}. */
  public String word() {
    return word;
  }

  /** As access rules name it. */
  String authority() {
    return "SCOPE_" + word;
  }

  /** Its key in the message bundles, where a colon would end the key. */
  public String key() {
    return word.replace(':', '-');
  }

  boolean isFor(Role role) {
    return roles.contains(role);
  }

  static Optional<Scope> find(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
  }

  /** Those that somebody of the role can give to a token. */
  static List<Scope> of(Role role) {
    return Arrays.stream(values()).filter(scope -> scope.isFor(role)).toList();
  }

  /** The column's form; words that are no longer known are left out. */
  static Set<Scope> parse(String words) {
    return Arrays.stream(words.split(" "))
        .map(Scope::find)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  static String format(Collection<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
  }
}
