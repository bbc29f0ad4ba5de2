package dev.weft.sql.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepared statements by their text, the least recently used forgotten first. Thread-safe. */
public final class StatementCache {
  private static final int CAPACITY = 256;

  /** Characters of a text beyond which its plan, larger by far, is not worth the memory. */
  private static final int LONGEST = 32 << 10;

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

  /** Keeps a statement, unless it is very long. */
  public synchronized void put(String sql, Object statement) {
    if (sql.length() <= LONGEST) {
      statements.put(sql, statement);
    }
  }
}
