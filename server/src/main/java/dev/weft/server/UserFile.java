package dev.weft.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The file of users: a line {@code NAME:HASH} each, as {@link PasswordHash} has it; empty lines and
 * lines that begin with {@code #} mean nothing.
 */
public final class UserFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private UserFile() {}

  /** Hashes by user. */
  static Map<String, PasswordHash> read(Path file) throws IOException {
    Map<String, PasswordHash> users = new LinkedHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      try {
        if (colon < 1) {
          throw new IllegalArgumentException("expected NAME:HASH");
        }
        users.put(line.substring(0, colon), PasswordHash.parse(line.substring(colon + 1).strip()));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ", line " + number + ": " + e.getMessage());
      }
    }
    return users;
  }

  /**
   * Adds a user, or changes the password of one; makes the file if there is none, readable to its
   * owner only.
   *
   * @return false where the user was there before
   */
  public static boolean put(Path file, String name, char[] password) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException(
          "\"" + name + "\" is no user name: 1 to 64 letters, digits, or . _ @ -");
    }
    if (password.length == 0) {
      throw new IOException("The password is empty");
    }
    Map<String, PasswordHash> users = new TreeMap<>(existing(file));
    boolean isNew = users.put(name, PasswordHash.of(password)) == null;
    write(file, users);
    return isNew;
  }

  /** Removes a user; false where there is none of the name. */
  public static boolean remove(Path file, String name) throws IOException {
    Map<String, PasswordHash> users = new TreeMap<>(read(file));
    boolean was = users.remove(name) != null;
    if (was) {
      write(file, users);
    }
    return was;
  }

  private static Map<String, PasswordHash> existing(Path file) throws IOException {
    return Files.exists(file) ? read(file) : Map.of();
  }

  /** In one step: whoever reads sees the old file or the new. */
  private static void write(Path file, Map<String, PasswordHash> users) throws IOException {
    StringBuilder text = new StringBuilder("# Users of weft serve; see weft user --help\n");
    users.forEach((name, hash) -> text.append(name).append(':').append(hash).append('\n'));
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    Path made =
        posix
            ? Files.createTempFile(
                folder,
                ".users",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(folder, ".users", ".new");
    try {
      Files.writeString(made, text, StandardCharsets.UTF_8);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
