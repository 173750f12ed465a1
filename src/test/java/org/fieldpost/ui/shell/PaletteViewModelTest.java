package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.fieldpost.kernel.Background;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

/** Enter is often faster than the search: it takes only what belongs to the words typed. */
class PaletteViewModelTest {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final PaletteViewModel model =
            new PaletteViewModel(
                    List.of(choice("Forms"), choice("Sync"), choice("Sync now")),
                    "Places",
                    List.of(new Nothing()),
                    Locale.ENGLISH,
                    new Later(),
                    new RoomsForTests());

    private static PaletteViewModel.Choice choice(String title) {
        return new PaletteViewModel.Choice(Feather.LIST, title, "", () -> {});
    }

    private static final class Nothing implements SearchSource {
        @Override
        public String heading(Locale locale) {
            return "Submissions";
        }

        @Override
        public List<Hit> find(String text, int limit) {
            return List.of();
        }
    }

    private final class Later implements Background {
        @Override
        public <T> void run(
                Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
            waiting.add(
                    () -> {
                        T found;
                        try {
                            found = work.call();
                        } catch (Exception e) {
                            failed.accept(e);
                            return;
                        }
                        done.accept(found);
                    });
        }

        @Override
        public void onScreen(Runnable action) {
            action.run();
        }
    }

    @Test
    void places_are_there_at_once_whatever_is_still_being_looked_for() {
        model.queryProperty().set("sync n");
        assertEquals("Sync now", Objects.requireNonNull(model.firstChoice()).title());
        assertTrue(model.isCurrent());
    }

    @Test
    void lines_of_earlier_words_are_known_to_be_old() {
        model.queryProperty().set("diallo");
        assertFalse(model.isCurrent());
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertTrue(model.isCurrent());
        assertEquals(List.of(), model.rows());
    }
}
