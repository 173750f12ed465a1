package org.fieldpost.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The classes of the test tree. */
final class TestClasses {
    static final String HOME = "org.fieldpost.";

    private TestClasses() {}

    /** Methods of any test that carry an annotation, in the order of their names. */
    static List<Method> annotated(Class<? extends Annotation> annotation) {
        return all().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(annotation))
                .sorted(Comparator.comparing(TestClasses::name))
                .toList();
    }

    /** {@code package.Class.method}, without what all have in common. */
    static String name(Method method) {
        return name(method.getDeclaringClass()) + "." + method.getName();
    }

    static String name(Class<?> type) {
        return type.getName().substring(HOME.length()).replace('$', '.');
    }

    /** Whether a class has a test method of this name. */
    static boolean hasTest(Class<?> type, String method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(
                        m ->
                                m.getName().equals(method)
                                        && AnnotationSupport.isAnnotated(m, Testable.class));
    }

    /** Whether there is a test {@code package.Class.method}. */
    static boolean exists(String test) {
        int dot = test.lastIndexOf('.');
        try {
            var type =
                    Class.forName(
                            HOME + test.substring(0, dot),
                            false,
                            TestClasses.class.getClassLoader());
            return hasTest(type, test.substring(dot + 1));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static List<Class<?>> all() {
        try {
            var root =
                    Path.of(
                            TestClasses.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            try (var files = Files.walk(root.resolve("org/fieldpost"))) {
                return files.filter(file -> file.toString().endsWith("Test.class"))
                        .<Class<?>>map(file -> load(root.relativize(file)))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(Path file) {
        var name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    TestClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
