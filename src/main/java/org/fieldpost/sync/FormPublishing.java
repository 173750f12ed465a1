package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.FormIds;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.form.FormDocument;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a form with its choice lists, {@link SavePolicy#REMOTE_FIRST}: the lists' files first, then the
 * document, which pins each by its hash. A published version never changes; publishing the same again does no harm.
 */
public final class FormPublishing {
    private static final int CHUNK_BYTES = 512 << 10;
    private final HubApi hub;
    private final RemoteFirst remote;
    private final InstantSource clock;

    public FormPublishing(HubApi hub, RemoteFirst remote, InstantSource clock) {
        this.hub = hub;
        this.remote = remote;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Published {
        /** It is at the hub, for everybody. */
        record Done(UUID id) implements Published {}

        /**
         * The hub has this version already. Told again after a sync, its content is another: the form needs a new
         * version.
         */
        record VersionTaken() implements Published {}

        /** A list's file is missing, too long, or too large. */
        record ListUnusable(String list, String why) implements Published {}

        record Refused(ErrorBody error) implements Published {}

        /** The hub cannot be asked now; do it again later. */
        record NotNow(SyncError error) implements Published {}
    }

    /**
     * Publishes.
     *
     * @param files the bytes of the choice lists, by the name the document's {@code resource} gives
     */
    public Published publish(FormDocument form, Map<String, byte[]> files) {
        var document = form.source();
        var pinned = new LinkedHashMap<String, byte[]>();
        for (var source : form.choiceSources().values()) {
            var bytes = files.get(source.resource());
            var fault = fault(bytes);
            if (bytes == null || fault != null) {
                return new Published.ListUnusable(source.name(), String.valueOf(fault));
            }
            pinned.put(source.resource(), bytes);
            pin(document, source, bytes);
        }
        var id = FormIds.of(form.code(), form.version());
        var payload = payload(form, document);
        var held = remote.held(EntityType.MOBILE_FORMS, id);
        if (held.isPresent()) {
            boolean same = held.get().payload().path("sha256").equals(payload.path("sha256"));
            return same ? new Published.Done(id) : new Published.VersionTaken();
        }
        for (var file : pinned.entrySet()) {
            var failure = send(file.getKey(), file.getValue());
            if (failure != null) {
                return failure instanceof HubFailure.Refused(int status, ErrorBody error)
                        ? new Published.Refused(error)
                        : new Published.NotNow(SyncErrors.of(failure));
            }
        }
        return switch (remote.create(EntityType.MOBILE_FORMS, id, payload)) {
            case RemoteFirst.Saved.Done done -> new Published.Done(done.id());
            case RemoteFirst.Saved.Conflict conflict -> new Published.VersionTaken();
            case RemoteFirst.Saved.Refused(ErrorBody error) -> new Published.Refused(error);
            case RemoteFirst.Saved.NotNow(SyncError error) -> new Published.NotNow(error);
        };
    }

    private static @Nullable String fault(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "its file is not there";
        }
        return bytes.length > ChoiceSource.BYTES_MAX
                ? "its file has more than %d MB".formatted(ChoiceSource.BYTES_MAX >> 20)
                : null;
    }

    private static void pin(ObjectNode document, ChoiceSource source, byte[] bytes) {
        if (document.path("choices").path(source.name()) instanceof ObjectNode said) {
            said.put("resource", source.resource());
            said.put("sha256", Sha256.of(bytes).hex());
            said.put("bytes", bytes.length);
        }
    }

    private ObjectNode payload(FormDocument form, ObjectNode document) {
        var now = clock.instant().toString();
        var payload = Json.object().put("code", form.code()).put("version", form.version());
        payload.set(
                "name",
                document.path("name").isObject()
                        ? document.path("name")
                        : Json.object().put(form.defaultLanguage(), form.name().otherwise()));
        payload.set("schema", document);
        payload.put("sha256", Json.canonicalHash(document).hex());
        payload.put("published", true).put("draft", false);
        return payload.put("created_at", now).put("updated_at", now);
    }

    /** Sends a file's bytes by a resumable upload; why it could not, or null. */
    private @Nullable HubFailure send(String name, byte[] bytes) {
        var hash = Sha256.of(bytes);
        var key = UUID.nameUUIDFromBytes(hash.hex().getBytes(StandardCharsets.UTF_8));
        var file = new HubApi.MediaFile(key, hash.hex(), name, "text/csv", bytes.length);
        var answer = hub.createUpload(file);
        while (answer instanceof HubAnswer.Success<HubApi.Upload>(HubApi.Upload at)) {
            int from = Math.toIntExact(at.offset());
            if (from >= bytes.length) {
                return null;
            }
            int to = Math.min(bytes.length, from + CHUNK_BYTES);
            answer = hub.append(at.location(), from, Arrays.copyOfRange(bytes, from, to));
        }
        return answer instanceof HubAnswer.Failed<HubApi.Upload>(HubFailure failure)
                ? failure
                : null;
    }
}
