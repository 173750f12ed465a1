package org.fieldpost.ui.submissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionDetail;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.ui.answers.AnswerText;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** All there is about the submission in front, read in the background and read again when it changes. */
public final class DetailViewModel implements AutoCloseable {
    /** What the pane shows. */
    public sealed interface Shown {
        /** No submission is chosen. */
        record Nothing() implements Shown {}

        /** It is no more: deleted, here or elsewhere. */
        record Gone() implements Shown {}

        record Failed(String why) implements Shown {}

        /** A submission. */
        record Open(Content content) implements Shown {}
    }

    /**
     * A submission for reading.
     *
     * @param createdBy "" when unknown
     * @param remark the reviewer's words about all of it; "" for none
     * @param photos by reference
     * @param trouble why it could not be delivered; "" when nothing is wrong
     */
    record Content(
            SubmissionId id,
            String title,
            String form,
            String version,
            String createdBy,
            Instant createdAt,
            StatusWords status,
            String remark,
            List<Answered> sections,
            Map<String, Photo> photos,
            List<Delivery> deliveries,
            String place,
            String trouble) {
        Content {
            sections = List.copyOf(sections);
            photos = Map.copyOf(photos);
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A photo of the submission. */
    record Photo(Sha256 sha256, String filename, long sizeBytes, @Nullable Instant takenAt) {}

    /** Whether the hub holds the answers, or a file, as they are here. */
    record Delivery(String name, boolean delivered) {}

    private final Profile profile;
    private final Background background;
    private final Words words;
    private final ZoneId zone;
    private final Function<FormDocument, ChoiceLists> lists;
    private final Map<String, FormDocument> forms = new HashMap<>();
    private final ReadOnlyObjectWrapper<Shown> shown =
            new ReadOnlyObjectWrapper<>(new Shown.Nothing());
    private final Listeners.Subscription changes;
    private @Nullable SubmissionId wanted;
    private long asked;

    public DetailViewModel(
            Profile profile,
            Background background,
            Words words,
            ZoneId zone,
            Function<FormDocument, ChoiceLists> lists) {
        this.profile = profile;
        this.background = background;
        this.words = words;
        this.zone = zone;
        this.lists = lists;
        this.changes = profile.events().listen(events -> background.onScreen(() -> follow(events)));
    }

    /** Shows this submission; null shows none. */
    public void show(@Nullable SubmissionId id) {
        wanted = id;
        if (id == null) {
            asked++;
            shown.set(new Shown.Nothing());
        } else {
            load(id);
        }
    }

    private void load(SubmissionId id) {
        long mine = ++asked;
        background.run(
                () -> read(id),
                now -> {
                    if (mine == asked) {
                        shown.set(now);
                    }
                },
                error -> {
                    if (mine == asked) {
                        shown.set(new Shown.Failed(String.valueOf(error.getMessage())));
                    }
                });
    }

    private void follow(List<ChangeEvent> events) {
        if (wanted != null && !events.isEmpty()) {
            load(wanted);
        }
    }

    private Shown read(SubmissionId id) {
        return profile.database()
                .read(tx -> SubmissionDetail.find(tx, profile.tables(), id))
                .<Shown>map(detail -> new Shown.Open(content(detail)))
                .orElseGet(Shown.Gone::new);
    }

    private Content content(SubmissionDetail detail) {
        ObjectNode row = detail.row().payload();
        var review = ReviewStatus.of(row.path("status").asText("pending"));
        JsonNode verdict = row.path("review");
        FormDocument form = form(detail.form());
        String summary = row.path("metadata").path("summary").asText("");
        String formName = form == null ? row.path("form_code").asText() : form.name(words.locale());
        return new Content(
                detail.id(),
                summary.isEmpty() ? formName : summary,
                formName,
                row.path("form_version").asText(),
                detail.createdBy() == null ? "" : detail.createdBy(),
                Instant.parse(row.path("created_at").asText()),
                StatusWords.of(detail.delivery(), review, verdict.path("questions").size(), words),
                verdict.path("note").asText(""),
                form == null ? List.of() : sections(form, row, verdict),
                photos(detail.media()),
                detail.ledger().stream()
                        .map(entry -> new Delivery(entry.name(), entry.delivered()))
                        .toList(),
                place(row.path("metadata").path("position")),
                detail.lastError() == null ? "" : detail.lastError().message());
    }

    private List<Answered> sections(FormDocument form, ObjectNode row, JsonNode verdict) {
        var remarks = new HashMap<String, String>();
        for (JsonNode question : verdict.path("questions")) {
            remarks.put(question.path("pointer").asText(), question.path("note").asText());
        }
        var text = new AnswerText(words.locale(), zone, lists.apply(form));
        var data =
                row.path("data") instanceof ObjectNode object
                        ? object
                        : org.fieldpost.kernel.Json.object();
        return Answered.of(form, data, text, words.locale(), remarks, this::nameOf);
    }

    /** What people call the submission with this id; the id itself when it is not on this laptop. */
    private String nameOf(String id) {
        try {
            var wanted = SubmissionId.of(id);
            return profile.database()
                    .read(tx -> SubmissionDetail.find(tx, profile.tables(), wanted))
                    .map(found -> found.row().payload().path("metadata").path("summary").asText())
                    .filter(name -> !name.isEmpty())
                    .orElse(id);
        } catch (IllegalArgumentException noId) {
            return id;
        }
    }

    private synchronized @Nullable FormDocument form(@Nullable EntityRow row) {
        if (row == null) {
            return null;
        }
        FormDocument known = forms.get(row.id().toString());
        if (known == null
                && FormDocument.parse(row.payload().path("schema"))
                        instanceof FormReading.Accepted accepted) {
            known = accepted.form();
            forms.put(row.id().toString(), known);
        }
        return known;
    }

    private static Map<String, Photo> photos(List<EntityRow> media) {
        var photos = new HashMap<String, Photo>();
        for (EntityRow each : media) {
            ObjectNode row = each.payload();
            String taken = row.path("captured_at").asText("");
            photos.put(
                    "media/" + each.id(),
                    new Photo(
                            new Sha256(row.path("sha256").asText()),
                            row.path("filename").asText(),
                            row.path("size_bytes").asLong(),
                            taken.isEmpty() ? null : Instant.parse(taken)));
        }
        return photos;
    }

    private static String place(JsonNode position) {
        return position.path("latitude").isNumber() && position.path("longitude").isNumber()
                ? position.get("latitude").asText() + ", " + position.get("longitude").asText()
                : "";
    }

    /** Deletes the submission; the hub hears of it with the next sync. */
    public void delete(SubmissionId id, Ids ids, InstantSource clock, Runnable done) {
        background.run(
                () -> {
                    profile.writes()
                            .commit(
                                    new Mutation.DeleteSubmission(
                                            ids.next(), clock.instant(), id.value(), ids.next()));
                    return Boolean.TRUE;
                },
                _ -> done.run(),
                error -> shown.set(new Shown.Failed(String.valueOf(error.getMessage()))));
    }

    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    @Override
    public void close() {
        changes.close();
    }
}
