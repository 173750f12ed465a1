package org.fieldpost.store;

import java.util.Optional;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.UserId;

/** {@code users}: the people this device has heard of by name. */
public final class Users {
    /** The name of a person. */
    public Optional<String> name(ReadTx tx, UserId user) {
        return tx.handle()
                .createQuery("SELECT name FROM users WHERE id = :id")
                .bind("id", user.value())
                .mapTo(String.class)
                .findOne();
    }

    void save(WriteTx tx, Enrolment enrolment) {
        var roles = Json.array();
        enrolment.roles().forEach(roles::add);
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO users (id, name, roles, organization_id) KEY (id)
                        VALUES (:id, :name, :roles, :organization)
                        """)
                .bind("id", enrolment.user().value())
                .bind("name", enrolment.userName())
                .bind("roles", Json.write(roles))
                .bind("organization", enrolment.organization().value())
                .execute();
    }
}
