package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.flag;
import static org.fieldpost.hub.store.Column.hash;
import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;
import static org.fieldpost.hub.store.Column.object;
import static org.fieldpost.hub.store.Column.text;

import java.util.List;
import org.fieldpost.contract.EntityType;

/** Forms (seed ERD: {@code mobile_forms}); code and version name a published form for ever. */
public final class MobileFormsTable extends EntityTable {
    MobileFormsTable() {
        super(
                EntityType.MOBILE_FORMS,
                List.of(
                        text("code", 100),
                        object("name"),
                        text("version", 40).in("form_version"),
                        object("schema").in("form_schema"),
                        hash("sha256"),
                        flag("published"),
                        flag("draft"),
                        id("created_by").optional(),
                        instant("created_at"),
                        instant("updated_at")));
    }
}
