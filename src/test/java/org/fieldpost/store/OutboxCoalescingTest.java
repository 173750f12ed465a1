package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands of one entity as words, oldest first: action, then status if not PENDING; "*" = was sent before. The
 * outcome: what is sent ("-" nothing), with the payload of the n-th command on the base of the m-th, and what is
 * folded.
 */
class OutboxCoalescingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # commands                          | send | action | payload | base | folded
                    create                              | 1    | create | 1       | 1    | -
                    update                              | 1    | update | 1       | 1    | -
                    delete                              | 1    | delete | -       | 1    | -
                    update update                       | 2    | update | 2       | 1    | 1
                    update update update                | 3    | update | 3       | 1    | 1 2
                    create update                       | 1    | create | 2       | 1    | 2
                    create update update                | 1    | create | 3       | 1    | 2 3
                    create delete                       | -    | -      | -       | -    | 1 2
                    create update delete                | -    | -      | -       | -    | 1 2 3
                    update delete                       | 2    | delete | -       | 1    | 1
                    update update delete                | 3    | delete | -       | 1    | 1 2
                    create:IN_FLIGHT                    | -    | -      | -       | -    | -
                    create:IN_FLIGHT update             | -    | -      | -       | -    | -
                    create:IN_FLIGHT update delete      | -    | -      | -       | -    | -
                    create*:FAILED                      | 1    | create | 1       | 1    | -
                    create*:FAILED update               | 1    | create | 1       | 1    | -
                    create*:FAILED update delete        | 1    | create | 1       | 1    | -
                    create*:PENDING delete              | 1    | create | 1       | 1    | -
                    update*:CONFLICT                    | -    | -      | -       | -    | -
                    update*:CONFLICT update             | -    | -      | -       | -    | -
                    update*:COMPLETED update            | 2    | update | 2       | 2    | -
                    update*:DEAD_LETTER update          | 2    | update | 2       | 2    | -
                    update*:DEAD_LETTER                 | -    | -      | -       | -    | -
                    """)
    void commands_of_one_entity_fold(
            String commands,
            String send,
            String action,
            String payload,
            String base,
            String folded) {
        var queue = queue(commands);
        var decision = OutboxCoalescing.decide(queue.reversed());
        var sent = decision.send();
        assertEquals(send, sent == null ? "-" : number(queue, sent.id()), "send");
        if (sent != null) {
            assertEquals(action, sent.action().word(), "action");
            var said = sent.payload();
            assertEquals(payload, said == null ? "-" : said.path("n").asText(), "payload");
            assertEquals(Long.valueOf(base), sent.baseVersion(), "base");
        }
        assertEquals(
                folded,
                decision.folded().isEmpty()
                        ? "-"
                        : decision.folded().stream()
                                .map(id -> number(queue, id))
                                .sorted()
                                .collect(Collectors.joining(" ")),
                "folded");
    }

    private static String number(List<OutboxCommand> queue, UUID id) {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).id().equals(id)) {
                return Integer.toString(i + 1);
            }
        }
        return "?";
    }

    private static List<OutboxCommand> queue(String words) {
        var queue = new ArrayList<OutboxCommand>();
        for (var word : words.trim().split(" +", -1)) {
            var parts = word.split(":", -1);
            var action = SyncAction.valueOf(parts[0].replace("*", "").toUpperCase(Locale.ROOT));
            var status = OutboxStatus.valueOf(parts.length > 1 ? parts[1] : "PENDING");
            long n = queue.size() + 1L;
            boolean sent = parts[0].endsWith("*") || status == OutboxStatus.IN_FLIGHT;
            queue.add(
                    new OutboxCommand(
                            new UUID(9, n),
                            n,
                            EntityType.SUBMISSIONS,
                            new UUID(1, 1),
                            action,
                            action == SyncAction.DELETE ? null : Json.object().put("n", n),
                            n,
                            Json.object().put("base", n),
                            n,
                            status,
                            sent ? 1 : 0,
                            Instant.EPOCH,
                            null,
                            null,
                            sent ? 1 : 0,
                            Instant.EPOCH,
                            Instant.EPOCH));
        }
        return queue;
    }
}
