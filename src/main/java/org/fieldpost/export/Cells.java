package org.fieldpost.export;

/** Text made safe for spreadsheets. */
final class Cells {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private Cells() {}

    /**
     * A cell that no spreadsheet takes for a formula: text that starts like one gets an apostrophe in front (OWASP, CSV
     * injection). Numbers are written elsewhere and keep their minus.
     */
    static String text(String value) {
        return !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
                ? "'" + value
                : value;
    }
}
