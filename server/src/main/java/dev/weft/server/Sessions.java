package dev.weft.server;

import dev.weft.jdbc.SharedStore;
import dev.weft.jdbc.wire.ServerError;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open. Safe for several threads. */
final class Sessions {
  private static final int LONGEST_ID = 200;

  /** What SQL tells as the user where the server knows none. */
  private static final String NOBODY = "weft";

  private final SharedStore store;
  private final Limits limits;
  private final Map<String, Session> open = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  Sessions(SharedStore store, Limits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Begins a session, if it is not open already. */
  void open(String id, Caller caller) throws SQLException, ServerError {
    if (stopping) {
      throw Refusal.stopping();
    }
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw Refusal.malformed("A session has a name of 1 to " + LONGEST_ID + " characters");
    }
    Session known = open.get(id);
    if (known != null && known.user().equals(caller.user())) {
      return;
    }
    if (known != null) {
      throw Refusal.noSession();
    }
    if (open.size() >= limits.sessions()) {
      throw Refusal.sessions(limits.sessions());
    }
    int most = limits.sessionsOfUser();
    if (most > 0 && count(caller.user()) >= most) {
      throw Refusal.sessionsOfUser(caller.user(), most);
    }
    String user = caller.user().isEmpty() ? NOBODY : caller.user();
    Session begun = new Session(id, caller.user(), store.connect(user, limits.seconds()), limits);
    if (open.putIfAbsent(id, begun) != null) {
      begun.close();
    }
  }

  /**
   * A session of the caller's own.
   *
   * @throws ServerError if there is none; another user's session is none
   */
  Session of(String id, Caller caller) throws ServerError {
    Session session = open.get(id);
    if (session == null || !session.user().equals(caller.user())) {
      throw Refusal.noSession();
    }
    return session;
  }

  void close(String id, Caller caller) throws SQLException {
    Session session = open.get(id);
    if (session != null && session.user().equals(caller.user()) && open.remove(id, session)) {
      session.close();
    }
  }

  private long count(String user) {
    return open.values().stream().filter(session -> session.user().equals(user)).count();
  }

  int count() {
    return open.size();
  }

  /** Ends sessions that ask nothing and results that nobody reads. */
  void expire() {
    for (Map.Entry<String, Session> entry : open.entrySet()) {
      Session session = entry.getValue();
      try {
        if (!session.isIdle()) {
          session.closeUnread();
        } else if (open.remove(entry.getKey(), session)) {
          session.close();
        }
      } catch (SQLException | RuntimeException e) {
        log(e);
      }
    }
  }

  /** No more sessions begin. */
  void refuse() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  void closeAll() {
    for (String id : List.copyOf(open.keySet())) {
      Session session = open.remove(id);
      try {
        if (session != null) {
          session.close();
        }
      } catch (SQLException | RuntimeException e) {
        log(e);
      }
    }
  }

  private static void log(Exception e) {
    System.getLogger("dev.weft.server")
        .log(System.Logger.Level.WARNING, "A session could not be closed", e);
  }
}
