package org.fieldpost.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.db.ReadTx;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.ReviewStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a filter lets through, as parts of a SELECT from {@code submissions s}. What few have, a rare word or a command
 * that waits, is looked up once, and only those rows are looked at; what many have is looked for row by row in the
 * order of the list, which is soon at the end of its page. Never a list by a query within ({@code IN}): H2 runs that
 * again for every row (decision 25).
 */
final class SubmissionMatches {
    /** So many rows are looked up one by one. */
    static final int FEW = 2_000;

    private static final int UUID_CHARS = 36;

    /** A row by its id, or by the temporary one its maker's laptop gave it; whose a mapping is, its row tells. */
    private static final String NAMED =
            """
            SELECT s.id FROM submissions s WHERE s.id = :named
            UNION SELECT m.server_id FROM id_mappings m
                JOIN submissions o ON o.id = m.server_id AND o.created_by = m.user_id
                WHERE m.client_id = :named AND m.entity_type = 'submissions' AND m.status = 'resolved'
            UNION SELECT a.server_id FROM id_mappings_archive a
                JOIN submissions o ON o.id = a.server_id AND o.created_by = a.user_id
                WHERE a.client_id = :named AND a.entity_type = 'submissions'
            """;

    private static final String WITH_WORD =
            """
            SELECT DISTINCT s.id FROM submission_words w JOIN submissions s ON s.local_key = w.local_key
            WHERE w.word >= :word AND w.word < :wordEnd LIMIT :most
            """;

    private final ReadTx tx;
    private final int few;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> binds = new HashMap<>();
    private @Nullable Set<UUID> only;

    private SubmissionMatches(ReadTx tx, int few) {
        this.tx = tx;
        this.few = few;
    }

    /** What {@code filter} lets through; {@code few} rows at most are looked up one by one. */
    static SubmissionMatches of(ReadTx tx, SubmissionFilter filter, int few) {
        var matches = new SubmissionMatches(tx, few);
        var id = wholeId(filter.text());
        if (id.isPresent()) {
            matches.only = matches.ids(NAMED, Map.of("named", id.get()));
        }
        matches.delivered(filter.deliveries());
        if (id.isEmpty()) {
            SubmissionSearch.words(filter.text()).forEach(matches::say);
        }
        if (filter.formCode() != null) {
            matches.and("s.form_code = :form", Map.of("form", filter.formCode()));
        }
        if (!filter.statuses().isEmpty()) {
            var words = filter.statuses().stream().map(ReviewStatus::word).toList();
            matches.and("s.status IN (" + quoted(words) + ")", Map.of());
        }
        if (filter.from() != null) {
            matches.and("s.created_at >= :from", Map.of("from", Sql.time(filter.from())));
        }
        if (filter.before() != null) {
            matches.and("s.created_at < :before", Map.of("before", Sql.time(filter.before())));
        }
        return matches;
    }

    /** One more condition; names of binds must not be taken. */
    void and(String condition, Map<String, ?> values) {
        conditions.add(condition);
        binds.putAll(values);
    }

    /** What follows FROM. */
    String from() {
        return only == null
                ? "submissions s"
                : "UNNEST(:only) t(id) JOIN submissions s ON s.id = t.id";
    }

    /** WHERE and what follows, or nothing. */
    String where() {
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }

    Map<String, Object> binds() {
        var all = new HashMap<>(binds);
        if (only != null) {
            all.put("only", Sql.array(only));
        }
        return all;
    }

    private Set<UUID> ids(String sql, Map<String, ?> values) {
        return tx.handle().createQuery(sql).bindMap(values).mapTo(UUID.class).set();
    }

    /** At most {@code few} ids are all; when there are more, or few rows are looked at anyway, each row is asked. */
    private void those(
            String lookUp, Map<String, ?> values, String each, Map<String, ?> valuesOfEach) {
        if (only == null) {
            var all = new HashMap<String, Object>(values);
            all.put("most", few + 1);
            var found = ids(lookUp, all);
            if (found.size() <= few) {
                only = found;
                return;
            }
        }
        and(each, valuesOfEach);
    }

    private void say(String word) {
        int n = binds.size();
        // A range instead of LIKE, so that the index is used whatever the word.
        var end = word + '\uffff';
        those(
                WITH_WORD,
                Map.of("word", word, "wordEnd", end),
                """
                EXISTS (SELECT 1 FROM submission_words w WHERE w.local_key = s.local_key
                    AND w.word >= :word%1$d AND w.word < :wordEnd%1$d)
                """
                        .formatted(n),
                Map.of("word" + n, word, "wordEnd" + n, end));
    }

    /** Commands and files in these states; a submission has what its photos have. */
    private record Waiting(Set<OutboxStatus> commands, Set<MediaUploads.State> uploads) {
        static final Waiting NOTHING = new Waiting(Set.of(), Set.of());
        static final Waiting ANYTHING =
                new Waiting(
                        EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED)),
                        EnumSet.complementOf(EnumSet.of(MediaUploads.State.DONE)));

        static Waiting of(DeliveryStatus status) {
            return switch (status) {
                case DRAFT, AT_HUB -> NOTHING;
                case WAITING ->
                        new Waiting(
                                EnumSet.of(OutboxStatus.PENDING, OutboxStatus.FAILED),
                                EnumSet.of(MediaUploads.State.PENDING));
                case SENDING ->
                        new Waiting(
                                EnumSet.of(OutboxStatus.IN_FLIGHT),
                                EnumSet.of(MediaUploads.State.UPLOADING));
                case FAILED ->
                        new Waiting(
                                EnumSet.of(OutboxStatus.DEAD_LETTER),
                                EnumSet.of(MediaUploads.State.FAILED));
                case CONFLICT -> new Waiting(EnumSet.of(OutboxStatus.CONFLICT), Set.of());
            };
        }

        static Waiting any(Collection<DeliveryStatus> statuses) {
            var all = statuses.stream().map(Waiting::of).toList();
            return new Waiting(
                    all.stream()
                            .flatMap(one -> one.commands.stream())
                            .collect(Collectors.toUnmodifiableSet()),
                    all.stream()
                            .flatMap(one -> one.uploads.stream())
                            .collect(Collectors.toUnmodifiableSet()));
        }

        boolean isNothing() {
            return commands.isEmpty() && uploads.isEmpty();
        }

        String lookUp() {
            return """
                   SELECT id FROM (SELECT aggregate_id AS id FROM outbox_events
                       WHERE entity_type = 'submissions' AND status IN (%1$s)
                   UNION SELECT m.submission_id FROM outbox_events o
                       JOIN submission_media m ON m.id = o.aggregate_id
                       WHERE o.entity_type = 'submission_media' AND o.status IN (%1$s)
                   UNION SELECT m.submission_id FROM media_uploads u
                       JOIN submission_media m ON m.id = u.media_id WHERE u.state IN (%2$s))
                   LIMIT :most
                   """
                    .formatted(words(commands), words(uploads));
        }

        /**
         * Whether a row has any. Its states are put so that no index is used for them: the row's own commands are few,
         * and a list that is looked up by an index and stops early goes on there for the next row (decision 25).
         */
        String each() {
            return """
                   (EXISTS (SELECT 1 FROM outbox_events o WHERE o.aggregate_id = s.id
                       AND o.entity_type = 'submissions' AND o.status || '' IN (%1$s))
                   OR EXISTS (SELECT 1 FROM submission_media m
                       JOIN outbox_events o ON o.aggregate_id = m.id AND o.entity_type = 'submission_media'
                       WHERE m.submission_id = s.id AND o.status || '' IN (%1$s))
                   OR EXISTS (SELECT 1 FROM submission_media m JOIN media_uploads u ON u.media_id = m.id
                       WHERE m.submission_id = s.id AND u.state || '' IN (%2$s)))
                   """
                    .formatted(words(commands), words(uploads));
        }

        private static String words(Set<? extends Enum<?>> states) {
            return states.isEmpty() ? "'-'" : quoted(states.stream().map(Enum::name).toList());
        }
    }

    private void delivered(Set<DeliveryStatus> statuses) {
        if (statuses.isEmpty()) {
            return;
        }
        var waiting = Waiting.any(statuses);
        if (statuses.contains(DeliveryStatus.AT_HUB)) {
            var atHub = "NOT " + Waiting.ANYTHING.each();
            and(
                    waiting.isNothing() ? atHub : "(" + atHub + " OR " + waiting.each() + ")",
                    Map.of());
        } else if (waiting.isNothing()) {
            only = Set.of(); // Drafts are not submissions.
        } else {
            those(waiting.lookUp(), Map.of(), waiting.each(), Map.of());
        }
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

    /** Words of our own enums, never data. */
    private static String quoted(Collection<String> words) {
        return words.stream().sorted().map(w -> "'" + w + "'").collect(Collectors.joining(", "));
    }
}
