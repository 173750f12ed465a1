package org.fieldpost.ui.sync;

import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.fieldpost.export.DeadLetterFile;
import org.fieldpost.kernel.Background;
import org.fieldpost.store.DeadLetters;
import org.jspecify.annotations.Nullable;

/**
 * Giving up one dead letter, without its nodes. It cannot be discarded before a file with all of it was written, or
 * the person said that none is wanted.
 */
final class DiscardViewModel {
    private static final System.Logger LOG = System.getLogger(DiscardViewModel.class.getName());

    /** How the file stands. */
    sealed interface FileState {
        /** Nobody asked for one yet. */
        record None() implements FileState {}

        /** It is being written. */
        record Writing() implements FileState {}

        /** It lies there, whole. */
        record Kept(DeadLetterFile.Written written) implements FileState {}

        /** It could not be written. */
        record Failed(String why) implements FileState {}
    }

    private final QueueLine line;
    private final DeadLetters.Loss loss;
    private final DiscardDesk desk;
    private final Background background;
    private final ReadOnlyObjectWrapper<FileState> file =
            new ReadOnlyObjectWrapper<>(new FileState.None());
    private final BooleanProperty withoutFile = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper discarding = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable String> refused = new ReadOnlyObjectWrapper<>();
    private final BooleanBinding mayDiscard =
            Bindings.createBooleanBinding(this::allowed, file, withoutFile, discarding);

    DiscardViewModel(
            QueueLine line, DeadLetters.Loss loss, DiscardDesk desk, Background background) {
        this.line = line;
        this.loss = loss;
        this.desk = desk;
        this.background = background;
    }

    private boolean allowed() {
        return !discarding.get()
                && switch (file.get()) {
                    case FileState.Kept _ -> true;
                    case FileState.Writing _ -> false;
                    case FileState.None _ -> withoutFile.get();
                    case FileState.Failed _ -> withoutFile.get();
                };
    }

    /** Writes all of it to {@code path}. */
    void export(Path path) {
        file.set(new FileState.Writing());
        background.run(
                () -> desk.export().write(line, path),
                written -> file.set(new FileState.Kept(written)),
                problem -> {
                    LOG.log(System.Logger.Level.WARNING, "a dead letter was not written", problem);
                    file.set(new FileState.Failed(String.valueOf(problem.getMessage())));
                });
    }

    /** Discards it, if that is allowed; then calls {@code done}. */
    void discard(Runnable done) {
        if (!mayDiscard.get()) {
            return;
        }
        discarding.set(true);
        refused.set(null);
        background.run(
                () -> {
                    desk.discard().accept(line);
                    return Boolean.TRUE;
                },
                _ -> done.run(),
                problem -> {
                    LOG.log(System.Logger.Level.WARNING, "a dead letter stays", problem);
                    discarding.set(false);
                    refused.set(String.valueOf(problem.getMessage()));
                });
    }

    QueueLine line() {
        return line;
    }

    DeadLetters.Loss loss() {
        return loss;
    }

    ReadOnlyObjectProperty<FileState> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** The person says that no file is wanted. */
    BooleanProperty withoutFileProperty() {
        return withoutFile;
    }

    ReadOnlyBooleanProperty discardingProperty() {
        return discarding.getReadOnlyProperty();
    }

    /** Why it was not discarded, for support; null when nothing went wrong. */
    ReadOnlyObjectProperty<@Nullable String> refusedProperty() {
        return refused.getReadOnlyProperty();
    }

    BooleanBinding mayDiscard() {
        return mayDiscard;
    }
}
