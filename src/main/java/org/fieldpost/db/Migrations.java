package org.fieldpost.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import org.fieldpost.kernel.Sha256;

/**
 * The migration scripts of one folder of the class path: {@code V0001__name.sql}, or where the databases need
 * different words {@code V0001__name.h2.sql} and {@code V0001__name.postgresql.sql}. Numbers begin at 1 and have no
 * gaps.
 *
 * @param scripts in order
 */
record Migrations(List<Script> scripts) {
    private static final Pattern NAME =
            Pattern.compile("V(\\d{4})__(\\w+)(?:\\.(h2|postgresql))?\\.sql");

    /**
     * One step.
     *
     * @param version 1, 2, 3...
     * @param name what it does, in words with underscores
     * @param sql its text, lines ended by line feeds
     */
    record Script(int version, String name, String sql) {
        Sha256 sha256() {
            return Sha256.of(sql.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Migrations of(String folder, Dialect dialect) {
        var own = dialect.name().toLowerCase(Locale.ROOT);
        var byVersion = new TreeMap<Integer, Script>();
        for (var file : files(folder)) {
            var name = NAME.matcher(file);
            if (!name.matches()) {
                throw new IllegalStateException("not a migration's name: " + folder + "/" + file);
            }
            if (name.group(3) == null || name.group(3).equals(own)) {
                int version = Integer.parseInt(name.group(1));
                var script = new Script(version, name.group(2), text(folder + "/" + file));
                if (byVersion.put(version, script) != null) {
                    throw new IllegalStateException(
                            "two migrations number %d in %s".formatted(version, folder));
                }
            }
        }
        if (byVersion.isEmpty() || byVersion.lastKey() != byVersion.size()) {
            throw new IllegalStateException(
                    "migrations missing in " + folder + ": " + byVersion.keySet());
        }
        return new Migrations(List.copyOf(byVersion.values()));
    }

    int newest() {
        return scripts.size();
    }

    private static String text(String resource) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("cannot be read: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterable<String> files(String folder) {
        var names = new TreeSet<String>();
        try {
            for (var url :
                    Collections.list(Migrations.class.getClassLoader().getResources(folder))) {
                names.addAll(url.getProtocol().equals("jar") ? inJar(url) : inFolder(url.toURI()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }

    private static List<String> inFolder(URI folder) throws IOException {
        try (var files = Files.list(Path.of(folder))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static List<String> inJar(URL folder) throws IOException {
        var connection = (JarURLConnection) folder.openConnection();
        connection.setUseCaches(false);
        var prefix =
                connection.getEntryName() + (connection.getEntryName().endsWith("/") ? "" : "/");
        var names = new ArrayList<String>();
        try (var jar = connection.getJarFile()) {
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                    .forEach(name -> names.add(name.substring(prefix.length())));
        }
        return names;
    }
}
