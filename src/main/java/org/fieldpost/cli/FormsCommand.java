package org.fieldpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fieldpost.form.Finding;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormLint;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.Severity;
import org.fieldpost.kernel.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fieldpost forms}: what one does with form documents. */
@Command(
        name = "forms",
        description = "Check and publish form documents.",
        subcommands = {FormsCommand.Check.class, FormsPublishCommand.class})
final class FormsCommand {
    /** {@code fieldpost forms check FILE...}: lint, exit code 1 when there is an error. */
    @Command(
            name = "check",
            description = "Say what is wrong with form documents, and what to do about it.")
    static final class Check implements Callable<Integer> {
        @Mixin private Output output = new Output();

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Form documents (JSON).")
        private List<Path> files = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            var report = Json.array();
            var text = new StringBuilder();
            boolean refused = false;
            for (var file : files) {
                var findings = findings(file);
                refused |= findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
                var entry = report.addObject().put("file", file.toString());
                var list = entry.putArray("findings");
                text.append(file).append(findings.isEmpty() ? ": no findings\n" : "\n");
                for (var finding : findings) {
                    list.add(tree(finding));
                    text.append("  ").append(sentence(finding)).append('\n');
                }
            }
            output.print(report, text.toString().stripTrailing());
            return refused ? 1 : 0;
        }

        private static ObjectNode tree(Finding finding) {
            return Json.object()
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", finding.code().name())
                    .put("where", finding.where())
                    .put("what", finding.what(Locale.getDefault()))
                    .put("remedy", finding.remedy(Locale.getDefault()));
        }

        private static String sentence(Finding finding) {
            return "%s %s %s%n    %s"
                    .formatted(
                            finding.severity().name().toLowerCase(Locale.ROOT),
                            finding.where().isEmpty() ? "/" : finding.where(),
                            finding.what(Locale.getDefault()),
                            finding.remedy(Locale.getDefault()));
        }

        private static List<Finding> findings(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailed(file + ": no such file.");
            }
            var bytes = Files.readAllBytes(file);
            return switch (FormDocument.parse(bytes)) {
                case FormReading.Accepted accepted ->
                        FormLint.check(
                                Json.parse(bytes), ChoiceFiles.beside(file, accepted.form()));
                case FormReading.Rejected rejected -> rejected.findings();
            };
        }
    }
}
