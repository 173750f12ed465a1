package org.fieldpost.form;

import static org.fieldpost.form.Severity.ERROR;
import static org.fieldpost.form.Severity.WARNING;

import java.util.Locale;

/** Everything that can be the matter with a form document; its sentences are in {@code findings.properties}. */
public enum FindingCode {
    TOO_LARGE(ERROR),
    TOO_DEEP(ERROR),
    TOO_MANY_SCHEMAS(ERROR),
    PATTERN_TOO_LONG(ERROR),
    PATTERN_INVALID(ERROR),
    NOT_JSON(ERROR),
    NOT_AN_OBJECT(ERROR),
    NO_CODE(ERROR),
    NO_VERSION(ERROR),
    UNKNOWN_DIALECT(ERROR),
    REMOTE_REF(ERROR),
    UNRESOLVED_REF(ERROR),
    REF_LOOP(ERROR),
    INVALID_SCHEMA(ERROR),
    WRONG_SHAPE(ERROR),
    BAD_EXPRESSION(ERROR),
    UNKNOWN_FUNCTION(ERROR),
    UNKNOWN_QUESTION(ERROR),
    AMBIGUOUS_QUESTION(WARNING),
    UNKNOWN_LOGIC_TARGET(ERROR),
    UNKNOWN_LOGIC_KEY(WARNING),
    CYCLE(ERROR),
    MISSING_CHOICE_LIST(ERROR),
    UNKNOWN_COLUMN(ERROR),
    DUPLICATE_CHOICE(ERROR),
    UNKNOWN_SCOPE(ERROR),
    UNSUPPORTED_UI(WARNING),
    NOT_ON_ANY_PAGE(WARNING),
    MISSING_TRANSLATION(WARNING),
    DRAWN_AS_JSON(WARNING),
    RESERVED_NAME(ERROR);

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
