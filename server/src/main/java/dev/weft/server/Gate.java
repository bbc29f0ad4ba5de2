package dev.weft.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Lets in whoever shows a user name and password that the server knows. Thread-safe. */
final class Gate {
  private static final String BASIC = "Basic ";

  private final @Nullable Users users;
  private final GuessDelay delay = new GuessDelay(System::nanoTime);
  private final Metrics metrics;

  /**
   * @param users null lets everybody in
   */
  Gate(@Nullable Users users, Metrics metrics) {
    this.users = users;
    this.metrics = metrics;
  }

  /** What is said to somebody at the gate. */
  sealed interface Verdict {}

  record Admitted(Caller caller) implements Verdict {}

  /** Not with this name and password. */
  record Denied() implements Verdict {}

  /** Too many wrong ones. */
  record Wait(long seconds) implements Verdict {}

  /**
   * Judges a request.
   *
   * @param authorization the header, null where there is none
   */
  Verdict judge(@Nullable String authorization, String address) {
    if (users == null) {
      return new Admitted(new Caller("", address));
    }
    long wait = delay.wait(address);
    if (wait > 0) {
      metrics.denied();
      return new Wait(wait);
    }
    if (authorization == null) {
      return new Denied(); // a browser's first try, no guess
    }
    String text = decode(authorization);
    int colon = text.indexOf(':');
    String name = text.substring(0, Math.max(0, colon));
    if (colon > 0 && users.admits(name, text.substring(colon + 1))) {
      delay.right(address, name);
      return new Admitted(new Caller(name, address));
    }
    delay.wrong(address, name);
    metrics.denied();
    return new Denied();
  }

  private static String decode(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return "";
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
