package org.fieldpost.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.media.ExifReader;
import org.fieldpost.media.FileName;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.media.MediaProblem;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.Mutation;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;
import org.jspecify.annotations.Nullable;

/** Takes photos in: the bytes are on the disk, forced, before anything refers to them. */
final class PhotoIntake {
    private static final long BYTES_MAX = 256L << 20;
    private final MediaFolder folder;
    private final FreeSpace space;
    private final LocalWrites writes;
    private final CaptureTools tools;

    PhotoIntake(MediaFolder folder, FreeSpace space, LocalWrites writes, CaptureTools tools) {
        this.folder = folder;
        this.space = space;
        this.writes = writes;
        this.tools = tools;
    }

    AttachResult attach(UUID draft, AnswerPath question, Path file) {
        try (var bytes = Files.newInputStream(file)) {
            var name = file.getFileName();
            return attach(
                    draft,
                    question,
                    name == null ? "photo" : name.toString(),
                    bytes,
                    Files.size(file));
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    AttachResult attach(UUID draft, AnswerPath question, String filename, InputStream bytes) {
        return attach(draft, question, filename, bytes, 0);
    }

    private AttachResult attach(
            UUID draft, AnswerPath question, String filename, InputStream bytes, long size) {
        try {
            space.requireRoomFor(size);
            var stored = folder.store(bytes, BYTES_MAX);
            return keep(draft, question, filename, stored);
        } catch (MediaProblem e) {
            return new AttachResult.Refused(e.code(), e.getMessage() + " " + e.remedy());
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    private AttachResult keep(
            UUID draft, AnswerPath question, String filename, MediaFolder.Stored stored)
            throws IOException {
        try (var kept = folder.open(stored.sha256())) {
            var facts = ExifReader.read(kept, tools.zone());
            if (!facts.header().type().isImage()) {
                return new AttachResult.Refused(
                        "capture.refused.notPhoto", "The file is not a picture.");
            }
            var now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            var media =
                    new SubmissionMedia(
                            new MediaId(tools.ids().next()),
                            new SubmissionId(draft),
                            question.toString(),
                            stored.sha256(),
                            FileName.of(filename).text(),
                            facts.header().type().text(),
                            stored.sizeBytes(),
                            facts.position(),
                            millis(facts.takenAt()),
                            null,
                            now);
            writes.commit(new Mutation.AddMedia(tools.ids().next(), now, media));
            return new AttachResult.Attached(media);
        }
    }

    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static AttachResult unreadable(IOException e) {
        return new AttachResult.Refused(
                "capture.refused.unreadable", "The file could not be read: " + e.getMessage());
    }
}
