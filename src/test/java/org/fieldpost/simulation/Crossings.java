package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.sync.HubAnswer;
import org.jspecify.annotations.Nullable;

/** What crosses a line, in words for whoever looks into a seed ({@code -Dsim.crossings=true}). */
final class Crossings {
    private Crossings() {}

    static String pushing(PushRequest request) {
        return "-> "
                + request.commands().stream()
                        .map(
                                c ->
                                        "%s %s %s on v%s: %s [%s]"
                                                .formatted(
                                                        c.action(),
                                                        c.entityType().word(),
                                                        shortly(c.entityId()),
                                                        c.baseVersion(),
                                                        said(c.payload()),
                                                        shortly(c.commandId())))
                        .collect(Collectors.joining("\n          "));
    }

    static String pushed(PushRequest request, HubAnswer<PushResponse> answer) {
        if (!(answer instanceof HubAnswer.Success<PushResponse>(PushResponse response))) {
            return "<- " + answer;
        }
        return "<- "
                + response.results().stream()
                        .map(
                                r ->
                                        "%s %s v%s @%s %s %s"
                                                .formatted(
                                                        r.outcome(),
                                                        shortly(r.entityId()),
                                                        r.version(),
                                                        r.changedAt(),
                                                        r.serverRow() == null
                                                                ? ""
                                                                : said(r.serverRow()),
                                                        r.error() == null ? "" : r.error()))
                        .collect(Collectors.joining("\n          "));
    }

    static String pulled(HubAnswer<PullResponse> answer) {
        return answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)
                ? changes(page.changes())
                : "<- " + answer;
    }

    static String snapshot(HubAnswer<SnapshotPage> answer) {
        return answer instanceof HubAnswer.Success<SnapshotPage>(SnapshotPage page)
                ? "snapshot " + changes(page.changes())
                : "<- " + answer;
    }

    static String manifest(HubAnswer<ManifestResponse> answer) {
        return answer instanceof HubAnswer.Success<ManifestResponse>(ManifestResponse all)
                ? "<- missing %s, older %s, overtaken %s"
                        .formatted(
                                entries(all.missing()),
                                entries(all.older()),
                                entries(all.overtaken()))
                : "<- " + answer;
    }

    private static String entries(List<ManifestEntry> entries) {
        return entries.stream()
                .map(e -> e.entityType().word() + " " + shortly(e.entityId()) + " v" + e.version())
                .toList()
                .toString();
    }

    private static String changes(List<PullChange> changes) {
        return "<- "
                + changes.stream()
                        .map(
                                c ->
                                        "%s %s %s v%d @%d %s"
                                                .formatted(
                                                        c.action(),
                                                        c.entityType().word(),
                                                        shortly(c.entityId()),
                                                        c.version(),
                                                        c.changedAt(),
                                                        said(c.payload())))
                        .collect(Collectors.joining("\n          "));
    }

    private static String said(@Nullable ObjectNode payload) {
        if (payload == null) {
            return "nothing";
        }
        if (payload.has("resource_id")) {
            return "about %s v%s, ours %s, hub %s, %s %s"
                    .formatted(
                            payload.path("resource_id").asText().substring(9),
                            payload.path("server_version"),
                            payload.at("/client_payload/data"),
                            payload.at("/server_payload/data"),
                            payload.path("resolution").asText(),
                            payload.path("resolution_action").asText());
        }
        return payload.has("data")
                ? payload.path("data")
                        + " "
                        + payload.path("parent_id").asText()
                        + payload.path("status").asText()
                        + payload.path("review")
                : payload.path("submission_id").asText() + payload.path("sha256").asText();
    }

    /** Enough to tell ids of one seed apart. */
    static String shortly(@Nullable UUID id) {
        return id == null ? "none" : id.toString().substring(9);
    }
}
