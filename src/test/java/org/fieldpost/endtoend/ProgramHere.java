package org.fieldpost.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fieldpost.app.RealPrograms;
import org.fieldpost.cli.Commands;

/** Runs commands in this process, a tenth of what a process of its own costs; hubs are processes. */
final class ProgramHere extends Program {
    ProgramHere(Path logs) {
        super(logs);
    }

    @Override
    public Result run(String... args) {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        try (var caught = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(caught);
            int code = Commands.run(new RealPrograms(), args);
            return new Result(code, out.toString(StandardCharsets.UTF_8), "");
        } finally {
            System.setOut(before);
        }
    }
}
