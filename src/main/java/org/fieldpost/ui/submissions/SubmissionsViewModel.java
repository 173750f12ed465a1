package org.fieldpost.ui.submissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.FormEntry;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.store.SubmissionList;
import org.fieldpost.store.SubmissionPage;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * The list of submissions: pages fetched by key in the background, the newest question winning over older ones. Rows
 * and selection follow what happens to the submissions: a changed id, a new status, a row that went.
 */
public final class SubmissionsViewModel implements AutoCloseable {
    static final int PAGE_LINES = 100;
    private static final int LINES_REFRESHED_MAX = 2_000;

    /** What the list shows. */
    public enum State {
        LOADING,
        READY,
        /** There are no submissions at all. */
        EMPTY,
        /** There are some, but none the filter lets through. */
        NO_MATCH,
        FAILED
    }

    private final Profile profile;
    private final Background background;
    private final SubmissionList list = new SubmissionList(new DeliveryLedger());
    private final ObservableList<SubmissionLine> lines = FXCollections.observableArrayList();
    private final ObservableList<FormEntry> forms = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable SubmissionId> selected =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyLongWrapper count = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<String> failure = new ReadOnlyObjectWrapper<>("");
    private final Listeners.Subscription changes;
    private SubmissionFilter filter = SubmissionFilter.ALL;
    private Standing standing = Standing.ALL;
    private SubmissionPage.@Nullable Key next;
    private long asked;
    private boolean underway;
    private boolean again;

    public SubmissionsViewModel(Profile profile, Background background) {
        this.profile = profile;
        this.background = background;
        this.changes = profile.events().listen(events -> background.onScreen(() -> follow(events)));
        refresh();
    }

    /** What one look at the database brings. */
    private record Loaded(
            SubmissionPage page, long count, boolean anyAtAll, List<FormEntry> forms) {}

    /** Reads the list anew, as far as it was read; what is shown stays until the answer is there. */
    public void refresh() {
        if (underway) {
            again = true;
            return;
        }
        underway = true;
        long mine = ++asked;
        int limit = Math.clamp(lines.size(), PAGE_LINES, LINES_REFRESHED_MAX);
        SubmissionFilter wanted = filter;
        background.run(
                () -> profile.database().read(tx -> load(tx, wanted, limit)),
                loaded -> loaded(loaded, mine),
                this::failed);
    }

    private Loaded load(ReadTx tx, SubmissionFilter wanted, int limit) {
        SubmissionPage page = list.page(tx, wanted, null, limit);
        long matching = list.count(tx, wanted);
        boolean any = matching > 0 || profile.tables().submissions().count(tx) > 0;
        return new Loaded(page, matching, any, profile.tables().forms().catalogue(tx));
    }

    private void loaded(Loaded loaded, long mine) {
        underway = false;
        if (again) {
            again = false;
            refresh();
            return;
        }
        if (mine != asked) {
            return;
        }
        if (!loaded.forms().equals(forms)) {
            forms.setAll(loaded.forms());
        }
        next = loaded.page().next();
        count.set(loaded.count());
        replace(loaded.page().lines());
        state.set(
                !lines.isEmpty() ? State.READY : loaded.anyAtAll() ? State.NO_MATCH : State.EMPTY);
    }

    /** Changes only rows that differ, so that the table keeps its place. */
    private void replace(List<SubmissionLine> now) {
        boolean sameRows = now.size() == lines.size() && ids(now).equals(ids(lines));
        if (!sameRows) {
            lines.setAll(now);
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(lines.get(i))) {
                lines.set(i, now.get(i));
            }
        }
    }

    private static List<SubmissionId> ids(List<SubmissionLine> lines) {
        return lines.stream().map(SubmissionLine::id).toList();
    }

    private void failed(Throwable error) {
        underway = false;
        again = false;
        failure.set(String.valueOf(error.getMessage()));
        state.set(State.FAILED);
    }

    /** Reads the next page, if there is one and none is being read. */
    public void more() {
        SubmissionPage.Key after = next;
        if (after == null || underway) {
            return;
        }
        underway = true;
        long mine = asked;
        SubmissionFilter wanted = filter;
        background.run(
                () -> profile.database().read(tx -> list.page(tx, wanted, after, PAGE_LINES)),
                page -> appended(page, mine),
                this::failed);
    }

    private void appended(SubmissionPage page, long mine) {
        underway = false;
        if (mine == asked && !again) {
            next = page.next();
            lines.addAll(page.lines());
        }
        if (again) {
            again = false;
            refresh();
        }
    }

    /** Shows only what these words find. */
    public void search(String text) {
        change(old -> old.withText(text.strip()));
    }

    /** Shows only one form's; null for all. */
    public void form(@Nullable String code) {
        change(
                f ->
                        new SubmissionFilter(
                                f.text(),
                                code,
                                f.statuses(),
                                f.deliveries(),
                                f.from(),
                                f.before(),
                                f.sort(),
                                f.descending()));
    }

    /** Shows only those that stand so. */
    void standing(Standing wanted) {
        standing = wanted;
        change(
                f ->
                        new SubmissionFilter(
                                f.text(),
                                f.formCode(),
                                wanted.reviews(),
                                wanted.deliveries(),
                                f.from(),
                                f.before(),
                                f.sort(),
                                f.descending()));
    }

    public void sort(SubmissionFilter.Sort by, boolean descending) {
        change(
                f ->
                        new SubmissionFilter(
                                f.text(),
                                f.formCode(),
                                f.statuses(),
                                f.deliveries(),
                                f.from(),
                                f.before(),
                                by,
                                descending));
    }

    /** Back to all submissions, in the order chosen. */
    public void clearFilters() {
        standing = Standing.ALL;
        change(
                f ->
                        new SubmissionFilter(
                                "",
                                null,
                                Set.of(),
                                Set.of(),
                                null,
                                null,
                                f.sort(),
                                f.descending()));
    }

    private void change(Function<SubmissionFilter, SubmissionFilter> by) {
        SubmissionFilter now = by.apply(filter);
        if (!now.equals(filter)) {
            filter = now;
            lines.remove(Math.min(lines.size(), PAGE_LINES), lines.size());
            refresh();
        }
    }

    /** Something happened to submissions, their photos or forms. */
    private void follow(List<ChangeEvent> events) {
        boolean touched = false;
        for (ChangeEvent event : events) {
            touched |= event.type() != EntityType.TELEMETRY;
            if (event instanceof ChangeEvent.IdChanged changed
                    && changed.type() == EntityType.SUBMISSIONS) {
                renamed(changed.clientId(), changed.serverId());
            }
        }
        if (touched) {
            refresh();
        }
    }

    private void renamed(UUID from, UUID to) {
        SubmissionId held = selected.get();
        if (held != null && held.value().equals(from)) {
            selected.set(new SubmissionId(to));
        }
    }

    public void select(@Nullable SubmissionId id) {
        if (!Objects.equals(id, selected.get())) {
            selected.set(id);
        }
    }

    /** Where the selected submission stands in {@link #lines}; -1 when it is not there. */
    int selectedIndex() {
        return ids(new ArrayList<>(lines)).indexOf(selected.get());
    }

    public SubmissionFilter filter() {
        return filter;
    }

    Standing standing() {
        return standing;
    }

    public ObservableList<SubmissionLine> lines() {
        return lines;
    }

    /** Forms to filter by. */
    public ObservableList<FormEntry> forms() {
        return forms;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable SubmissionId> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** How many submissions the filter lets through. */
    public ReadOnlyLongProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** Why the list could not be read, for support. */
    public ReadOnlyObjectProperty<String> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    @Override
    public void close() {
        changes.close();
    }
}
