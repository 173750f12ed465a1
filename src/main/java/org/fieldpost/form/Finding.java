package org.fieldpost.form;

import java.util.List;
import java.util.Locale;

/**
 * Something about a form document that its author should know.
 *
 * @param code what kind
 * @param where JSON pointer into the document
 * @param args what the sentence needs ("yield", the path of a cycle)
 */
public record Finding(FindingCode code, String where, List<String> args) {
    public Finding {
        args = List.copyOf(args);
    }

    static Finding of(FindingCode code, String where, Object... args) {
        return new Finding(
                code, where, java.util.Arrays.stream(args).map(String::valueOf).toList());
    }

    public Severity severity() {
        return code.severity();
    }

    /** What is the matter, in one sentence. */
    public String what(Locale locale) {
        return Texts.FINDINGS.format(locale, code.key() + ".what", args);
    }

    /** What to do about it, in one sentence. */
    public String remedy(Locale locale) {
        return Texts.FINDINGS.format(locale, code.key() + ".remedy", args);
    }
}
