package org.fieldpost.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.ChoiceListsContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Choice lists out of the database keep the same contract as those in memory. */
class ChoiceRowsTest extends ChoiceListsContract {
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Override
    protected ChoiceLists lists(Map<String, List<Choice>> choices) {
        var form = device.id();
        var rows = new ChoiceRows();
        choices.forEach((name, list) -> device.db.run(tx -> rows.install(tx, form, name, list)));
        return rows.of(device.db, form);
    }
}
