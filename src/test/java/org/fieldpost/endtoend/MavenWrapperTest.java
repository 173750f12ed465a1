package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fieldpost.kernel.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code mvnw} without an installed Maven: it fetches one from an archive on loopback, checks it, runs it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw is a shell script")
class MavenWrapperTest {
    private static final String VERSION = "9.8.7";
    private static final String NAME = "apache-maven-" + VERSION + "-bin.zip";
    private final List<String> asked = new CopyOnWriteArrayList<>();
    @TempDir private Path folder;
    private HttpServer archive;
    private byte[] zip;

    @BeforeEach
    void serve() throws IOException {
        zip = maven();
        archive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        archive.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(200, zip.length);
                    exchange.getResponseBody().write(zip);
                    exchange.close();
                });
        archive.start();
        Files.createDirectories(folder.resolve(".mvn/wrapper"));
        Files.copy(Path.of("mvnw"), folder.resolve("mvnw"));
        properties(Sha256.of(zip).hex());
    }

    @AfterEach
    void stop() {
        archive.stop(0);
    }

    /** A Maven that only says what it was asked. */
    private static byte[] maven() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("apache-maven-" + VERSION + "/bin/mvn"));
            zip.write("#!/bin/sh\necho \"maven: $*\"\n".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private void properties(String sha256) throws IOException {
        Files.writeString(
                folder.resolve(".mvn/wrapper/maven-wrapper.properties"),
                ("distributionType=only-script\ndistributionUrl=https://archive.example/dist/maven/"
                                + "maven-9/%s/binaries/%s\ndistributionSha256Sum=%s\n")
                        .formatted(VERSION, NAME, sha256));
    }

    private record Outcome(int exitCode, String said) {}

    /** Runs {@code mvnw verify} with only these commands on the path, and our own folder as home. */
    private Outcome run(Map<String, String> environment, List<String> without) throws Exception {
        var bin = Files.createDirectories(folder.resolve("bin"));
        for (var tool : List.of("/usr/bin", "/bin")) {
            try (var tools = Files.newDirectoryStream(Path.of(tool))) {
                for (var each : tools) {
                    var name = Objects.requireNonNull(each.getFileName()).toString();
                    if (!without.contains(name) && !Files.exists(bin.resolve(name))) {
                        Files.createSymbolicLink(bin.resolve(name), each);
                    }
                }
            }
        }
        var builder = new ProcessBuilder("/bin/sh", folder.resolve("mvnw").toString(), "verify");
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MVNW_DOWNLOAD", "1");
        builder.environment()
                .put("MVNW_REPOURL", "http://127.0.0.1:" + archive.getAddress().getPort());
        builder.environment().putAll(environment);
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    @Test
    void maven_is_fetched_once_checked_and_run() throws Exception {
        var first = run(Map.of(), List.of("mvn"));
        assertEquals(0, first.exitCode(), first.said());
        assertEquals("maven: verify\n", first.said());
        assertEquals("maven: verify\n", run(Map.of(), List.of("mvn")).said());
        assertEquals(
                List.of("/org/apache/maven/apache-maven/%s/%s".formatted(VERSION, NAME)),
                asked,
                "the second time it is there");
    }

    @Test
    void without_unzip_wget_and_curl_the_jdk_fetches_and_unpacks_it() throws Exception {
        var outcome = run(Map.of(), List.of("mvn", "unzip", "wget", "curl"));
        assertEquals("maven: verify\n", outcome.said());
    }

    @Test
    void another_archive_than_the_one_agreed_on_is_not_run_and_not_kept() throws Exception {
        properties(Sha256.of(new byte[] {1}).hex());
        var outcome = run(Map.of(), List.of("mvn"));
        assertNotEquals(0, outcome.exitCode());
        assertTrue(outcome.said().contains("SHA-256"), outcome.said());
        assertFalse(outcome.said().contains("maven: "), outcome.said());
        properties(Sha256.of(zip).hex());
        assertEquals("maven: verify\n", run(Map.of(), List.of("mvn")).said());
    }

    @Test
    void an_archive_that_does_not_answer_is_said_in_a_line() throws Exception {
        archive.stop(0);
        var outcome = run(Map.of(), List.of("mvn"));
        assertNotEquals(0, outcome.exitCode());
        assertEquals(1, outcome.said().lines().count(), outcome.said());
        assertTrue(outcome.said().contains("ailed to fetch"), outcome.said());
    }

    @Test
    void the_archive_we_ship_with_is_apaches_and_has_a_checksum() throws IOException {
        var ours = new Properties();
        try (var in = Files.newInputStream(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
            ours.load(in);
        }
        assertEquals(64, ours.getProperty("distributionSha256Sum").length());
        var url = ours.getProperty("distributionUrl");
        assertTrue(url.matches("https://archive\\.apache\\.org/dist/.*-bin\\.zip"), url);
    }

    @Test
    void without_a_jdk_25_one_line_says_what_to_do() throws Exception {
        // The folders it looks in are this machine's: a copy looks in an empty one instead.
        var script = new ArrayList<String>();
        for (var line : Files.readAllLines(Path.of("mvnw"))) {
            script.add(
                    line.replace("/usr/lib/jvm/*", "/nowhere/*")
                            .replace("/opt/java/* /opt/jdk*", "/nowhere/*")
                            .replace("/Library/Java", "/nowhere/Java"));
        }
        Files.write(folder.resolve("mvnw"), script);
        var outcome = run(Map.of("JAVA_HOME", "/nowhere"), List.of("mvn"));
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.said().lines().count(), outcome.said());
        assertTrue(outcome.said().startsWith("Fieldpost needs JDK 25"), outcome.said());
        assertEquals(List.of(), asked, "nothing was fetched before");
    }
}
