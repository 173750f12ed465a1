package org.fieldpost.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.Database;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.ChoiceRows;

/** The choice lists of a form: out of the program for its own forms, else out of the table sync fills. */
final class FormLists {
    private final BundledForms bundled;
    private final Database database;
    private final ChoiceRows rows = new ChoiceRows();
    private final Map<Sha256, ChoiceLists> read = new ConcurrentHashMap<>();

    FormLists(BundledForms bundled, Database database) {
        this.bundled = bundled;
        this.database = database;
    }

    ChoiceLists of(FormDocument form) {
        return read.computeIfAbsent(form.sha256(), _ -> find(form));
    }

    /** A form whose document pins its lists has come by sync, whatever its code. */
    private ChoiceLists find(FormDocument form) {
        boolean travelled =
                form.choiceSources().values().stream().anyMatch(s -> s.sha256() != null);
        return !travelled && bundled.codes().contains(form.code())
                ? bundled.lists(form.code())
                : rows.of(database, FormIds.of(form.code(), form.version()));
    }
}
