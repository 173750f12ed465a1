package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;

/** {@code settings}: named values of the profile; written by {@link Mutation.PutSetting}. */
public final class Settings {
    static final String ENROLMENT = "enrolment";

    public Optional<JsonNode> get(ReadTx tx, String name) {
        return tx.handle()
                .createQuery("SELECT \"value\" FROM settings WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(Json::parse);
    }

    /** Who this profile is to the hub; empty before it was enrolled. */
    public Optional<Enrolment> enrolment(ReadTx tx) {
        return get(tx, ENROLMENT).map(value -> Json.read(value, Enrolment.class));
    }

    void put(WriteTx tx, String name, JsonNode value) {
        tx.handle()
                .createUpdate(
                        "MERGE INTO settings (name, \"value\") KEY (name) VALUES (:name, :value)")
                .bind("name", name)
                .bind("value", Json.write(value))
                .execute();
    }
}
