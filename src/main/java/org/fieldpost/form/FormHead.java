package org.fieldpost.form;

import java.util.List;
import org.fieldpost.form.expr.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What a form document says about itself.
 *
 * @param strictlyRequired whether {@code required} inside a group holds though the group is blank: so in form
 *     documents; in a bare JSON Schema an absent object is fine
 */
record FormHead(
        String code,
        String version,
        LocalText name,
        String defaultLanguage,
        List<String> languages,
        @Nullable Expression instanceName,
        boolean strictlyRequired) {
    FormHead {
        languages = List.copyOf(languages);
    }
}
