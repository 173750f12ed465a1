package org.fieldpost.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.fieldpost.form.Finding;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormLint;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.Severity;
import org.fieldpost.kernel.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fieldpost forms publish FILE}: to the hub, with its choice lists; devices get both with their next sync. */
@Command(
        name = "publish",
        description = "Publish a form document and the choice lists beside it to the hub.")
final class FormsPublishCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "A form document (JSON).")
    private Path file = Path.of("form.json");

    FormsPublishCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed(file + ": no such file.");
        }
        var form = form(Files.readAllBytes(file));
        refuseFaults(form);
        try (var device = programs.open(profile.choice(false))) {
            var id = device.publish(form, ChoiceFiles.bytesBeside(file, form));
            output.print(
                    Json.object()
                            .put("id", id)
                            .put("code", form.code())
                            .put("version", form.version()),
                    "Published %s %s with %d choice lists. Devices get it with their next sync."
                            .formatted(form.code(), form.version(), form.choiceSources().size()));
        }
        return 0;
    }

    private FormDocument form(byte[] bytes) {
        return switch (FormDocument.parse(bytes)) {
            case FormReading.Accepted accepted -> accepted.form();
            case FormReading.Rejected rejected ->
                    throw new CommandFailed(
                            file + " cannot be read as a form:\n" + said(rejected.findings()));
        };
    }

    private void refuseFaults(FormDocument form) throws IOException {
        var findings = FormLint.check(form.source(), ChoiceFiles.beside(file, form));
        if (FormLint.hasErrors(findings)) {
            throw new CommandFailed(file + " is not fit to be published:\n" + said(findings));
        }
    }

    private static String said(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(
                        f ->
                                "  %s %s\n    %s"
                                        .formatted(
                                                f.where().isEmpty() ? "/" : f.where(),
                                                f.what(Locale.getDefault()),
                                                f.remedy(Locale.getDefault())))
                .collect(Collectors.joining("\n"));
    }
}
