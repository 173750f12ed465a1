package org.fieldpost.db;

/**
 * Short words between the processes that share a database. A word is heard by the others soon or, when a line breaks,
 * not at all; never by the process that said it. Good for hints, not for facts.
 */
public interface Notices extends AutoCloseable {
    /** What is heard when words may have been missed: the line to the database was down for a while. */
    String MISSED = "";

    /** Says {@code word} (1 to 1,000 ASCII characters) to the others; returns at once. */
    void tell(String word);

    @Override
    void close();

    /** Those of a process that has its database to itself. */
    static Notices toNobody() {
        return new Notices() {
            @Override
            public void tell(String word) {}

            @Override
            public void close() {}
        };
    }
}
