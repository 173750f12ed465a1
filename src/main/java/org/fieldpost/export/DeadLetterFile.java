package org.fieldpost.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxCommand;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with everything in it as one ZIP file: {@code dead-letter.json} (why it is dead, what was to be sent,
 * the record as it is here and as the hub had it, and other changes to it that wait) and its photos. It is plain: who
 * has the file can read it.
 */
public final class DeadLetterFile {
    private static final String DOCUMENT = "dead-letter.json";
    private final Database database;
    private final DeviceTables tables;
    private final Function<Sha256, @Nullable InputStream> photos;

    /**
     * Reads from a profile.
     *
     * @param photos a photo's plain bytes, whose end throws IOException when they are damaged; null when this laptop
     * does not have it
     */
    public DeadLetterFile(
            Database database,
            DeviceTables tables,
            Function<Sha256, @Nullable InputStream> photos) {
        this.database = database;
        this.tables = tables;
        this.photos = photos;
    }

    /**
     * What was written.
     *
     * @param photos photos in the file
     * @param photosMissing photos of the record whose bytes this laptop does not have
     */
    public record Written(Path file, int photos, int photosMissing) {}

    private record Letter(OutboxCommand command, ObjectNode document, List<EntityRow> photos) {}

    /**
     * Writes the file, whole and forced to the disk or not at all; one that is there is replaced.
     *
     * @throws IOException when it cannot be written, when a photo is damaged, or when the command is not there
     */
    public Written write(UUID command, Path file, Instant now) throws IOException {
        var letter = database.read(tx -> read(tx, command, now));
        if (letter == null) {
            throw new IOException("command %s is not in the outbox any more".formatted(command));
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            var written = write(letter, part, file);
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Written write(Letter letter, Path part, Path file) throws IOException {
        int held = 0;
        int missing = 0;
        var listed = letter.document().putArray("photos");
        try (var zip = new ZipOutputStream(Files.newOutputStream(part))) {
            for (var photo : letter.photos()) {
                var entry = listed.addObject().put("id", photo.id().toString());
                entry.set("columns", photo.payload());
                if (copy(photo, held + 1, entry, zip)) {
                    held++;
                } else {
                    missing++;
                }
            }
            zip.putNextEntry(new ZipEntry(DOCUMENT));
            zip.write(Json.bytes(letter.document()));
            zip.closeEntry();
        }
        return new Written(file, held, missing);
    }

    private boolean copy(EntityRow photo, int number, ObjectNode entry, ZipOutputStream zip)
            throws IOException {
        var hash = photo.payload().path("sha256").asText("");
        try (var in = hash.isEmpty() ? null : photos.apply(new Sha256(hash))) {
            if (in == null) {
                entry.put("missing", true);
                return false;
            }
            var type = photo.payload().path("content_type").asText("");
            var name = "photos/%03d%s".formatted(number, ending(type));
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
            entry.put("file", name);
            return true;
        }
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/heic" -> ".heic";
            case "image/webp" -> ".webp";
            default -> ".bin";
        };
    }

    private @Nullable Letter read(ReadTx tx, UUID id, Instant now) {
        var command = tables.outbox().find(tx, id).orElse(null);
        if (command == null) {
            return null;
        }
        var type = command.entityType();
        var row = tables.rows(type).find(tx, command.aggregateId()).orElse(null);
        var document = Json.object().put("exported_at", now.toString());
        document.set("command", said(command));
        if (row != null) {
            document.set("record", said(row));
        }
        var others = document.putArray("also_waiting");
        tables.outbox().ofEntity(tx, type, command.aggregateId()).stream()
                .filter(other -> !other.id().equals(id))
                .forEach(other -> others.add(said(other)));
        return new Letter(command, document, photos(tx, command, row));
    }

    private List<EntityRow> photos(ReadTx tx, OutboxCommand command, @Nullable EntityRow row) {
        return switch (command.entityType()) {
            case SUBMISSIONS -> tables.media().ofSubmission(tx, command.aggregateId());
            case SUBMISSION_MEDIA -> row == null ? List.<EntityRow>of() : List.of(row);
            case MOBILE_DEVICES, MOBILE_FORMS, CONFLICTS, TELEMETRY -> List.of();
        };
    }

    private static ObjectNode said(OutboxCommand command) {
        var said = Json.object().put("id", command.id().toString());
        said.put("entity_type", command.entityType().word());
        said.put("entity_id", command.aggregateId().toString());
        said.put("action", command.action().word());
        said.put("status", command.status().name());
        said.put("attempts", command.attempts());
        said.put("created_at", command.createdAt().toString());
        said.set("payload", orNull(command.payload()));
        said.put("base_version", command.baseVersion());
        said.set("base_snapshot", orNull(command.baseSnapshot()));
        var error = command.lastError();
        said.set("error", orNull(error == null ? null : Json.tree(error)));
        return said;
    }

    private static ObjectNode said(EntityRow row) {
        var said = Json.object().put("id", row.id().toString());
        said.put("entity_type", row.type().word());
        said.set("columns", row.payload());
        said.put("hub_version", row.rowVersion());
        said.set("as_the_hub_had_it", orNull(row.baseSnapshot()));
        return said.put("changed_at", row.changedAt().toString());
    }

    private static JsonNode orNull(@Nullable ObjectNode node) {
        return node == null ? NullNode.getInstance() : node;
    }
}
