package org.fieldpost.ui.shell;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.VBox;
import org.fieldpost.contract.Role;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.sync.SyncError;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.DirectBackground;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.shell.sample.SampleHome;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A window around sample screens, for tests: everything handed in can be reached. */
final class ShellSample {
    static final Instant NOW = Instant.parse("2026-03-01T14:05:00Z");
    final InstantSource clock = InstantSource.fixed(NOW);
    final SimpleObjectProperty<Person> person =
            new SimpleObjectProperty<>(
                    new Person("Awa Diallo", "Water for all", Set.of(Role.FIELD_WORKER)));
    final List<SavedPreferences> saved = new ArrayList<>();
    final Preferences preferences;
    final Notices notices = new Notices(clock);
    final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper(3);
    final List<@Nullable Object> shown = new ArrayList<>();
    final StandingWatch standing;
    Standing now = standing(214, 0, 391, 0, 0, SyncStatus.State.IDLE);
    int syncsAsked;

    ShellSample(Locale language) {
        preferences = new Preferences(SavedPreferences.NONE, language, saved::add);
        standing = new StandingWatch(() -> now, new DirectBackground());
        standing.refresh();
    }

    Shell shell() {
        return new Shell(
                new ShellParts(
                        List.of(
                                screen("forms", Feather.FILE_TEXT),
                                screen("submissions", Feather.INBOX)
                                        .withBadge(waiting.getReadOnlyProperty()),
                                screen("review", Feather.CHECK_SQUARE)
                                        .onlyFor(Role.SUPERVISOR, Role.ADMIN),
                                screen("sync", Feather.REFRESH_CW),
                                screen("settings", Feather.SETTINGS)),
                        List.of(new Villages()),
                        person,
                        standing,
                        notices,
                        preferences,
                        () -> syncsAsked++,
                        new DirectBackground(),
                        clock,
                        ZoneOffset.UTC));
    }

    private Screen screen(String id, Feather icon) {
        return Screen.listed(id, SampleHome.class, icon, frame -> new Part(id, icon, shown));
    }

    private record Part(String id, Feather icon, List<@Nullable Object> shown, VBox node)
            implements ScreenPart {
        Part(String id, Feather icon, List<@Nullable Object> shown) {
            this(id, icon, shown, new VBox(new EmptyState(icon, id, "A sample screen.")));
            node.getStyleClass().add("page");
        }

        @Override
        public void shown(@Nullable Object argument) {
            shown.add(argument == null ? id : argument);
        }

        @Override
        public List<KeyHint> keys() {
            return List.of(new KeyHint("Ctrl+N", "New " + id), new KeyHint("Ctrl+Enter", "Finish"));
        }
    }

    private static final class Villages implements SearchSource {
        @Override
        public String heading(Locale locale) {
            return "Submissions";
        }

        @Override
        public List<Hit> find(String query, int limit) {
            return List.of(
                    new Hit(
                            Feather.INBOX,
                            "Water point WP-0193",
                            "Awa Diallo, yesterday 12:04",
                            "submissions",
                            "WP-0193"));
        }
    }

    /** One submission waits, and the last run failed. */
    static Standing failed(SyncStatus.State state, SyncErrorCode why) {
        var before = standing(20, 1, 0, 0, 0, state);
        var sync = before.sync();
        return new Standing(
                true,
                before.light(),
                new SyncStatus(
                        state,
                        null,
                        sync.waiting(),
                        null,
                        sync.lastSuccessAt(),
                        sync.nextTryAt(),
                        new SyncError(why, "why")));
    }

    static Standing standing(
            long submissions,
            long waiting,
            long photos,
            long photosWaiting,
            long needsPerson,
            SyncStatus.State state) {
        return new Standing(
                true,
                new DeliveryLedger.Light(
                        submissions, waiting, photos, photosWaiting, 0, 0, needsPerson),
                new SyncStatus(
                        state,
                        null,
                        SyncStatus.Waiting.NOTHING,
                        null,
                        Instant.parse("2026-03-01T14:02:00Z"),
                        NOW.plusSeconds(40),
                        null));
    }
}
