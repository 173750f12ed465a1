package org.fieldpost.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.MemoryChoiceLists;

/** The choice lists of a form, read once. Lists that do not come with the program are empty. */
final class FormLists {
    private final BundledForms bundled;
    private final Map<String, ChoiceLists> read = new ConcurrentHashMap<>();

    FormLists(BundledForms bundled) {
        this.bundled = bundled;
    }

    ChoiceLists of(FormDocument form) {
        boolean ours = bundled.codes().contains(form.code());
        return ours
                ? read.computeIfAbsent(form.code(), bundled::lists)
                : new MemoryChoiceLists(Map.of());
    }
}
