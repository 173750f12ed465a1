package org.fieldpost.ui.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Something the palette (Ctrl+K) searches; asked on a background thread. */
public interface SearchSource {
    /** What it finds, for the heading above its hits, in {@code locale}. */
    String heading(Locale locale);

    /** The best {@code limit} hits; {@code query} is not blank. */
    List<Hit> find(String query, int limit);

    /**
     * A thing found.
     *
     * @param screen and {@code argument}: where choosing it leads
     */
    record Hit(
            Feather icon, String title, String detail, String screen, @Nullable Object argument) {}
}
