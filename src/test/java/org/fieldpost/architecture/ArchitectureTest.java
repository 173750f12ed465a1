package org.fieldpost.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.fieldpost.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dependency rules of docs/ARCHITECTURE.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String HOME = "org.fieldpost.";
    private final JavaClasses program = program();

    private static JavaClasses program() {
        try {
            var home = Main.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return new ClassFileImporter().importPath(Path.of(home));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] in(String... names) {
        return List.of(names).stream().map(n -> HOME + n + "..").toArray(String[]::new);
    }

    @Test
    void layers_look_down_only() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("kernel")
                .definedBy(in("kernel"))
                .layer("vault")
                .definedBy(in("vault"))
                .layer("form, submission")
                .definedBy(in("form", "submission"))
                .layer("contract, merge")
                .definedBy(in("contract", "merge"))
                .layer("journal")
                .definedBy(in("journal"))
                .layer("db")
                .definedBy(in("db"))
                .layer("store, media")
                .definedBy(in("store", "media"))
                .layer("capture, sync, export")
                .definedBy(in("capture", "sync", "export"))
                .layer("hubclient")
                .definedBy(in("hubclient"))
                .layer("cli, ui")
                .definedBy(in("cli", "ui"))
                .layer("hub")
                .definedBy(in("hub"))
                .layer("app")
                .definedBy(in("app"))
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("hub")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("cli, ui")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("hubclient")
                .mayOnlyBeAccessedByLayers("cli, ui", "app")
                .whereLayer("capture, sync, export")
                .mayOnlyBeAccessedByLayers("hubclient", "cli, ui", "app")
                .whereLayer("store, media")
                .mayOnlyBeAccessedByLayers(
                        "capture, sync, export", "hubclient", "cli, ui", "hub", "app")
                .whereLayer("db")
                .mayOnlyBeAccessedByLayers(
                        "store, media", "capture, sync, export", "cli, ui", "hub", "app")
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("store, media", "capture, sync, export", "app")
                .as(
                        "kernel < vault < form, submission < contract, merge < journal < db < store, media"
                                + " < capture, sync, export < hubclient < cli, ui < app")
                .because(
                        "a reader must be able to understand a package without reading those above it")
                .check(program);
    }

    @Test
    void the_hub_knows_nothing_of_the_device() {
        noClasses()
                .that(resideInAnyPackage(in("hub")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                in("store", "sync", "capture", "hubclient", "journal", "ui")))
                .because("the hub is a program of its own; device and hub share only the contract")
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching(HOME + "(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle of packages is one package in disguise")
                .check(program);
    }

    @Test
    void screens_see_each_other_only_through_the_shell() {
        slices().matching(HOME + "ui.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAnyPackage(in("ui")),
                        resideInAnyPackage(in("ui.fx", "ui.kit", "ui.shell", "ui.answers")))
                .because("a screen must be replaceable without touching the others")
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void sql_stays_in_the_stores() {
        noClasses()
                .that(not(resideInAnyPackage(in("db", "store", "hub.store"))))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.jdbi..",
                                "java.sql..",
                                "javax.sql..",
                                "org.h2..",
                                "org.postgresql..",
                                "com.zaxxer.hikari.."))
                .because("all SQL lives beside its table")
                .check(program);
    }

    @Test
    void each_library_has_one_home() {
        onlyIn("javafx..", "ui", "app");
        onlyIn("okhttp3..", "hubclient");
        onlyIn("org.apache.poi..", "form.xlsform", "export");
        onlyIn("com.drew..", "media");
        onlyIn("io.javalin..", "hub");
        onlyIn("software.amazon.awssdk..", "hub.s3");
        onlyIn("com.networknt..", "form");
        onlyIn("com.github.javakeyring..", "vault");
        onlyIn("org.bouncycastle..", "vault");
        onlyIn("picocli..", "cli", "app");
    }

    private void onlyIn(String library, String... homes) {
        noClasses()
                .that(not(resideInAnyPackage(in(homes))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .because("a library used in one place can be replaced in one place")
                .check(program);
    }

    @Test
    void only_kernel_json_owns_a_mapper() {
        noClasses()
                .that(not(resideInAnyPackage(in("kernel"))))
                .should()
                .dependOnClassesThat(
                        simpleName("ObjectMapper")
                                .or(simpleName("JsonMapper"))
                                .and(resideInAnyPackage("com.fasterxml..")))
                .because("every document of ours is read with the same bounds")
                .check(program);
    }

    @Test
    void view_models_know_no_toolkit_window() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "javafx.scene..",
                                "javafx.stage..",
                                "javafx.fxml..",
                                "javafx.application.."))
                .because("what a screen does is tested without a toolkit")
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void only_fx_background_calls_run_later() {
        noClasses()
                .that(not(simpleName("FxBackground")))
                .should()
                .callMethod("javafx.application.Platform", "runLater", Runnable.class.getName())
                .because("one place decides how work returns to the screen")
                .allowEmptyShould(true)
                .check(program);
    }

    @Test
    void the_world_is_handed_in() {
        noClasses()
                .that(not(resideInAnyPackage(in("app"))))
                .should(
                        callMethod(Instant.class, "now")
                                .or(callMethod(System.class, "currentTimeMillis"))
                                .or(callMethod(LocalDate.class, "now"))
                                .or(callMethod(LocalDateTime.class, "now"))
                                .or(callMethod(OffsetDateTime.class, "now"))
                                .or(callMethod(ZonedDateTime.class, "now"))
                                .or(callMethod(Clock.class, "systemUTC"))
                                .or(callMethod(Clock.class, "systemDefaultZone"))
                                .or(callMethod(InstantSource.class, "system"))
                                .or(callMethod(UUID.class, "randomUUID"))
                                .or(callMethod(Math.class, "random"))
                                .or(callMethod(ThreadLocalRandom.class, "current"))
                                .or(callMethod(Thread.class, "sleep", long.class)))
                .because("clock, ids, randomness and waiting are replayed by the simulation")
                .check(program);
        noClasses()
                .that(not(resideInAnyPackage(in("app"))))
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .because("randomness is handed in")
                .check(program);
    }

    @Test
    void nobody_interrupts_a_thread_that_may_be_inside_the_database() {
        noClasses()
                .should()
                .callMethod(Thread.class, "interrupt")
                .orShould()
                .callMethod(ExecutorService.class, "shutdownNow")
                .orShould()
                .callMethod(Future.class, "cancel", boolean.class)
                .because("an interrupt inside H2's file channel closes the database for everyone")
                .check(program);
    }

    @Test
    void only_the_command_line_speaks_on_the_standard_streams() {
        noClasses()
                .that(not(resideInAnyPackage(in("cli"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("results go to standard output, everything else to the log")
                .check(program);
    }

    @Test
    void nothing_is_static_and_changeable() {
        fields().that(modifier(JavaModifier.STATIC))
                .should()
                .beFinal()
                .because("static mutable state makes two profiles in one process one")
                .check(program);
        methods()
                .should()
                .notHaveName("getInstance")
                .because("everything is handed in")
                .check(program);
    }

    @Test
    void every_package_says_what_it_is_for() {
        classes()
                .should(new PackagesAreNullMarked())
                .because("a room needs a name plate, and absence of null is checked")
                .check(program);
    }
}
