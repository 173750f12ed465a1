package org.fieldpost.simulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;

/** Work of an organization nobody in the simulation belongs to. */
final class Strangers {
    private Strangers() {}

    static void work(HubApi line, EnrolResponse who, FormRef form, Instant now) {
        var data = Json.object().put("answer", "not for you");
        var row =
                Json.object()
                        .put("form_id", FormIds.of(form.code(), form.version()).toString())
                        .put("form_code", form.code())
                        .put("form_version", form.version())
                        .put("form_sha256", form.sha256().hex())
                        .put("sha256", Json.canonicalHash(data).hex())
                        .put("device_id", who.deviceId().toString())
                        .put("created_by", who.userId().toString())
                        .put("status", "pending")
                        .put("created_at", now.toString())
                        .put("updated_at", now.toString());
        row.set("data", data);
        var id = new UUID(0x7000, 1);
        var command =
                new PushCommand(
                        id,
                        EntityType.SUBMISSIONS,
                        SyncAction.CREATE,
                        new UUID(0x7000, 2),
                        null,
                        1,
                        row);
        var answer =
                line.push(
                        new PushRequest(
                                PushRequest.operationId(List.of(id)), "", List.of(command)));
        if (!(answer instanceof HubAnswer.Success<PushResponse>)) {
            throw new AssertionError(answer.toString());
        }
    }
}
