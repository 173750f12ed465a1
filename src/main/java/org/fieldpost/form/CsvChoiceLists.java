package org.fieldpost.form;

import java.io.Reader;
import java.util.Map;

/** Reads choice lists from CSV files (UTF-8, a header line). */
public final class CsvChoiceLists {
    private CsvChoiceLists() {}

    /** The lists of a form in memory; {@code open} gives the reader of a resource. */
    public static ChoiceLists read(FormDocument form, Map<String, Reader> readersByResource) {
        throw new UnsupportedOperationException(
                "lands within the hour " + form + readersByResource);
    }
}
