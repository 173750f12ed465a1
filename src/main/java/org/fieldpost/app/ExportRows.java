package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.fieldpost.db.ReadTx;
import org.fieldpost.export.ExportRow;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionFilter;
import org.fieldpost.store.SubmissionLine;
import org.fieldpost.store.SubmissionList;
import org.fieldpost.store.SubmissionPage;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.Submission;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/** A form's submissions, oldest first, read a page at a time. */
final class ExportRows {
    private static final int PAGE = 200;
    private final Profile profile;
    private final SubmissionFilter filter;
    private final SubmissionList list = new SubmissionList(new DeliveryLedger());

    ExportRows(Profile profile, String formCode) {
        this.profile = profile;
        filter =
                new SubmissionFilter(
                        "",
                        formCode,
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        SubmissionFilter.Sort.CREATED,
                        false);
    }

    Stream<ExportRow> stream() {
        return Stream.iterate(page(null), Objects::nonNull, this::after)
                .flatMap(p -> p.rows().stream());
    }

    private record Page(List<ExportRow> rows, SubmissionPage.@Nullable Key next) {}

    private @Nullable Page after(Page page) {
        return page.next() == null ? null : page(page.next());
    }

    private Page page(SubmissionPage.@Nullable Key after) {
        return profile.database()
                .read(
                        tx -> {
                            var page = list.page(tx, filter, after, PAGE);
                            var rows =
                                    page.lines().stream().flatMap(line -> row(tx, line)).toList();
                            return new Page(rows, page.next());
                        });
    }

    private Stream<ExportRow> row(ReadTx tx, SubmissionLine line) {
        var tables = profile.tables();
        return tables.submissions().find(tx, line.id().value()).stream()
                .map(row -> row(line, row, tables.media().ofSubmission(tx, row.id())));
    }

    private static ExportRow row(SubmissionLine line, EntityRow row, List<EntityRow> media) {
        var payload = row.payload();
        var parent = payload.path("parent_id").textValue();
        var reviewed = payload.path("reviewed_at").textValue();
        var submission =
                new Submission(
                        new SubmissionId(row.id()),
                        new FormRef(
                                payload.path("form_code").asText(),
                                payload.path("form_version").asText(),
                                new Sha256(payload.path("form_sha256").asText())),
                        (ObjectNode) payload.path("data"),
                        DeviceId.of(payload.path("device_id").asText()),
                        parent == null ? null : SubmissionId.of(parent),
                        line.status(),
                        payload.path("metadata") instanceof ObjectNode metadata
                                ? metadata
                                : Json.object(),
                        Instant.parse(payload.path("created_at").asText()),
                        reviewed == null ? null : Instant.parse(reviewed),
                        Instant.parse(payload.path("updated_at").asText()));
        return new ExportRow(
                submission,
                line.delivery().name().toLowerCase(Locale.ROOT),
                line.createdBy() == null ? "" : line.createdBy(),
                names(line, media));
    }

    /** A plain name for each photo, made here: names that came from files are never paths. */
    private static Map<String, String> names(SubmissionLine line, List<EntityRow> media) {
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < media.size(); i++) {
            var type = media.get(i).payload().path("content_type").asText();
            names.put(
                    "media/" + media.get(i).id(),
                    "%s-%s-%d.%s"
                            .formatted(
                                    line.formCode().replaceAll("[^A-Za-z0-9_-]", "_"),
                                    line.id(),
                                    i + 1,
                                    ending(type)));
        }
        return names;
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> "jpg";
            case "image/png" -> "png";
            case "image/heic" -> "heic";
            case "image/webp" -> "webp";
            case "application/pdf" -> "pdf";
            default -> "bin";
        };
    }
}
