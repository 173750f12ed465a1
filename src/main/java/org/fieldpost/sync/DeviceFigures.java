package org.fieldpost.sync;

/** What only the program around sync knows about this laptop; told to those who look after it. */
public interface DeviceFigures {
    /** For tests and tools: nothing is known. */
    DeviceFigures UNKNOWN =
            new DeviceFigures() {
                @Override
                public long databaseBytes() {
                    return 0;
                }

                @Override
                public long freeBytes() {
                    return 0;
                }

                @Override
                public String appVersion() {
                    return "unknown";
                }
            };

    /** How large the database is on the disk. */
    long databaseBytes();

    /** Room left on the disk. */
    long freeBytes();

    /** The program's version. */
    String appVersion();
}
