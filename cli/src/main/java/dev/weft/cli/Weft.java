package dev.weft.cli;

import dev.weft.jdbc.WeftVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program behind {@code weft}. */
@Command(
    name = "weft",
    description = "SQL for network flow records.",
    mixinStandardHelpOptions = true,
    versionProvider = Weft.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ImportCommand.class,
      SqlCommand.class,
      ExplainCommand.class,
      InfoCommand.class,
      VerifyCommand.class,
      CompactCommand.class,
      ExpireCommand.class,
      GenerateCommand.class,
      ServeCommand.class,
      UserCommand.class,
      DemoCommand.class
    },
    footer = {
      "",
      "DIR is a Weft store, a SiLK data root, a folder or file of SiLK records, or a jdbc:weft: URL.",
      "Exit status: 0 done, 1 failed, 2 wrong usage."
    })
final class Weft implements Runnable {
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

  static {
    // Libraries beside the driver's own log through slf4j, which without a backend would print
    // three lines of complaint on standard error.
    if (System.getProperty(SLF4J_VERBOSITY) == null) {
      System.setProperty(SLF4J_VERBOSITY, "ERROR");
    }
  }

  @Option(
      names = "--debug",
      description = "Print stack traces of failures.",
      scope = ScopeType.INHERIT)
  private boolean debug;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private Weft() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command; returns its exit status. */
  static int run(String... arguments) {
    Weft weft = new Weft();
    try {
      return run(weft, arguments);
    } catch (Error failure) { // those picocli lets pass: memory, a broken installation
      return Messages.report(failure, weft.debug);
    }
  }

  private static int run(Weft weft, String... arguments) {
    return new CommandLine(weft)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Messages.report(failure, weft.debug))
        .setParameterExceptionHandler(Weft::wrongUsage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }

  /** Without a command: the help, and the status of wrong usage. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command");
  }

  private static int wrongUsage(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    System.err.println("weft: " + Messages.oneLine(failure.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
      System.err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return CommandLine.ExitCode.USAGE;
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"weft " + WeftVersion.VERSION};
    }
  }
}
