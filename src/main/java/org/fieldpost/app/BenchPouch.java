package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.kernel.Json;

/** The same turns with PouchDB 9 and express-pouchdb on Node, where somebody has installed them. */
final class BenchPouch {
    private static final String SCRIPT = "pouchdb.cjs";
    private final Path installed;
    private final Path folder;
    private final BenchPlan plan;

    BenchPouch(Path installed, Path folder, BenchPlan plan) {
        this.installed = installed.toAbsolutePath().normalize();
        this.folder = folder;
        this.plan = plan;
    }

    /** {@code {pushSmall: [rows/s], pushLarge, pullSmall, pullLarge, noop: [ms], round: [ms]}}. */
    ObjectNode measure() {
        if (!Files.isDirectory(installed.resolve("node_modules/pouchdb"))) {
            throw new CommandFailed(
                    "PouchDB is not in "
                            + installed
                            + ". Install it there: npm install pouchdb@9 express-pouchdb express@4");
        }
        try (var script = BenchPouch.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("no " + SCRIPT);
            }
            var file = folder.resolve(SCRIPT);
            Files.write(file, script.readAllBytes());
            var command =
                    List.of(
                            "node",
                            file.toString(),
                            installed.toString(),
                            String.valueOf(plan.small()),
                            String.valueOf(plan.smallRuns()),
                            String.valueOf(plan.large()),
                            String.valueOf(plan.turns()));
            try (var node =
                    BenchProcess.start(command, folder.toFile(), folder.resolve("pouchdb.log"))) {
                return Json.parseObject(node.line());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
