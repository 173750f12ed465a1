package org.fieldpost;

import org.fieldpost.app.RealPrograms;
import org.fieldpost.cli.Commands;

/** Turns the command line into the desktop or a command; nothing else. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exitCode = Commands.run(new RealPrograms(), args);
        System.exit(exitCode);
    }
}
