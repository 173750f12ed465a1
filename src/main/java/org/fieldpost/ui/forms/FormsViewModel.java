package org.fieldpost.ui.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.Draft;
import org.fieldpost.store.FormEntry;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionList;
import org.jspecify.annotations.Nullable;

/** Forms this person may fill, with how much was done with each, and drafts waiting to be finished. */
public final class FormsViewModel implements AutoCloseable {
    /** What the catalogue shows. */
    public enum State {
        LOADING,
        READY,
        EMPTY,
        NO_MATCH,
        FAILED
    }

    /**
     * A form in the catalogue.
     *
     * @param description "" when the form has none
     * @param lastUsed when a submission of it was last begun here; null for never
     * @param ready whether it can be filled: all of its choice lists are here
     */
    record Card(
            String code,
            String version,
            String name,
            String description,
            long drafts,
            long submissions,
            @Nullable Instant lastUsed,
            boolean ready) {}

    /**
     * Something begun and not finished.
     *
     * @param summary what it is called; "" when it has no name yet
     * @param edit whether it changes a finished submission
     */
    record Unfinished(UUID id, String form, String summary, Instant savedAt, boolean edit) {}

    private record Loaded(List<Card> cards, List<Unfinished> drafts) {}

    private final Profile profile;
    private final Background background;
    private final Ids ids;
    private final InstantSource clock;
    private final Locale locale;
    private final SubmissionList submissions = new SubmissionList(new DeliveryLedger());
    private final ObservableList<Card> cards = FXCollections.observableArrayList();
    private final ObservableList<Unfinished> drafts = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
    private final ReadOnlyObjectWrapper<String> failure = new ReadOnlyObjectWrapper<>("");
    private final Listeners.Subscription changes;
    private final Listeners.Subscription draftChanges;
    private List<Card> all = List.of();
    private String wanted = "";
    private boolean underway;
    private boolean again;
    private boolean hidden;

    public FormsViewModel(
            Profile profile, Background background, Ids ids, InstantSource clock, Locale locale) {
        this.profile = profile;
        this.background = background;
        this.ids = ids;
        this.clock = clock;
        this.locale = locale;
        this.changes = profile.events().listen(_ -> background.onScreen(this::refresh));
        this.draftChanges =
                profile.events()
                        .listenToDrafts(_ -> background.onScreen(this::refreshUnlessHidden));
        refresh();
    }

    /** The person looks at something else: what they type there need not be followed with every key. */
    public void hidden() {
        hidden = true;
    }

    /** The person looks again. */
    public void shown() {
        hidden = false;
        refresh();
    }

    private void refreshUnlessHidden() {
        if (!hidden) {
            refresh();
        }
    }

    /** Reads everything anew; what is shown stays until the answer is there. */
    public void refresh() {
        if (underway) {
            again = true;
            return;
        }
        underway = true;
        background.run(() -> profile.database().read(this::load), this::loaded, this::failed);
    }

    private Loaded load(ReadTx tx) {
        List<Draft> kept = profile.tables().drafts().list(tx);
        var found = new ArrayList<Card>();
        List<FormEntry> catalogue = profile.tables().forms().catalogue(tx);
        for (FormEntry entry : catalogue) {
            found.add(card(tx, entry, kept));
        }
        var unfinished = kept.stream().map(draft -> unfinished(draft, catalogue)).toList();
        return new Loaded(found, unfinished);
    }

    private Card card(ReadTx tx, FormEntry entry, List<Draft> kept) {
        String code = entry.form().code();
        var mine =
                new SubmissionFilter(
                        "",
                        code,
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        SubmissionFilter.Sort.CREATED,
                        true);
        var latest = submissions.page(tx, mine, null, 1).lines();
        JsonNode document =
                profile.tables()
                        .forms()
                        .find(tx, entry.id())
                        .map(row -> row.payload().path("schema"))
                        .orElse(entry.name());
        return new Card(
                code,
                entry.form().version(),
                text(entry.name(), code),
                text(document.path("description"), ""),
                kept.stream().filter(draft -> draft.form().code().equals(code)).count(),
                submissions.count(tx, mine),
                latest.isEmpty() ? null : latest.getFirst().createdAt(),
                entry.ready());
    }

    private Unfinished unfinished(Draft draft, List<FormEntry> catalogue) {
        String code = draft.form().code();
        String form =
                catalogue.stream()
                        .filter(entry -> entry.form().code().equals(code))
                        .findFirst()
                        .map(entry -> text(entry.name(), code))
                        .orElse(code);
        return new Unfinished(
                draft.id(), form, named(draft.summary()), draft.savedAt(), draft.basedOn() != null);
    }

    /** Without an answer in it, a name is only the marks between the answers: that is none yet. */
    private static String named(String summary) {
        return summary.codePoints().anyMatch(Character::isLetterOrDigit) ? summary : "";
    }

    /** The text in the person's language, else the first there is. */
    private String text(JsonNode byLanguage, String otherwise) {
        if (byLanguage.isTextual()) {
            return byLanguage.asText();
        }
        String own = byLanguage.path(locale.getLanguage()).asText("");
        if (!own.isEmpty()) {
            return own;
        }
        return byLanguage.isEmpty() ? otherwise : byLanguage.elements().next().asText();
    }

    private void loaded(Loaded now) {
        underway = false;
        all = now.cards();
        if (!now.drafts().equals(drafts)) {
            drafts.setAll(now.drafts());
        }
        show();
        if (again) {
            again = false;
            refresh();
        }
    }

    private void failed(Throwable error) {
        underway = false;
        again = false;
        failure.set(String.valueOf(error.getMessage()));
        state.set(State.FAILED);
    }

    /** Shows only forms whose name, code or description has these words. */
    public void search(String text) {
        wanted = folded(text.strip());
        if (state.get() != State.LOADING && state.get() != State.FAILED) {
            show();
        }
    }

    private void show() {
        var matching = all.stream().filter(this::matches).toList();
        if (!matching.equals(cards)) {
            cards.setAll(matching);
        }
        state.set(!matching.isEmpty() ? State.READY : all.isEmpty() ? State.EMPTY : State.NO_MATCH);
    }

    private boolean matches(Card card) {
        return folded(card.name() + " " + card.code() + " " + card.description()).contains(wanted);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Throws a draft away for good. */
    public void discard(UUID draft) {
        background.run(
                () -> {
                    profile.writes()
                            .commit(new Mutation.DiscardDraft(ids.next(), clock.instant(), draft));
                    return Boolean.TRUE;
                },
                _ -> refresh(),
                this::failed);
    }

    public ObservableList<Card> cards() {
        return cards;
    }

    /** Last saved first. */
    public ObservableList<Unfinished> drafts() {
        return drafts;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Why the catalogue could not be read, for support. */
    public ReadOnlyObjectProperty<String> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    @Override
    public void close() {
        changes.close();
        draftChanges.close();
    }
}
