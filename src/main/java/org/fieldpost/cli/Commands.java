package org.fieldpost.cli;

import java.lang.reflect.InvocationTargetException;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Problem;
import picocli.CommandLine;

/** Runs a command line. Exit codes: 0 done, 1 failed (the message says what to do), 2 wrong arguments. */
public final class Commands {
    private static final System.Logger LOG = System.getLogger(Commands.class.getName());

    private Commands() {}

    /** Runs {@code args} and returns the exit code. */
    public static int run(Programs programs, String... args) {
        return commandLine(programs).execute(args);
    }

    /** The command line, for tests that catch its output. */
    static CommandLine commandLine(Programs programs) {
        return new CommandLine(new Fieldpost(programs), new Factory(programs))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Commands::failed);
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        LOG.log(System.Logger.Level.DEBUG, "command failed", e);
        line.getErr().println(words(e));
        line.getErr().flush();
        return 1;
    }

    private static String words(Exception e) {
        return switch (e) {
            case CommandFailed _, Json.MalformedJson _ -> String.valueOf(e.getMessage());
            case Problem p -> p.getMessage() + " " + p.remedy() + " (" + p.code() + ")";
            default ->
                    "This did not work: "
                            + e
                            + "\nNothing was lost. Please tell support what you did.";
        };
    }

    /** Commands that do something take {@link Programs}; the rest have no arguments. */
    private record Factory(Programs programs) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1
                        && constructor.getParameterTypes()[0] == Programs.class) {
                    try {
                        return type.cast(constructor.newInstance(programs));
                    } catch (InvocationTargetException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
