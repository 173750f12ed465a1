package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fieldpost.capture.FinaliseResult;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.DeviceDoor;
import org.fieldpost.export.ExportRow;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.ProblemMessages;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.MediaProblem;
import org.fieldpost.sync.FormPublishing.Published;
import org.fieldpost.sync.SyncReport;

/** An open profile for one command. */
final class CommandDevice implements DeviceDoor {
    private final DeviceApp app;

    CommandDevice(DeviceApp app) {
        this.app = app;
    }

    @Override
    public Submitted submit(String formCode, ObjectNode data, Map<String, Path> photos) {
        var locale = Locale.getDefault();
        var answers = PhotoAnswers.of(data, photos);
        return switch (app.capture().submit(formCode, answers.data(), answers.files(), locale)) {
            case FinaliseResult.Finalised done ->
                    new Submitted.Saved(done.submission().toString(), done.hiddenAnswersLeftOut());
            case FinaliseResult.Invalid invalid ->
                    new Submitted.Refused(
                            invalid.problems().stream()
                                    .map(p -> p.path() + ": " + ProblemMessages.text(p, locale))
                                    .toList());
            case FinaliseResult.Refused refused ->
                    new Submitted.Refused(List.of(refused.code() + ": " + refused.detail()));
        };
    }

    @Override
    public SyncReport sync() {
        var sync =
                app.sync()
                        .orElseThrow(
                                () ->
                                        new CommandFailed(
                                                "This profile has not joined a hub. Join one with: fieldpost enroll"));
        sync.openStartupGate();
        return sync.syncNow().join();
    }

    @Override
    public ObjectNode status(int runs) {
        return new StatusTree(app.profile()).read(runs);
    }

    @Override
    public String publish(FormDocument form, Map<String, byte[]> files) {
        var publishing =
                app.publishing()
                        .orElseThrow(
                                () ->
                                        new CommandFailed(
                                                "This profile has not joined a hub. Join one with: fieldpost enroll"));
        var published = publishing.publish(form, files);
        if (published instanceof Published.VersionTaken) {
            // It may be ours, its answer lost: the next pull brings it.
            sync();
            published = publishing.publish(form, files);
        }
        return switch (published) {
            case Published.Done done -> done.id().toString();
            case Published.VersionTaken taken ->
                    throw new CommandFailed(
                            "The hub has %s %s with other content, which never changes: give it a new one."
                                    .formatted(form.code(), form.version()));
            case Published.ListUnusable list ->
                    throw new CommandFailed(
                            "The choice list %s cannot be published: %s. Nothing was published."
                                    .formatted(list.list(), list.why()));
            case Published.Refused refused ->
                    throw new CommandFailed(
                            "The hub refused it: %s (%s)"
                                    .formatted(refused.error().message(), refused.error().code()));
            case Published.NotNow later ->
                    throw new CommandFailed(
                            "%s (%s). Nothing is half published; try again later."
                                    .formatted(
                                            later.error().message(), later.error().code().code()));
        };
    }

    @Override
    public List<String> formCodes() {
        var profile = app.profile();
        return profile.database().read(tx -> profile.tables().forms().catalogue(tx)).stream()
                .map(entry -> entry.form().code())
                .distinct()
                .toList();
    }

    @Override
    public FormDocument form(String code) {
        var profile = app.profile();
        var row =
                profile.database()
                        .read(tx -> profile.tables().forms().newest(tx, code))
                        .orElseThrow(
                                () ->
                                        new CommandFailed(
                                                "This profile knows no form called " + code + "."));
        return switch (FormDocument.parse(row.payload().path("schema"))) {
            case FormReading.Accepted accepted -> accepted.form();
            case FormReading.Rejected rejected ->
                    throw new CommandFailed(
                            "The form " + code + " cannot be read: " + rejected.findings());
        };
    }

    @Override
    public <T> T submissions(String formCode, Function<Stream<ExportRow>, T> work) {
        return work.apply(new ExportRows(app.profile(), formCode).stream());
    }

    @Override
    public boolean copyPhoto(String reference, Path file) {
        var profile = app.profile();
        var id = UUID.fromString(reference.replaceFirst("^media/", ""));
        var row = profile.database().read(tx -> profile.tables().media().find(tx, id));
        if (row.isEmpty()) {
            return false;
        }
        var hash = new Sha256(row.get().payload().path("sha256").asText());
        if (!app.media().has(hash)) {
            return false;
        }
        try (var from = app.media().open(hash);
                var to = Files.newOutputStream(file)) {
            from.transferTo(to);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MediaProblem e) {
            return false;
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
