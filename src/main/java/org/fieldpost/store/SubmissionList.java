package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.db.ReadTx;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.Position;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * Finished submissions for lists and maps: pages by key, never by offset, so that page 20,000 costs what page 1
 * costs. Sort columns come from {@link SubmissionFilter.Sort}, values by bind.
 */
public final class SubmissionList {
    private static final int UUID_CHARS = 36;

    /** A row by its id, or by the temporary one its maker's laptop gave it; whose a mapping is, its row tells. */
    private static final String NAMED =
            """
            s.id IN (SELECT CAST(:named AS UUID)
                UNION SELECT m.server_id FROM id_mappings m
                    JOIN submissions o ON o.id = m.server_id AND o.created_by = m.user_id
                    WHERE m.client_id = :named AND m.entity_type = 'submissions'
                        AND m.status = 'resolved'
                UNION SELECT a.server_id FROM id_mappings_archive a
                    JOIN submissions o ON o.id = a.server_id AND o.created_by = a.user_id
                    WHERE a.client_id = :named AND a.entity_type = 'submissions')
            """;

    private final DeliveryLedger ledger;

    public SubmissionList(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    /** A line and what tells it from others with the same value in the sort column. */
    private record Placed(SubmissionLine line, long row) {}

    /** A page of at most {@code limit} lines after {@code after} (null: from the start). */
    public SubmissionPage page(
            ReadTx tx, SubmissionFilter filter, SubmissionPage.@Nullable Key after, int limit) {
        var binds = new HashMap<String, Object>();
        var where = conditions(filter, binds);
        var column = column(filter.sort());
        if (after != null) {
            // Not a row value: H2 uses the index for the first part of this only.
            where.add(
                    "s.%1$s %2$s= :key AND (s.%1$s %2$s :key OR s.local_key %2$s :key_row)"
                            .formatted(column, filter.descending() ? "<" : ">"));
            binds.put("key", keyValue(filter.sort(), after.value()));
            binds.put("key_row", after.row());
        }
        var order = filter.descending() ? "DESC" : "ASC";
        var rows =
                tx.handle()
                        .createQuery(
                                """
                                SELECT s.id, s.local_key, s.form_id, s.form_code, s.form_version,
                                    s.summary, s.created_by, s.latitude, s.longitude, s.status,
                                    s.review, s.created_at, s.changed_at,
                                    coalesce(u.name, nullif(s.captured_by, '')) AS created_by_name,
                                    (SELECT count(*) FROM submission_media m
                                        WHERE m.submission_id = s.id) AS photos
                                FROM submissions s LEFT JOIN users u ON u.id = s.created_by
                                %1$s ORDER BY s.%2$s %3$s, s.local_key %3$s LIMIT :limit
                                """
                                        .formatted(where(where), column, order))
                        .bindMap(binds)
                        .bind("limit", limit + 1)
                        .map((row, ctx) -> new Placed(line(row), row.getLong("local_key")))
                        .list();
        boolean more = rows.size() > limit;
        var placed = more ? rows.subList(0, limit) : rows;
        return new SubmissionPage(
                withDelivery(tx, placed.stream().map(Placed::line).toList()),
                more ? key(filter.sort(), placed.getLast()) : null);
    }

    /** How many lines the filter lets through. */
    public long count(ReadTx tx, SubmissionFilter filter) {
        var binds = new HashMap<String, Object>();
        var where = conditions(filter, binds);
        return tx.handle()
                .createQuery("SELECT count(*) FROM submissions s " + where(where))
                .bindMap(binds)
                .mapTo(Long.class)
                .one();
    }

    /** Lines that lie in a box and pass the filter, newest first, at most {@code limit}; for the map. */
    public List<SubmissionLine> inBox(
            ReadTx tx, SubmissionFilter filter, Position southWest, Position northEast, int limit) {
        var binds = new HashMap<String, Object>();
        var where = conditions(filter, binds);
        where.add("s.latitude BETWEEN :south AND :north AND s.longitude BETWEEN :west AND :east");
        binds.put("south", southWest.latitude());
        binds.put("north", northEast.latitude());
        binds.put("west", southWest.longitude());
        binds.put("east", northEast.longitude());
        var lines =
                tx.handle()
                        .createQuery(
                                """
                                SELECT s.id, s.form_id, s.form_code, s.form_version, s.summary,
                                    s.created_by, s.latitude, s.longitude, s.status, s.review,
                                    s.created_at, s.changed_at,
                                    coalesce(u.name, nullif(s.captured_by, '')) AS created_by_name,
                                    0 AS photos
                                FROM submissions s LEFT JOIN users u ON u.id = s.created_by
                                %s ORDER BY s.created_at DESC, s.local_key DESC LIMIT :limit
                                """
                                        .formatted(where(where)))
                        .bindMap(binds)
                        .bind("limit", limit)
                        .map((row, ctx) -> line(row))
                        .list();
        return withDelivery(tx, lines);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }

    private static List<String> conditions(SubmissionFilter filter, Map<String, Object> binds) {
        var where = new ArrayList<String>();
        var id = wholeId(filter.text());
        if (id.isPresent()) {
            where.add(NAMED);
            binds.put("named", id.get());
        }
        int n = 0;
        for (var word :
                id.isPresent() ? List.<String>of() : SubmissionSearch.words(filter.text())) {
            // A range instead of LIKE, so that the index is used whatever the word.
            where.add(
                    """
                    s.local_key IN (SELECT local_key FROM submission_words
                        WHERE word >= :word%1$d AND word < :wordEnd%1$d)
                    """
                            .formatted(n));
            binds.put("word" + n, word);
            binds.put("wordEnd" + n, word + '\uffff');
            n++;
        }
        if (filter.formCode() != null) {
            where.add("s.form_code = :form");
            binds.put("form", filter.formCode());
        }
        if (!filter.statuses().isEmpty()) {
            where.add(
                    "s.status IN ("
                            + quoted(filter.statuses().stream().map(ReviewStatus::word).toList())
                            + ")");
        }
        if (!filter.deliveries().isEmpty()) {
            where.add(delivery(filter));
        }
        if (filter.from() != null) {
            where.add("s.created_at >= :from");
            binds.put("from", Sql.time(filter.from()));
        }
        if (filter.before() != null) {
            where.add("s.created_at < :before");
            binds.put("before", Sql.time(filter.before()));
        }
        return where;
    }

    /** The id somebody pasted, if that is all the text is. */
    private static Optional<UUID> wholeId(String text) {
        var stripped = text.strip();
        if (stripped.length() != UUID_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(stripped));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String delivery(SubmissionFilter filter) {
        return filter.deliveries().stream()
                .map(
                        status ->
                                switch (status) {
                                    case DRAFT -> "FALSE";
                                    case WAITING ->
                                            in(List.of("PENDING", "FAILED"), List.of("PENDING"));
                                    case SENDING -> in(List.of("IN_FLIGHT"), List.of("UPLOADING"));
                                    case FAILED -> in(List.of("DEAD_LETTER"), List.of("FAILED"));
                                    case CONFLICT -> in(List.of("CONFLICT"), List.of("-"));
                                    case AT_HUB ->
                                            "NOT "
                                                    + in(
                                                            List.of(
                                                                    "PENDING",
                                                                    "FAILED",
                                                                    "IN_FLIGHT",
                                                                    "DEAD_LETTER",
                                                                    "CONFLICT"),
                                                            List.of(
                                                                    "PENDING",
                                                                    "UPLOADING",
                                                                    "FAILED"));
                                })
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String in(List<String> commands, List<String> uploads) {
        return """
               s.id IN (SELECT aggregate_id FROM outbox_events
                   WHERE entity_type = 'submissions' AND status IN (%1$s)
               UNION SELECT m.submission_id FROM outbox_events o
                   JOIN submission_media m ON m.id = o.aggregate_id
                   WHERE o.entity_type = 'submission_media' AND o.status IN (%1$s)
               UNION SELECT m.submission_id FROM media_uploads u
                   JOIN submission_media m ON m.id = u.media_id WHERE u.state IN (%2$s))
               """
                .formatted(quoted(commands), quoted(uploads));
    }

    /** Words of our own enums, never data. */
    private static String quoted(List<String> words) {
        return words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(", "));
    }

    private static String column(SubmissionFilter.Sort sort) {
        return switch (sort) {
            case CREATED -> "created_at";
            case CHANGED -> "changed_at";
            case SUMMARY -> "summary";
        };
    }

    private static Object keyValue(SubmissionFilter.Sort sort, String value) {
        return switch (sort) {
            case CREATED, CHANGED -> Sql.time(Instant.parse(value));
            case SUMMARY -> value;
        };
    }

    private static SubmissionPage.Key key(SubmissionFilter.Sort sort, Placed placed) {
        var line = placed.line();
        var value =
                switch (sort) {
                    case CREATED -> line.createdAt().toString();
                    case CHANGED -> line.changedAt().toString();
                    case SUMMARY -> line.summary();
                };
        return new SubmissionPage.Key(value, placed.row());
    }

    private List<SubmissionLine> withDelivery(ReadTx tx, List<SubmissionLine> lines) {
        var statuses = ledger.statuses(tx, lines.stream().map(l -> l.id().value()).toList());
        return lines.stream()
                .map(
                        l ->
                                l.withDelivery(
                                        statuses.getOrDefault(
                                                l.id().value(), DeliveryStatus.AT_HUB)))
                .toList();
    }

    private static SubmissionLine line(ResultSet row) throws SQLException {
        var review = Sql.jsonOrNull(row, "review");
        double latitude = row.getDouble("latitude");
        boolean placed = !row.wasNull();
        double longitude = row.getDouble("longitude");
        return new SubmissionLine(
                new SubmissionId(Sql.uuid(row, "id")),
                Sql.uuid(row, "form_id"),
                Sql.text(row, "form_code"),
                Sql.text(row, "form_version"),
                Sql.text(row, "summary"),
                row.getString("created_by_name"),
                placed ? new Position(latitude, longitude, null, null) : null,
                ReviewStatus.of(Sql.text(row, "status")),
                questions(review),
                DeliveryStatus.AT_HUB,
                row.getInt("photos"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"));
    }

    private static int questions(@Nullable ObjectNode review) {
        return review == null ? 0 : review.path("questions").size();
    }
}
