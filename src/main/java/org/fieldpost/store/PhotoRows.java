package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Sha256;

/** Which photos there are and where their bytes must be; for a look at the whole media folder. */
public final class PhotoRows {
    /** Where a photo's bytes are, as the rows say. */
    public enum Bytes {
        /** On this laptop and nowhere else: of a draft, or not wholly at the hub. */
        ONLY_HERE,
        /** The hub has them, and they come, or come again, from there. */
        AT_HUB,
        /** On another laptop, whose turn it is to send them. */
        ELSEWHERE
    }

    /**
     * A photo.
     *
     * @param table where it stands: submission_media or draft_media
     * @param hash as the row has it; no SHA-256 if the row was damaged
     */
    public record Photo(String table, UUID id, String hash, Bytes bytes) {}

    private static final String FINISHED =
            """
            SELECT m._ROWID_ AS number, 'submission_media' AS place, m.id, m.sha256,
                CASE WHEN u.state <> 'DONE' OR m.row_version IS NULL THEN 'ONLY_HERE'
                    WHEN u.state = 'DONE' OR m.uploaded_at IS NOT NULL THEN 'AT_HUB'
                    ELSE 'ELSEWHERE' END AS whereabouts
            FROM %s LEFT JOIN media_uploads u ON u.media_id = m.id
            """;

    private static final String UNFINISHED =
            """
            SELECT m._ROWID_ AS number, 'draft_media' AS place, m.id, m.sha256, 'ONLY_HERE' AS whereabouts
            FROM %s
            """;

    /** The files come first: each is looked up by the index of hashes. */
    private static final String BY_FILE = "UNNEST(:hashes) t(hash) JOIN %s ON m.sha256 = t.hash";

    /** Photos of finished submissions, {@code limit} at a time. */
    public Numbered<Photo> finished(ReadTx tx, long after, int limit) {
        return some(tx, FINISHED.formatted("submission_media m"), after, limit);
    }

    /** Photos of drafts, {@code limit} at a time. */
    public Numbered<Photo> ofDrafts(ReadTx tx, long after, int limit) {
        return some(tx, UNFINISHED.formatted("draft_media m"), after, limit);
    }

    private static Numbered<Photo> some(ReadTx tx, String select, long after, int limit) {
        return Numbered.of(
                tx.handle()
                        .createQuery(
                                select
                                        + " WHERE m._ROWID_ > :after ORDER BY m._ROWID_ LIMIT :limit")
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, ctx) -> Map.entry(row.getLong("number"), photo(row)))
                        .list(),
                limit);
    }

    /** All photos that have one of these files. */
    public List<Photo> of(ReadTx tx, Collection<Sha256> files) {
        var found = new ArrayList<Photo>();
        var hashes = files.stream().map(Sha256::hex).toArray(String[]::new);
        for (var select :
                List.of(
                        FINISHED.formatted(BY_FILE.formatted("submission_media m")),
                        UNFINISHED.formatted(BY_FILE.formatted("draft_media m")))) {
            found.addAll(
                    tx.handle()
                            .createQuery(select)
                            .bind("hashes", hashes)
                            .map((row, ctx) -> photo(row))
                            .list());
        }
        return found;
    }

    /** Those of these files that are a choice list of a form. */
    public List<Sha256> lists(ReadTx tx, Collection<Sha256> files) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT l.sha256 FROM form_lists l
                        JOIN UNNEST(:hashes) t(hash) ON t.hash = l.sha256
                        """)
                .bind("hashes", files.stream().map(Sha256::hex).toArray(String[]::new))
                .mapTo(String.class)
                .map(Sha256::new)
                .list();
    }

    private static Photo photo(ResultSet row) throws SQLException {
        return new Photo(
                Sql.text(row, "place"),
                Sql.uuid(row, "id"),
                Sql.text(row, "sha256"),
                Bytes.valueOf(Sql.text(row, "whereabouts")));
    }
}
