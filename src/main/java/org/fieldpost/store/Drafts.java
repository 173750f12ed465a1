package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;

/** {@code drafts} and {@code draft_media}: what is being filled; never leaves this laptop. */
public final class Drafts {
    private static final int SUMMARY_CHARS_MAX = 500;

    public Optional<Draft> find(ReadTx tx, UUID id) {
        return tx.handle()
                .createQuery("SELECT * FROM drafts WHERE id = :id")
                .bind("id", id)
                .map((row, ctx) -> draft(row))
                .findOne();
    }

    /** Whether anything is stored of a draft. */
    boolean holds(ReadTx tx, UUID id) {
        return tx.handle()
                .createQuery("SELECT EXISTS(SELECT 1 FROM drafts WHERE id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** All drafts, last saved first. */
    public List<Draft> list(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT * FROM drafts ORDER BY saved_at DESC, id")
                .map((row, ctx) -> draft(row))
                .list();
    }

    public long count(ReadTx tx) {
        return tx.handle().createQuery("SELECT count(*) FROM drafts").mapTo(Long.class).one();
    }

    /** The draft that edits a submission, if there is one. */
    public Optional<Draft> basedOn(ReadTx tx, SubmissionId submission) {
        return tx.handle()
                .createQuery(
                        "SELECT * FROM drafts WHERE based_on = :id ORDER BY saved_at DESC LIMIT 1")
                .bind("id", submission.value())
                .map((row, ctx) -> draft(row))
                .findOne();
    }

    /** Photos attached to a draft; their {@code submission} is the draft's id. */
    public List<SubmissionMedia> media(ReadTx tx, UUID draftId) {
        return tx.handle()
                .createQuery("SELECT media FROM draft_media WHERE draft_id = :draft ORDER BY id")
                .bind("draft", draftId)
                .map(
                        (row, ctx) ->
                                Json.read(
                                        Json.parse(Sql.text(row, "media")), SubmissionMedia.class))
                .list();
    }

    /** Every id drafts hold. */
    Set<UUID> ids(ReadTx tx) {
        var found = new HashSet<UUID>();
        tx.handle()
                .createQuery(
                        """
                        SELECT concat(coalesce(CAST(based_on AS VARCHAR), ''), ' ',
                            coalesce(CAST(parent_id AS VARCHAR), ''), ' ', data) FROM drafts
                        """)
                .mapTo(String.class)
                .forEach(text -> found.addAll(IdRewriting.idsIn(text)));
        return found;
    }

    /** Drafts that refer to a submission; a person has few drafts, so all are looked at. */
    List<Draft> holding(ReadTx tx, UUID submission) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM drafts
                        WHERE based_on = :id OR parent_id = :id OR locate(:text, data) > 0
                        """)
                .bind("id", submission)
                .bind("text", submission.toString())
                .map((row, ctx) -> draft(row))
                .list();
    }

    void save(WriteTx tx, Draft draft) {
        var summary = draft.summary();
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO drafts (id, form_id, form_code, form_version, form_sha256, data,
                            based_on, parent_id, remarks, summary, created_at, saved_at)
                        KEY (id) VALUES (:id, :form_id, :code, :version, :sha256, :data, :based_on,
                            :parent, :remarks, :summary, :created, :saved)
                        """)
                .bind("id", draft.id())
                .bind("form_id", draft.formId())
                .bind("code", draft.form().code())
                .bind("version", draft.form().version())
                .bind("sha256", draft.form().sha256().hex())
                .bind("data", Json.write(draft.data()))
                .bind("based_on", draft.basedOn() == null ? null : draft.basedOn().value())
                .bind("remarks", Json.write(draft.remarks()))
                .bind("parent", draft.parent() == null ? null : draft.parent().value())
                .bind(
                        "summary",
                        summary.substring(0, Math.min(summary.length(), SUMMARY_CHARS_MAX)))
                .bind("created", Sql.time(draft.createdAt()))
                .bind("saved", Sql.time(draft.savedAt()))
                .execute();
    }

    /** Removes a draft and its photos' rows (the files are swept later); whether there was one. */
    boolean delete(WriteTx tx, UUID id) {
        tx.handle()
                .createUpdate("DELETE FROM draft_media WHERE draft_id = :id")
                .bind("id", id)
                .execute();
        return tx.handle()
                        .createUpdate("DELETE FROM drafts WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    void addMedia(WriteTx tx, SubmissionMedia media) {
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO draft_media (id, draft_id, media, sha256) KEY (id)
                        VALUES (:id, :draft, :media, :sha256)
                        """)
                .bind("id", media.id().value())
                .bind("draft", media.submission().value())
                .bind("media", Json.write(Json.tree(media)))
                .bind("sha256", media.sha256().hex())
                .execute();
    }

    void removeMedia(WriteTx tx, UUID mediaId) {
        tx.handle()
                .createUpdate("DELETE FROM draft_media WHERE id = :id")
                .bind("id", mediaId)
                .execute();
    }

    static Draft draft(ResultSet row) throws SQLException {
        var basedOn = Sql.uuidOrNull(row, "based_on");
        var parent = Sql.uuidOrNull(row, "parent_id");
        return new Draft(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "form_id"),
                new FormRef(
                        Sql.text(row, "form_code"),
                        Sql.text(row, "form_version"),
                        new Sha256(Sql.text(row, "form_sha256"))),
                Sql.json(row, "data"),
                basedOn == null ? null : new SubmissionId(basedOn),
                parent == null ? null : new SubmissionId(parent),
                Sql.json(row, "remarks"),
                Sql.text(row, "summary"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "saved_at"));
    }
}
