package org.fieldpost.documents;

import java.util.ArrayList;
import java.util.List;

/** What sync promises, in the words of its design, and the tests that show each besides the simulation. */
final class Promises {
    private static final String TEXT =
            """
            1 No acknowledged operation is lost
              store.KillNineTest.nothing_acknowledged_is_missing_after_kill_nine
              faults.RestoredHubTest.everything_acknowledged_since_the_backup_comes_back
              faults.FullDisksTest.a_full_laptop_refuses_and_loses_nothing
            2 One effect per idempotency key; a replay gets the identical response
              hub.PushTest.a_repeated_push_has_one_effect_and_the_identical_answer
              faults.BadLinkTest.a_push_sent_twice_has_one_effect
              faults.DyingHubTest.a_hub_killed_in_the_middle_of_a_batch_has_each_record_once
            3 Row and outbox entry exist together or not at all, at every crash point
              store.JournaledWritesTest.at_every_crash_point_nothing_acknowledged_is_missing
              store.KillNineTest.nothing_acknowledged_is_missing_after_kill_nine
            4 Outbox counts conserve
              store.OutboxRepositoryTest.purging_completed_commands_keeps_the_count
              sync.SyncScheduleTest.after_any_schedule_device_and_hub_agree_and_no_temporary_id_is_left
            5 Change order = commit order; nothing ever appears at or below a cursor already given out
              hub.store.CommitOrderTest.who_commits_later_is_later_in_the_feed_though_it_wrote_first
              hub.store.CommitOrderTest.many_writers_and_a_reader_that_never_rests
            6 A cursor commits with all rows it covers, and never goes back within an epoch
              store.SyncTablesTest.a_cursor_rolls_back_with_its_rows
              store.SyncTablesTest.a_cursor_goes_forward_only_within_an_epoch
              faults.DyingDeviceTest.killed_in_the_middle_of_a_page
            7 After the gate no dangling required reference
              sync.PullEngineTest.a_page_that_would_leave_a_required_reference_dangling_is_not_taken
            8 Fresh device = old device
              faults.BadLinkTest.an_answer_cut_anywhere_changes_nothing
              sync.ResyncTest.what_was_deleted_while_a_laptop_was_away_too_long_goes_and_its_own_work_stays
            9 Merge deterministic and lawful, both losing values kept until decided
              merge.MergeLawsTest.the_bytes_are_the_same_whatever_the_locale_the_zone_and_the_order_of_properties
              merge.MergeLawsTest.no_answer_takes_a_value_neither_side_had
              faults.PeopleAndClocksTest.the_same_answer_changed_twice_is_decided_by_a_person
            10 A tombstoned id never lives again unless restored by name
              store.SyncTablesTest.a_tombstoned_id_does_not_live_again
              sync.PullEngineTest.a_deleted_id_never_lives_again_by_an_old_change
              faults.PeopleAndClocksTest.a_deletion_against_a_change_is_decided_by_a_person
            11 The id map is a bijection; no payload leaves with a temporary id once its parent was accepted
              store.IdReplacementTest.no_temporary_id_is_left_anywhere_once_its_row_was_accepted
              faults.DyingDeviceTest.killed_while_ids_are_replaced
            12 An edit made during a push reaches the hub
              sync.PushEngineTest.an_edit_made_while_the_push_is_under_way_stays_pending_and_goes_next
            13 An expired lease's late answer changes nothing
              store.OutboxRepositoryTest.an_expired_lease_goes_back_and_its_late_answer_changes_nothing
            14 An old epoch is refused; acknowledged rows are re-offered
              hub.ChangeFeedTest.a_cursor_of_another_epoch_is_refused
              faults.RestoredHubTest.everything_acknowledged_since_the_backup_comes_back
            15 A device holds no row outside its organization and role
              hub.TenantTest.a_stranger_pulls_nothing_of_ours
              sync.RealHubSyncTest.one_person_never_gets_what_another_person_captured
            16 Media bytes at the hub have the recorded SHA-256; resume never re-sends confirmed bytes
              hub.MediaTest.bytes_with_another_hash_are_thrown_away_and_the_upload_starts_over
              faults.BadLinkTest.a_photo_resumes_where_the_hub_stands
              faults.DyingDeviceTest.killed_in_the_middle_of_a_chunk
            17 When faults stop, queues drain (dead letters aside) and all replicas equal the hub
              sync.SyncScheduleTest.after_any_schedule_device_and_hub_agree_and_no_temporary_id_is_left
            18 A failed attempt is always tried again within the maximum back-off
              sync.DataSyncServiceTest.a_failed_run_is_never_up_to_date_and_is_tried_again_by_itself
              faults.PeopleAndClocksTest.clocks_wrong_by_a_day_delay_nothing
            19 A poison command delays others by a bounded number of attempts
              sync.PushEngineTest.a_command_the_hub_chokes_on_is_found_and_delays_nobody
            20 Hints only change latency
              sync.RealHubSyncTest.the_hub_hints_when_somebody_else_has_pushed
              faults.BadLinkTest.late_answers_only_take_time
            """;

    private Promises() {}

    /** One promise. */
    record Promise(String number, String words, List<String> tests) {}

    static List<Promise> all() {
        var all = new ArrayList<Promise>();
        for (var line : TEXT.lines().toList()) {
            if (line.startsWith("  ")) {
                all.getLast().tests().add(line.strip());
            } else {
                int space = line.indexOf(' ');
                all.add(
                        new Promise(
                                line.substring(0, space),
                                line.substring(space + 1),
                                new ArrayList<>()));
            }
        }
        return all;
    }
}
