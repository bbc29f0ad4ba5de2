package dev.weft.sql.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepared statements by their text, the least recently used forgotten first. Thread-safe. */
public final class StatementCache {
  private static final int CAPACITY = 256;

  private final Map<String, Object> statements =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
          return size() > CAPACITY;
        }
      };

  /** The statement of a text; null where it was never kept, or forgotten. */
  public synchronized @Nullable Object get(String sql) {
    return statements.get(sql);
  }

  /** Keeps a statement. */
  public synchronized void put(String sql, Object statement) {
    statements.put(sql, statement);
  }
}
