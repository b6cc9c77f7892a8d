package org.tiltyard.identity;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes one password at a time. A slow hash is work for a processor: a flood of sign-ins must
 * queue here, not occupy every processor while battles wait.
 */
final class OneAtATimeEncoder implements PasswordEncoder {

  private final PasswordEncoder slow;
  private final ReentrantLock turn = new ReentrantLock(true);

  OneAtATimeEncoder(PasswordEncoder slow) {
    this.slow = slow;
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    turn.lock();
    try {
      return slow.encode(password);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    turn.lock();
    try {
      return slow.matches(password, hash);
    } finally {
      turn.unlock();
    }
  }
}
