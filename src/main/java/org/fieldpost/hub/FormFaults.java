package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.Severity;
import org.jspecify.annotations.Nullable;

/** Whether a form can be filled at all: what devices could not read is not published. */
final class FormFaults {
    private FormFaults() {}

    /** The first reason why not, like {@code cycle at /logic/fields}; null if it can be filled. */
    static @Nullable String first(JsonNode document) {
        var findings =
                switch (FormDocument.parse(document)) {
                    case FormReading.Accepted accepted -> accepted.findings();
                    case FormReading.Rejected rejected -> rejected.findings();
                };
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .map(f -> f.code().name().toLowerCase(Locale.ROOT) + " at " + f.where())
                .orElse(null);
    }
}
