package org.fieldpost;

/** Turns the command line into the desktop or a command; nothing else. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
