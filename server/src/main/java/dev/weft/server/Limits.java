package dev.weft.server;

import java.time.Duration;

/**
 * What clients may use. A count of 0 means no limit.
 *
 * @param queries that run or have open results at once, of all users
 * @param queriesOfUser the same, of one user
 * @param patience how long a query waits for its turn when as many run as may
 * @param rows of one result
 * @param seconds that one query may take
 * @param idle how long a session lives that asks nothing
 * @param unread how long a result is kept that nobody reads
 * @param sessions at once, of all users
 * @param sessionsOfUser the same, of one user
 * @param statements of one session
 * @param requestBytes of one request, its SQL text included
 */
public record Limits(
    int queries,
    int queriesOfUser,
    Duration patience,
    long rows,
    int seconds,
    Duration idle,
    Duration unread,
    int sessions,
    int sessionsOfUser,
    int statements,
    int requestBytes) {

  public static final Limits DEFAULTS =
      new Limits(
          64,
          0,
          Duration.ofSeconds(30),
          0,
          0,
          Duration.ofMinutes(30),
          Duration.ofMinutes(5),
          1000,
          0,
          1000,
          1 << 20);

  public Limits {
    if (queries < 0 || queriesOfUser < 0 || sessionsOfUser < 0 || rows < 0 || seconds < 0) {
      throw new IllegalArgumentException("a limit is 0 (none) or more");
    }
    if (sessions < 1 || statements < 1 || requestBytes < 1 || idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("a limit that can't be lifted is 1 or more");
    }
  }
}
