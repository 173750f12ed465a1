package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/** One-time codes by which devices join; only their hashes are kept. */
public final class EnrolmentCodesTable {
    private EnrolmentCodesTable() {}

    /** Adds a code that serves once, before {@code expires}. */
    public static void create(
            WriteTx tx,
            Sha256 code,
            OrganizationId organization,
            UserId user,
            Instant now,
            Instant expires) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO enrolment_codes (code_sha256, organization_id, user_id, created_at, expires_at)
                        VALUES (:code, :organization, :user, :now, :expires)
                        """)
                .bind("code", code.hex())
                .bind("organization", organization)
                .bind("user", user)
                .bind("now", now)
                .bind("expires", expires)
                .execute();
    }

    /** Whom a code lets in. */
    public record Invitation(OrganizationId organization, UserId user) {}

    /** Whom a code lets in that is still good. */
    public static Optional<Invitation> find(ReadTx tx, Sha256 code, Instant now) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT organization_id, user_id FROM enrolment_codes
                        WHERE code_sha256 = :code AND used_at IS NULL AND expires_at > :now
                        """)
                .bind("code", code.hex())
                .bind("now", now)
                .map(
                        (row, context) ->
                                new Invitation(
                                        new OrganizationId(row.getObject(1, UUID.class)),
                                        new UserId(row.getObject(2, UUID.class))))
                .findOne();
    }

    /** Uses a code up; false when it is unknown, used or expired. */
    public static boolean use(WriteTx tx, Sha256 code, Instant now) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE enrolment_codes SET used_at = :now
                                WHERE code_sha256 = :code AND used_at IS NULL AND expires_at > :now
                                """)
                        .bind("code", code.hex())
                        .bind("now", now)
                        .execute()
                == 1;
    }
}
