package dev.weft.cli;

import dev.weft.error.QueryException;
import dev.weft.server.UserFile;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft user}. */
@Command(name = "user", description = "Keep the file of users for 'weft serve --users'.")
final class UserCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: add or remove");
  }

  @Command(
      name = "add",
      description = {
        "Add a user, or change a password. Asks for the password; without a terminal it is the first"
            + " line of standard input.",
        "Only a salted hash of it is kept (PBKDF2, HMAC-SHA-512)."
      })
  int add(
      @Parameters(paramLabel = "FILE", description = "The file of users; made if absent.")
          Path file,
      @Parameters(paramLabel = "NAME", description = "The user.") String name)
      throws IOException {
    char[] password = password();
    try {
      boolean isNew = UserFile.put(file, name, password);
      System.err.println("weft: " + (isNew ? "added user " : "changed the password of ") + name);
      return 0;
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  @Command(name = "remove", description = "Remove a user.")
  int remove(
      @Parameters(paramLabel = "FILE", description = "The file of users.") Path file,
      @Parameters(paramLabel = "NAME", description = "The user.") String name)
      throws IOException {
    if (!UserFile.remove(file, name)) {
      throw new QueryException(file + " has no user " + name);
    }
    return 0;
  }

  private static char[] password() throws IOException {
    Console console = System.console();
    if (console == null) {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? new char[0] : line.toCharArray();
    }
    char[] first = console.readPassword("Password: ");
    char[] second = console.readPassword("Again: ");
    if (first == null || !Arrays.equals(first, second)) {
      throw new QueryException("the two passwords differ");
    }
    return first;
  }
}
