package dev.weft.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who may ask. A password is hashed the slow way when it comes for the first time, later compared
 * with a quick keyed digest of what was right, which never leaves memory. The file is read again
 * when it changes. Thread-safe.
 */
final class Users {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_AT_ONCE = 2;

  /** Hashed for users that don't exist, so that they take as long. */
  private static final PasswordHash NOBODY = PasswordHash.of("nobody".toCharArray());

  private final Path file;
  private final byte[] key = new byte[32];
  private final Semaphore hashing = new Semaphore(MOST_AT_ONCE);
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();
  private volatile Map<String, PasswordHash> users;
  private volatile FileTime read;
  private volatile long looked = System.nanoTime();

  Users(Path file) throws IOException {
    this.file = file;
    new SecureRandom().nextBytes(key);
    read = Files.getLastModifiedTime(file);
    users = Map.copyOf(UserFile.read(file));
  }

  boolean admits(String user, String password) {
    refresh();
    byte[] digest = digest(user, password);
    byte[] right = known.get(user);
    if (right != null && MessageDigest.isEqual(right, digest)) {
      return true;
    }
    PasswordHash hash = users.get(user);
    hashing.acquireUninterruptibly();
    try {
      boolean fits = (hash == null ? NOBODY : hash).fits(password.toCharArray());
      if (hash == null || !fits) {
        return false;
      }
      known.put(user, digest);
      return true;
    } finally {
      hashing.release();
    }
  }

  private void refresh() {
    if (System.nanoTime() - looked < LOOK_AGAIN_NANOS) {
      return;
    }
    synchronized (this) {
      looked = System.nanoTime();
      try {
        FileTime now = Files.getLastModifiedTime(file);
        if (!now.equals(read)) {
          users = Map.copyOf(UserFile.read(file));
          known.clear();
          read = now;
        }
      } catch (IOException e) {
        System.getLogger("dev.weft.server")
            .log(System.Logger.Level.WARNING, "The users stay as they were: " + e.getMessage());
      }
    }
  }

  private byte[] digest(String user, String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(key);
      sha.update(user.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      return sha.digest(password.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
