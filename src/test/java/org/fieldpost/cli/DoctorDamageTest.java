package org.fieldpost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Damage done from outside to the files of a real profile: the doctor finds it, says what to do, changes nothing. */
@SuppressWarnings("NullAway.Init") // start() and copy() fill the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorDamageTest {
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

    /** The one fault there is, after checks that nothing was changed and nothing private told. */
    private JsonNode fault(String code) throws IOException {
        var before = patient.state();
        var said = patient.doctor("--json");
        assertEquals(1, said.exitCode(), said.out() + said.err());
        assertEquals(List.of(code), said.codes("fault"), said.out());
        assertEquals(before, patient.state(), "nothing was changed");
        assertFalse(said.out().contains(Patient.SECRET), said.out());
        var words = patient.doctor();
        assertTrue(words.out().contains("fault " + code + ": "), words.out());
        assertFalse(words.out().contains(Patient.SECRET), words.out());
        var finding = said.finding(code);
        for (var part : List.of("what", "meaning", "remedy")) {
            assertFalse(finding.path(part).asText().isBlank(), finding.toString());
        }
        return finding;
    }

    private static String details(JsonNode finding) {
        return finding.path("details").toString();
    }

    /** A finding that is no fault. */
    private JsonNode told(String code, String severity) throws IOException {
        var before = patient.state();
        var said = patient.doctor("--json");
        assertEquals(0, said.exitCode(), said.out());
        assertEquals(before, patient.state(), "nothing was changed");
        var finding = said.finding(code);
        assertEquals(severity, finding.path("severity").asText());
        return finding;
    }

    @Test
    void an_answer_changed_on_the_disk_is_told_by_its_table_and_id() throws IOException {
        var id =
                patient.one(
                        "SELECT id FROM submissions WHERE row_version IS NULL ORDER BY id LIMIT 1");
        assertEquals(
                1,
                patient.sql(
                        "UPDATE submissions SET data = '{\"name\":\"another\"}' WHERE id = CAST(? AS UUID)",
                        id));
        var finding = fault("FP-3605");
        assertEquals("[\"submissions " + id + "\"]", details(finding));
        assertTrue(finding.path("remedy").asText().contains("Copy the profile's folder"));
    }

    @Test
    void broken_json_of_any_table_is_told_by_its_table_and_id() throws IOException {
        var id = patient.one("SELECT id FROM submissions ORDER BY id LIMIT 1");
        patient.sql("UPDATE submissions SET data = '{\"name' WHERE id = CAST(? AS UUID)", id);
        patient.sql("UPDATE drafts SET remarks = '{' WHERE id IS NOT NULL");
        patient.sql("UPDATE sync_runs SET report = 'TellNobodyOfThis'");
        var finding = fault("FP-3604");
        assertTrue(details(finding).contains("submissions " + id), finding.toString());
        assertTrue(
                details(finding).contains("drafts 00000000-0000-0007-0000-000000000001"),
                finding.toString());
        assertTrue(details(finding).contains("sync_runs "), finding.toString());
    }

    @Test
    void a_flipped_byte_of_a_photo_that_is_nowhere_else_is_found() throws IOException {
        var hash = patient.hash("PENDING");
        flip(patient.photo("PENDING"));
        var finding = fault("FP-3623");
        assertTrue(details(finding).contains(hash), finding.toString());
        assertTrue(details(finding).contains("submission_media "), finding.toString());
    }

    @Test
    void a_flipped_byte_of_a_photo_the_hub_has_comes_with_how_to_fetch_it_again()
            throws IOException {
        var hash = patient.hash("DONE");
        flip(patient.photo("DONE"));
        var finding = fault("FP-3624");
        assertTrue(details(finding).contains(hash), finding.toString());
        assertTrue(finding.path("remedy").asText().contains("Sync now"), finding.toString());
    }

    @Test
    void a_photo_whose_only_file_is_gone_is_a_fault_and_one_the_hub_has_is_not()
            throws IOException {
        Files.delete(patient.photo("DONE"));
        var there = told("FP-3622", "warning");
        assertTrue(there.path("remedy").asText().contains("Sync now"), there.toString());
        var hash = patient.hash("PENDING");
        Files.delete(patient.photo("PENDING"));
        assertTrue(details(fault("FP-3621")).contains(hash));
    }

    @Test
    void files_nobody_refers_to_are_counted_and_left_alone() throws IOException {
        var folder = Files.createDirectories(patient.folder.resolve("media/ab"));
        var nobodys = folder.resolve("c".repeat(62));
        Files.writeString(nobodys, "what a crash left");
        var finding = told("FP-3625", "note");
        assertTrue(details(finding).contains("ab" + "c".repeat(62)), finding.toString());
        assertTrue(Files.exists(nobodys));
    }

    @Test
    void a_command_whose_content_is_gone_is_found() throws IOException {
        var command = patient.one("SELECT id FROM outbox_events WHERE status = 'PENDING' LIMIT 1");
        assertEquals(
                1,
                patient.sql(
                        """
                        DELETE FROM outbox_payloads WHERE sequence =
                            (SELECT sequence FROM outbox_events WHERE id = CAST(? AS UUID))
                        """,
                        command));
        assertTrue(details(fault("FP-3633")).contains(command));
    }

    @Test
    void a_command_whose_row_is_gone_is_found() throws IOException {
        var row =
                patient.one(
                        """
                        SELECT aggregate_id FROM outbox_events
                        WHERE status = 'PENDING' AND entity_type = 'submission_media'
                        """);
        assertEquals(
                1, patient.sql("DELETE FROM submission_media WHERE id = CAST(? AS UUID)", row));
        assertTrue(details(fault("FP-3632")).contains("submission_media " + row));
    }

    @Test
    void a_queue_that_does_not_add_up_is_found() throws IOException {
        patient.sql(
                "DELETE FROM outbox_events WHERE status = 'COMPLETED' AND entity_type = 'submissions'");
        assertTrue(details(fault("FP-3631")).contains("ever made "));
    }

    @Test
    void a_mapping_that_waits_though_its_row_was_accepted_is_found() throws IOException {
        var temporary =
                patient.one("SELECT client_id FROM id_mappings WHERE status = 'resolved' LIMIT 1");
        patient.sql(
                "UPDATE id_mappings SET status = 'pending', server_id = NULL WHERE client_id = CAST(? AS UUID)",
                temporary);
        assertTrue(details(fault("FP-3642")).contains(temporary));
    }

    @Test
    void a_temporary_id_left_in_a_row_an_answer_a_draft_or_a_command_is_found() throws IOException {
        var temporary = patient.one("SELECT client_id FROM id_mappings WHERE status = 'resolved'");
        var waiting =
                patient.one(
                        "SELECT id FROM submissions WHERE row_version IS NULL ORDER BY id LIMIT 1");
        patient.sql(
                "INSERT INTO submission_references (submission_id, pointer, target_id)"
                        + " VALUES (CAST(? AS UUID), 'base:x', CAST(? AS UUID))",
                waiting,
                temporary);
        patient.sql("UPDATE drafts SET based_on = CAST(? AS UUID)", temporary);
        patient.sql("UPDATE drafts SET data = ?", "{\"near\":\"" + temporary + "\"}");
        var finding = fault("FP-3641");
        assertTrue(
                details(finding)
                        .contains("submission_references " + waiting + ", target_id " + temporary),
                finding.toString());
        assertTrue(details(finding).contains("based_on " + temporary), finding.toString());
        assertTrue(details(finding).contains("data " + temporary), finding.toString());
    }

    @Test
    void a_record_whose_form_is_gone_is_found() throws IOException {
        var form = patient.one("SELECT id FROM mobile_forms WHERE code = 'well'");
        patient.sql("DELETE FROM mobile_forms WHERE id = CAST(? AS UUID)", form);
        var finding = fault("FP-3643");
        assertEquals(3, finding.path("details").size(), finding.toString());
        assertTrue(details(finding).contains("form_id " + form), finding.toString());
    }

    @Test
    void an_answer_that_leads_to_nothing_is_good_to_know() throws IOException {
        var waiting =
                patient.one(
                        "SELECT id FROM submissions WHERE row_version IS NULL ORDER BY id LIMIT 1");
        patient.sql(
                "INSERT INTO submission_references (submission_id, pointer, target_id)"
                        + " VALUES (CAST(? AS UUID), '/near', CAST('00000000-0000-0009-0000-000000000009' AS UUID))",
                waiting);
        assertTrue(
                details(told("FP-3645", "note"))
                        .contains(
                                "submissions "
                                        + waiting
                                        + ", data/near 00000000-0000-0009-0000-000000000009"));
    }

    @Test
    void a_wrong_clock_is_told() throws IOException {
        patient.sql(
                "UPDATE sync_state SET clock_skew_millis = 7200000, clock_uncertainty_millis = 10");
        var finding = told("FP-3652", "warning");
        assertTrue(details(finding).contains(" seconds ahead of the hub's"), finding.toString());
    }

    private static void flip(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
