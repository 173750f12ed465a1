package org.fieldpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.fieldpost.kernel.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Results for people or, with {@code --json}, for programs; always on standard output. */
final class Output {
    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Prints {@code tree} with {@code --json}, else {@code text}. */
    void print(JsonNode tree, String text) {
        PrintWriter out = command.root().commandLine().getOut();
        out.println(json ? Json.writePretty(tree) : text);
        out.flush();
    }

    /** A remark for the person at the terminal; on standard error, so that results stay clean. */
    void remark(String text) {
        PrintWriter err = command.root().commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
