package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    private final DeliveryLedger ledger;
    private final int few;

    public SubmissionList(DeliveryLedger ledger) {
        this(ledger, SubmissionMatches.FEW);
    }

    SubmissionList(DeliveryLedger ledger, int few) {
        this.ledger = ledger;
        this.few = few;
    }

    /** A line and what tells it from others with the same value in the sort column. */
    private record Placed(SubmissionLine line, long row) {}

    /** A page of at most {@code limit} lines after {@code after} (null: from the start). */
    public SubmissionPage page(
            ReadTx tx, SubmissionFilter filter, SubmissionPage.@Nullable Key after, int limit) {
        var matches = SubmissionMatches.of(tx, filter, few);
        var column = column(filter.sort());
        if (after != null) {
            // Not a row value: H2 uses the index for the first part of this only.
            matches.and(
                    "s.%1$s %2$s= :key AND (s.%1$s %2$s :key OR s.local_key %2$s :key_row)"
                            .formatted(column, filter.descending() ? "<" : ">"),
                    Map.of("key", keyValue(filter.sort(), after.value()), "key_row", after.row()));
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
                                FROM %1$s LEFT JOIN users u ON u.id = s.created_by
                                %2$s ORDER BY s.%3$s %4$s, s.local_key %4$s LIMIT :limit
                                """
                                        .formatted(matches.from(), matches.where(), column, order))
                        .bindMap(matches.binds())
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
        var matches = SubmissionMatches.of(tx, filter, few);
        return tx.handle()
                .createQuery("SELECT count(*) FROM " + matches.from() + ' ' + matches.where())
                .bindMap(matches.binds())
                .mapTo(Long.class)
                .one();
    }

    /** Lines that lie in a box and pass the filter, newest first, at most {@code limit}; for the map. */
    public List<SubmissionLine> inBox(
            ReadTx tx, SubmissionFilter filter, Position southWest, Position northEast, int limit) {
        var matches = SubmissionMatches.of(tx, filter, few);
        matches.and(
                "s.latitude BETWEEN :south AND :north AND s.longitude BETWEEN :west AND :east",
                Map.of(
                        "south", southWest.latitude(),
                        "north", northEast.latitude(),
                        "west", southWest.longitude(),
                        "east", northEast.longitude()));
        var lines =
                tx.handle()
                        .createQuery(
                                """
                                SELECT s.id, s.form_id, s.form_code, s.form_version, s.summary,
                                    s.created_by, s.latitude, s.longitude, s.status, s.review,
                                    s.created_at, s.changed_at,
                                    coalesce(u.name, nullif(s.captured_by, '')) AS created_by_name,
                                    0 AS photos
                                FROM %s LEFT JOIN users u ON u.id = s.created_by
                                %s ORDER BY s.created_at DESC, s.local_key DESC LIMIT :limit
                                """
                                        .formatted(matches.from(), matches.where()))
                        .bindMap(matches.binds())
                        .bind("limit", limit)
                        .map((row, ctx) -> line(row))
                        .list();
        return withDelivery(tx, lines);
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
