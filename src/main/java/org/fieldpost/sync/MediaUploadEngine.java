package org.fieldpost.sync;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.MediaUploads.State;
import org.fieldpost.sync.HubApi.MediaFile;
import org.jspecify.annotations.Nullable;

/**
 * Sends photos and files in chunks the hub confirms one by one (tus): what is confirmed is never sent again, a
 * file the hub will not have stops no other, and between two chunks anything more urgent goes first.
 */
final class MediaUploadEngine {
    private static final System.Logger LOG = System.getLogger(MediaUploadEngine.class.getName());
    private static final int FILES_AT_ONCE = 20;
    private static final int CHECKSUM_MISMATCH = 460;
    private static final int NOT_FOUND = 404;
    private static final int OFFSET_CONFLICT = 409;
    private final LocalStore store;
    private final HubApi hub;
    private final MediaFiles files;
    private final SyncLeaseManager leases;
    private final SyncSettings settings;
    private final SyncTools tools;

    MediaUploadEngine(
            LocalStore store,
            HubApi hub,
            MediaFiles files,
            SyncSettings settings,
            SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.files = files;
        this.settings = settings;
        this.tools = tools;
        leases = new SyncLeaseManager(hub, tools);
    }

    MediaReport run(BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
        try {
            return new Run(mustYield, progress).all();
        } finally {
            if (!mustYield.getAsBoolean()) {
                leases.release();
            }
        }
    }

    /** How far a file came. */
    private enum Step {
        SENT,
        NEXT_FILE,
        STOP
    }

    /** One turn of uploads. */
    private final class Run {
        private final BooleanSupplier mustYield;
        private final Consumer<SyncProgress> progress;
        private int sent;
        private int failed;
        private long bytes;
        private long total;
        private boolean bulk;

        Run(BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
            this.mustYield = mustYield;
            this.progress = progress;
        }

        MediaReport all() {
            var remaining = remaining();
            if (remaining.files() == 0) {
                return MediaReport.NONE;
            }
            var latest = tools.clock().instant().plus(settings.backoff().max());
            store.database().run(tx -> store.tables().uploads().noLaterThan(tx, latest));
            total = remaining.bytes();
            bulk = remaining.bytes() >= settings.media().leaseFromBytes();
            boolean stopped = false;
            while (!stopped) {
                var due = due();
                stopped = due.isEmpty();
                for (var upload : due) {
                    if (stopped || mustStop()) {
                        stopped = true;
                        break;
                    }
                    stopped = send(upload) == Step.STOP;
                }
            }
            return new MediaReport(sent, 0, failed, bytes, (int) remaining().files());
        }

        private MediaUploads.Remaining remaining() {
            return store.database().read(tx -> store.tables().uploads().remaining(tx));
        }

        private List<MediaUploads.Upload> due() {
            return store.database()
                    .read(
                            tx ->
                                    store.tables()
                                            .uploads()
                                            .due(tx, tools.clock().instant(), FILES_AT_ONCE));
        }

        private boolean mustStop() {
            return mustYield.getAsBoolean() || (bulk && !isAdmitted());
        }

        private boolean isAdmitted() {
            return switch (leases.admit(SyncTaskKind.MEDIA_UPLOAD)) {
                case SyncLeaseManager.Admission.Granted granted -> true;
                case SyncLeaseManager.Admission.NotNow notNow -> false;
                case SyncLeaseManager.Admission.Failed failed -> false;
            };
        }

        private Step send(MediaUploads.Upload upload) {
            var row =
                    store.database()
                            .read(tx -> store.tables().media().find(tx, upload.mediaId()))
                            .orElse(null);
            if (row == null) {
                return fail(upload, new ErrorBody("FP-2119", "its record is gone", false));
            }
            var file = file(row);
            var begun = begin(upload, file);
            return switch (begun) {
                case HubAnswer.Success<HubApi.Upload>(HubApi.Upload at) -> chunks(upload, file, at);
                case HubAnswer.Failed<HubApi.Upload>(HubFailure failure) ->
                        hindered(upload, failure);
            };
        }

        /** Where the hub stands with the file: asked, never assumed. */
        private HubAnswer<HubApi.Upload> begin(MediaUploads.Upload upload, MediaFile file) {
            var location = upload.uploadUrl();
            if (location != null) {
                var held = hub.upload(location);
                boolean forgotten =
                        held
                                        instanceof
                                        HubAnswer.Failed<HubApi.Upload>(
                                                HubFailure.Refused(int status, var error))
                                && status == NOT_FOUND;
                if (!forgotten) {
                    return held;
                }
            }
            return hub.createUpload(file);
        }

        private Step chunks(MediaUploads.Upload upload, MediaFile file, HubApi.Upload from) {
            var at = from;
            if (at.offset() < file.sizeBytes() && !files.has(new Sha256(file.sha256()))) {
                return fail(upload, new ErrorBody("FP-2119", "its bytes are not here", false));
            }
            save(upload, State.UPLOADING, at, null);
            while (at.offset() < file.sizeBytes()) {
                if (mustStop()) {
                    return Step.STOP;
                }
                byte[] chunk;
                try {
                    chunk =
                            files.read(
                                    new Sha256(file.sha256()),
                                    at.offset(),
                                    settings.media().chunkBytes());
                } catch (IOException | RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "cannot read the file of " + file.id(), e);
                    return fail(upload, new ErrorBody("FP-2119", "its bytes are damaged", false));
                }
                if (chunk.length == 0) {
                    return fail(upload, new ErrorBody("FP-2119", "its bytes are cut short", false));
                }
                switch (hub.append(at.location(), at.offset(), chunk)) {
                    case HubAnswer.Failed<HubApi.Upload>(HubFailure failure) -> {
                        return hindered(upload, failure);
                    }
                    case HubAnswer.Success<HubApi.Upload>(HubApi.Upload now) -> {
                        bytes += Math.max(0, now.offset() - at.offset());
                        at = new HubApi.Upload(at.location(), now.offset());
                        save(upload, State.UPLOADING, at, null);
                        progress.accept(new SyncProgress(SyncPhase.SENDING_PHOTOS, bytes, total));
                    }
                }
            }
            save(upload, State.DONE, at, null);
            sent++;
            return Step.SENT;
        }

        private Step hindered(MediaUploads.Upload upload, HubFailure failure) {
            return switch (failure) {
                case HubFailure.Unreachable unreachable -> Step.STOP;
                case HubFailure.Untrusted untrusted -> Step.STOP;
                case HubFailure.Unauthorized unauthorized -> Step.STOP;
                case HubFailure.EpochChanged epoch -> Step.STOP;
                case HubFailure.RetryLater later ->
                        later.status() == 500 ? retry(upload, failure) : Step.STOP;
                case HubFailure.HorizonPassed gone -> restart(upload, failure);
                case HubFailure.TooLarge tooLarge -> fail(upload, SyncErrors.body(failure));
                case HubFailure.Refused(int status, ErrorBody error) ->
                        switch (status) {
                            case NOT_FOUND, CHECKSUM_MISMATCH -> restart(upload, failure);
                            case OFFSET_CONFLICT -> retry(upload, failure);
                            default -> fail(upload, SyncErrors.body(failure));
                        };
            };
        }

        /** Tried again later, from where the hub then says it stands. */
        private Step retry(MediaUploads.Upload upload, HubFailure failure) {
            return later(upload, upload.uploadUrl(), failure);
        }

        /** The upload is no good; a new one is begun later. */
        private Step restart(MediaUploads.Upload upload, HubFailure failure) {
            return later(upload, null, failure);
        }

        private Step later(
                MediaUploads.Upload upload, @Nullable String location, HubFailure failure) {
            int attempts = upload.attempts() + 1;
            if (attempts >= settings.media().attemptsMax()) {
                return fail(upload, SyncErrors.body(failure));
            }
            var now = tools.clock().instant();
            var next = now.plus(settings.backoff().delay(attempts, tools.random()));
            write(
                    new MediaUploads.Upload(
                            upload.mediaId(),
                            State.PENDING,
                            location,
                            location == null ? 0 : upload.byteOffset(),
                            attempts,
                            next,
                            SyncErrors.body(failure)));
            failed++;
            return Step.NEXT_FILE;
        }

        private Step fail(MediaUploads.Upload upload, ErrorBody why) {
            write(
                    new MediaUploads.Upload(
                            upload.mediaId(),
                            State.FAILED,
                            upload.uploadUrl(),
                            upload.byteOffset(),
                            upload.attempts() + 1,
                            tools.clock().instant(),
                            why));
            failed++;
            return Step.NEXT_FILE;
        }

        private void save(
                MediaUploads.Upload upload,
                State state,
                HubApi.Upload at,
                @Nullable ErrorBody error) {
            write(
                    new MediaUploads.Upload(
                            upload.mediaId(),
                            state,
                            at.location(),
                            at.offset(),
                            upload.attempts(),
                            tools.clock().instant(),
                            error));
        }

        private void write(MediaUploads.Upload upload) {
            store.database()
                    .run(
                            tx -> {
                                store.tables().uploads().save(tx, upload, tools.clock().instant());
                                store.events()
                                        .afterCommit(
                                                tx,
                                                new ChangeEvent.Updated(
                                                        EntityType.SUBMISSION_MEDIA,
                                                        upload.mediaId()));
                            });
        }
    }

    private static MediaFile file(EntityRow row) {
        var payload = row.payload();
        return new MediaFile(
                row.id(),
                payload.path("sha256").asText(),
                payload.path("filename").asText(""),
                payload.path("content_type").asText("application/octet-stream"),
                payload.path("size_bytes").asLong());
    }
}
