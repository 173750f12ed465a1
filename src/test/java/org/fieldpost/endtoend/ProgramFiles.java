package org.fieldpost.endtoend;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.fieldpost.kernel.Sha256;

/**
 * The program's class path as jars, and an archive of its loaded classes: a process starts in half the time of one
 * that reads and verifies each class anew. Made once for each build, under {@code target}; without an archive
 * everything works, only slower.
 */
final class ProgramFiles {
    private static final Path FOLDER = Path.of("target", "program");
    private static final long TRAINING_SECONDS_MAX = 120;

    private ProgramFiles() {}

    /** The {@code java} command as far as the main class. */
    static synchronized List<String> command() throws IOException {
        Files.createDirectories(FOLDER);
        String classPath;
        Path archive;
        // One process of the tests makes them, the others wait for it.
        try (var file = FileChannel.open(FOLDER.resolve("lock"), CREATE, WRITE);
                var lock = file.lock()) {
            assertTrue(lock.isValid());
            classPath = classPath();
            archive = FOLDER.resolve("classes-" + hash(classPath) + ".jsa");
            if (!Files.exists(archive)) {
                train(classPath, archive);
            }
        }
        var command = java(classPath);
        if (Files.exists(archive)) {
            var shared = "-XX:SharedArchiveFile=" + archive.toAbsolutePath();
            // The bench starts hubs and laptops of its own.
            command.addAll(1, List.of(shared, "-Dfieldpost.bench.options=-Xlog:disable " + shared));
        }
        return command;
    }

    private static List<String> java(String classPath) {
        return new ArrayList<>(
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xlog:disable",
                        "-Xlog:all=off",
                        "-Djava.awt.headless=true",
                        "-XX:-UsePerfData",
                        "-Xmx512m",
                        "-Xms64m",
                        "-Xmn40m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath));
    }

    /** Runs the program once for its classes' sake. */
    private static void train(String classPath, Path archive) throws IOException {
        var scratch = Files.createTempDirectory("fieldpost-training");
        var fresh = FOLDER.resolve(scratch.getFileName() + ".jsa");
        var command = java(classPath);
        command.add(1, "-XX:ArchiveClassesAtExit=" + fresh.toAbsolutePath());
        command.add(TrainingRun.class.getName());
        command.add(scratch.toString());
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(scratch.resolve("said").toFile())
                        .start();
        boolean ended = ended(process);
        if (ended && process.exitValue() == 0 && Files.exists(fresh)) {
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
        }
        delete(scratch);
    }

    private static boolean ended(Process process) {
        try {
            boolean ended = process.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS);
            if (!ended) {
                // It writes no more into the folder that is deleted next.
                process.destroyForcibly().waitFor();
            }
            return ended;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String classPath() throws IOException {
        var parts = new ArrayList<String>();
        var separator = Pattern.compile(Pattern.quote(File.pathSeparator));
        for (var entry : separator.split(System.getProperty("java.class.path"), -1)) {
            var path = Path.of(entry);
            parts.add((Files.isDirectory(path) ? jar(path) : path).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    private static Path jar(Path classes) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(classes)) {
            files = walk.filter(file -> !file.equals(classes)).sorted().toList();
        }
        var stamp = new StringBuilder();
        for (var file : files) {
            stamp.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
        var jar = FOLDER.resolve(hash(stamp.toString()) + ".jar");
        if (!Files.exists(jar)) {
            var fresh = Files.createTempFile(FOLDER, "fresh", ".jar");
            try (var out = new JarOutputStream(Files.newOutputStream(fresh))) {
                out.setLevel(0);
                for (var file : files) {
                    var name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                    boolean folder = Files.isDirectory(file);
                    out.putNextEntry(new JarEntry(folder ? name + "/" : name));
                    if (!folder) {
                        Files.copy(file, out);
                    }
                }
            }
            Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path dir, @org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
