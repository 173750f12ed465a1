package org.fieldpost.ui.shell;

import java.time.InstantSource;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.ui.kit.Tone;
import org.jspecify.annotations.Nullable;

/** Toasts for what the person just did; a list for what matters later. Used on the screen's thread. */
public final class Notices {
    private static final int KEPT_MAX = 100;

    private final InstantSource clock;
    private final ObservableList<Notice> kept = FXCollections.observableArrayList();
    private final ObservableList<Notice> readable = FXCollections.unmodifiableObservableList(kept);
    private final Listeners<Toast> toasts = new Listeners<>();

    public Notices(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A short word about what the person just did; it goes by itself.
     *
     * @param undo offered beside it; null for nothing to offer
     */
    public record Toast(
            Tone tone, String text, @Nullable String undoText, @Nullable Runnable undo) {}

    /** Says {@code text} for a moment. */
    public void toast(Tone tone, String text) {
        toasts.tell(new Toast(tone, text, null, null));
    }

    /** Says {@code text} for a moment, offering {@code undo}. */
    public void toast(Tone tone, String text, String undoText, Runnable undo) {
        toasts.tell(new Toast(tone, text, undoText, undo));
    }

    /** Keeps a notice until it is dismissed, newest first; the same words are kept once. */
    public void keep(
            Tone tone,
            String title,
            String text,
            @Nullable String screen,
            @Nullable Object argument) {
        kept.removeIf(old -> old.title().equals(title) && old.text().equals(text));
        kept.addFirst(new Notice(tone, title, text, clock.instant(), screen, argument));
        if (kept.size() > KEPT_MAX) {
            kept.removeLast();
        }
    }

    public void dismiss(Notice notice) {
        kept.remove(notice);
    }

    public void dismissAll() {
        kept.clear();
    }

    /** Kept notices, newest first. */
    public ObservableList<Notice> kept() {
        return readable;
    }

    Listeners.Subscription onToast(Consumer<Toast> listener) {
        return toasts.add(listener);
    }
}
