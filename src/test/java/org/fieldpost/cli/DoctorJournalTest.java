package org.fieldpost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Damage to a journal: opening the profile sees to it, and the doctor tells what that was. */
@SuppressWarnings("NullAway.Init") // start() and copy() fill the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorJournalTest {
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

    private Path segment() throws IOException {
        try (var files = Files.list(patient.folder.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_flipped_byte_in_the_journal_is_a_fault_once_and_kept_in_mind_from_then_on()
            throws IOException {
        var segment = segment();
        var bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        var said = patient.doctor("--json");
        assertEquals(1, said.exitCode(), said.out());
        assertEquals(List.of("FP-3611"), said.codes("fault"));
        assertTrue(
                said.finding("FP-3611").path("details").path(0).asText().contains(", records "),
                said.out());
        var later = patient.doctor("--json");
        assertEquals(0, later.exitCode(), later.out());
        assertTrue(
                later.finding("FP-3612").path("details").path(0).asText().endsWith(".damaged"),
                later.out());
    }

    @Test
    void an_append_that_was_cut_short_is_told_and_no_fault() throws IOException {
        Files.write(segment(), new byte[] {0, 0, 1, 0, 9, 9}, StandardOpenOption.APPEND);
        var said = patient.doctor("--json");
        assertEquals(0, said.exitCode(), said.out());
        assertEquals("note", said.finding("FP-3616").path("severity").asText());
    }

    @Test
    void a_journal_that_was_taken_away_is_told() throws IOException {
        Files.delete(segment());
        var said = patient.doctor("--json");
        assertEquals(0, said.exitCode(), said.out());
        assertEquals("warning", said.finding("FP-3614").path("severity").asText());
    }

    @Test
    void work_that_only_the_journal_had_is_told_to_be_there_again() throws IOException {
        long last = Long.parseLong(patient.one("SELECT position FROM journal_position"));
        patient.sql("DELETE FROM drafts");
        patient.sql("UPDATE journal_position SET position = ?", last - 1);
        var said = patient.doctor("--json");
        assertEquals(0, said.exitCode(), said.out());
        assertEquals("note", said.finding("FP-3602").path("severity").asText());
        assertEquals("1", patient.one("SELECT count(*) FROM drafts"));
    }

    @Test
    void a_record_that_could_not_be_put_into_the_database_is_told() throws IOException {
        patient.sql("INSERT INTO settings (name, \"value\") VALUES ('replay.7', '{}')");
        var said = patient.doctor("--json");
        assertEquals(0, said.exitCode(), said.out());
        assertEquals("warning", said.finding("FP-3613").path("severity").asText());
    }
}
