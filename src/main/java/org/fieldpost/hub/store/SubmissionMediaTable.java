package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.hash;
import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;
import static org.fieldpost.hub.store.Column.integer;
import static org.fieldpost.hub.store.Column.object;
import static org.fieldpost.hub.store.Column.text;

import java.util.List;
import org.fieldpost.contract.EntityType;

/** Photos and other files of submissions (seed ERD: {@code submission_media}); the bytes lie elsewhere. */
public final class SubmissionMediaTable extends EntityTable {
    SubmissionMediaTable() {
        super(
                EntityType.SUBMISSION_MEDIA,
                List.of(
                        id("submission_id"),
                        text("question", 1_000),
                        text("key", 200).in("object_key"),
                        hash("sha256"),
                        text("filename", 255),
                        text("content_type", 100),
                        integer("size_bytes"),
                        object("gps").optional(),
                        instant("captured_at").optional(),
                        instant("uploaded_at").optional(),
                        instant("created_at")));
    }
}
