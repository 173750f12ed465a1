package org.fieldpost.cli;

import java.util.concurrent.Callable;
import org.fieldpost.kernel.Json;
import org.fieldpost.sync.SyncReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fieldpost sync}: one sync now; exit code 1 unless everything went through. */
@Command(name = "sync", description = "Run one sync now, photos included.")
final class SyncCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    SyncCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        try (var device = programs.open(profile.choice(false))) {
            var report = device.sync();
            output.print(Json.tree(report), words(report));
            return report.outcome() == SyncReport.Outcome.COMPLETED ? 0 : 1;
        }
    }

    private static String words(SyncReport report) {
        var text = new StringBuilder();
        text.append(
                switch (report.outcome()) {
                    case COMPLETED ->
                            "Done: everything is at the hub, and what the hub has is here.";
                    case PARTIAL -> "Went through, but something waits or needs you.";
                    case FAILED -> "Did not go through. Nothing was lost; all of it is still here.";
                });
        text.append(
                "%nSent %d, merged %d, conflicts %d, refused %d, to be tried again %d."
                        .formatted(
                                report.push().accepted(),
                                report.push().rebased(),
                                report.push().conflicts(),
                                report.push().dead(),
                                report.push().failed()));
        text.append(
                "%nReceived %d, merged %d, to be tried again %d."
                        .formatted(
                                report.pull().applied(),
                                report.pull().merged(),
                                report.pull().failed()));
        text.append(
                "%nPhotos sent %d, fetched %d, still to send %d."
                        .formatted(
                                report.media().sent(),
                                report.media().fetched(),
                                report.media().remaining()));
        for (var error : report.errors()) {
            text.append(
                    "%n%s %s %s".formatted(error.code().code(), error.message(), error.remedy()));
        }
        return text.toString();
    }
}
