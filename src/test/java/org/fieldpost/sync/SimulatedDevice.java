package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.kernel.Json;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedLink;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.Enrolment;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/** A profile on a line to the simulated hub. */
public final class SimulatedDevice extends TestProfile {
    private static final FormRef FORM =
            new FormRef("water_point", "1", Json.canonicalHash(Json.object()));
    public final SimulatedLink link;

    /** An enrolled device; the hub knows it and one form. */
    public SimulatedDevice(
            Path folder, String name, long seed, SimulatedHub hub, SimulatedMedia media) {
        this(folder, name, seed, hub, new SimulatedLink(hub, media));
    }

    private SimulatedDevice(
            Path folder, String name, long seed, SimulatedHub hub, SimulatedLink link) {
        super(folder.resolve(name), seed, link, enrolment(hub, name, seed), FORM);
        this.link = link;
    }

    private static Enrolment enrolment(SimulatedHub hub, String name, long seed) {
        var device = hub.put(EntityType.MOBILE_DEVICES, Json.object().put("device_id", name));
        if (hub.ids(EntityType.MOBILE_FORMS).isEmpty()) {
            hub.put(EntityType.MOBILE_FORMS, FormIds.of(FORM.code(), FORM.version()), form());
        }
        return new Enrolment(
                "http://localhost",
                "token",
                new DeviceId(device),
                new UserId(new UUID(1, seed)),
                name,
                new OrganizationId(new UUID(2, 2)),
                "Wells",
                List.of("field_worker"));
    }

    private static ObjectNode form() {
        var form = Json.object().put("code", FORM.code()).put("version", FORM.version());
        form.put("published", true).put("draft", false);
        form.put("created_at", "2026-01-01T00:00:00Z");
        form.set("name", Json.object().put("en", "Water point"));
        form.set("schema", Json.object());
        return form.put("sha256", FORM.sha256().hex());
    }
}
