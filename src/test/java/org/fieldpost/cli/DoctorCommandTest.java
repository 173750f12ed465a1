package org.fieldpost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code fieldpost doctor} on profiles that are well, that are open elsewhere, and that opening has to mend. */
@SuppressWarnings("NullAway.Init") // start() and copy() fill the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorCommandTest {
    private Patient well;
    private Patient patient;

    @BeforeAll
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws IOException {
        well = Patient.make(folder);
    }

    @BeforeEach
    void copy(@TempDir(factory = MemoryDisk.class) Path folder) throws IOException {
        patient = well.copyTo(folder);
    }

    @Test
    void a_profile_that_is_well_is_said_to_be_in_a_line_for_each_check() throws IOException {
        var before = patient.state();
        var said = patient.doctor();
        assertEquals(0, said.exitCode(), said.out() + said.err());
        var lines = said.out().lines().toList();
        assertTrue(lines.getFirst().startsWith("ok: the database opens; "), said.out());
        assertTrue(lines.contains("ok: 2 photos, each with its bytes"), said.out());
        assertTrue(
                lines.contains(
                        "warning: 6 changes were ever to be sent: 3 are done, 2 wait, 1 need a person"),
                said.out());
        assertTrue(lines.contains("ok: the hub's ids stand wherever they have come"), said.out());
        assertTrue(lines.contains("ok: every record has what it belongs to"), said.out());
        assertFalse(said.out().contains("fault"), said.out());
        assertTrue(said.out().contains("warning FP-3634: "), "the dead letter is told");
        assertFalse(said.out().contains(Patient.SECRET), "answers are nobody's business");
        assertEquals(before, patient.state(), "nothing was changed");
    }

    @Test
    void for_programs_there_are_checks_and_findings() {
        var said = patient.doctor("--json");
        assertEquals(0, said.exitCode());
        var checks = said.json().path("checks");
        assertEquals(
                List.of(
                        "database",
                        "journal",
                        "photos",
                        "outbox",
                        "identity",
                        "references",
                        "disk",
                        "clock"),
                checks.findValuesAsText("name"));
        checks.forEach(check -> assertTrue(check.path("ok").asBoolean(), check::toString));
        assertTrue(said.json().path("healthy").asBoolean());
        var letters = said.finding("FP-3634");
        assertEquals("warning", letters.path("severity").asText());
        assertTrue(letters.path("remedy").asText().contains("Send again"), letters.toString());
        assertEquals(List.of("FP-3634"), said.codes("warning"));
        assertEquals(List.of(), said.codes("fault"));
    }

    /** Every row is read: as many as the tables have. */
    @Test
    void every_row_of_every_table_is_read_once() throws IOException {
        patient.sql(
                """
                INSERT INTO submission_words (word, local_key)
                SELECT 'word' || "X", 1 FROM system_range(1, 1000)
                """);
        long rows =
                patient.state().entrySet().stream()
                        .filter(entry -> !entry.getKey().contains("/"))
                        .mapToLong(entry -> Long.parseLong(entry.getValue()))
                        .sum();
        var said = patient.doctor();
        assertTrue(
                said.out().contains("the database opens; %,d rows in ".formatted(rows)),
                rows + ": " + said.out());
        assertTrue(rows > 1_000);
    }

    @Test
    void beside_an_open_window_the_same_is_said_as_by_the_other_commands() {
        try (var window = FieldLaptop.open(patient.folder, InstantSource.system())) {
            assertTrue(window.profile().notices().isEmpty());
            var said = patient.doctor();
            assertEquals(1, said.exitCode());
            assertEquals("", said.out());
            assertTrue(said.err().contains("(FP-3501)"), said.err());
            assertTrue(said.err().contains("Close the other Fieldpost window"), said.err());
            assertFalse(said.err().contains("could not be opened"), "nothing is broken");
        }
    }

    @Test
    void a_profile_that_does_not_open_is_to_be_copied_before_anything_else() throws IOException {
        Files.writeString(patient.folder.resolve("profile.json"), "{\"format\":99}");
        var said = patient.doctor("--json");
        assertEquals(1, said.exitCode());
        assertEquals("", said.out());
        assertTrue(said.err().contains("(FP-3505)"), said.err());
        assertTrue(said.err().contains("copy the whole folder " + patient.folder), said.err());
        assertTrue(said.err().contains("ask whoever runs the hub"), said.err());
    }

    @Test
    void where_there_is_no_profile_none_is_made(@TempDir Path folder) {
        var said = Patient.doctor(folder.resolve("nothing"));
        assertEquals(1, said.exitCode());
        assertTrue(said.err().contains("There is no profile in "), said.err());
        assertFalse(Files.exists(folder.resolve("nothing")));
    }

    @Test
    void a_database_that_opening_had_to_make_anew_is_told_and_where_the_old_one_is()
            throws IOException {
        Files.write(patient.folder.resolve("db/device.mv.db"), new byte[9_000]);
        var said = patient.doctor("--json");
        var rebuilt = said.finding("FP-3601");
        assertEquals("warning", rebuilt.path("severity").asText());
        assertTrue(
                rebuilt.path("details").path(0).asText().startsWith("kept in db.damaged-"),
                rebuilt.toString());
        assertTrue(rebuilt.path("remedy").asText().contains("Sync now"), rebuilt.toString());
        assertEquals(0, said.exitCode(), said.out());
        assertEquals(
                List.of(),
                patient.doctor("--json").codes("warning").stream()
                        .filter(code -> code.equals("FP-3601"))
                        .toList(),
                "told once");
    }
}
