package dev.weft.server;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes guessing passwords slow: after some wrong ones from an address, whatever the names, it is
 * not listened to for a while, which doubles with each further one. A right password forgives the
 * wrong ones of its own name only, or somebody with a password could guess those of others between
 * two logins. Thread-safe.
 */
final class GuessDelay {
  private static final int FREE = 3;
  private static final long LONGEST_SECONDS = 300;
  private static final long FORGET_SECONDS = 3600;
  private static final int MOST_ADDRESSES = 10_000;

  private final LongSupplier nanos;
  private final Map<String, Guesses> guesses =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private static final int MOST_NAMES = 100;

  /** Wrong passwords of an address. */
  private static final class Guesses {
    private final Map<String, Integer> byName = new HashMap<>();
    private int count;
    private long last;

    void add(String name, long now) {
      String kept = byName.containsKey(name) || byName.size() < MOST_NAMES ? name : "";
      byName.merge(kept, 1, Integer::sum);
      count++;
      last = now;
    }

    /** True where none are left. */
    boolean forgive(String name) {
      Integer own = byName.remove(name);
      count -= own == null ? 0 : own;
      return count == 0;
    }
  }

  /**
   * @param nanos a clock
   */
  GuessDelay(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Seconds that an address has to wait before it may try; 0 if it may now. */
  synchronized long wait(String address) {
    Guesses made = guesses.get(address);
    if (made == null || made.count < FREE) {
      return 0;
    }
    long passed = nanos.getAsLong() - made.last;
    if (passed > TimeUnit.SECONDS.toNanos(FORGET_SECONDS)) {
      guesses.remove(address);
      return 0;
    }
    long pause = Math.min(LONGEST_SECONDS, 1L << Math.min(made.count - FREE, 20));
    long left = TimeUnit.SECONDS.toNanos(pause) - passed;
    return left <= 0 ? 0 : (left - 1) / TimeUnit.SECONDS.toNanos(1) + 1;
  }

  synchronized void wrong(String address, String name) {
    guesses.computeIfAbsent(address, a -> new Guesses()).add(name, nanos.getAsLong());
  }

  synchronized void right(String address, String name) {
    Guesses made = guesses.get(address);
    if (made != null && made.forgive(name)) {
      guesses.remove(address);
    }
  }
}
