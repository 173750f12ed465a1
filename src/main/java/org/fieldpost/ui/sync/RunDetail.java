package org.fieldpost.ui.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldpost.sync.IntegrityReport;
import org.fieldpost.sync.LooseReference;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.SizeWords;
import org.fieldpost.ui.kit.StatusChip;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;
import org.kordamp.ikonli.feather.Feather;

/** One past run in full: what went wrong, what to know, then the figures that are not 0. */
final class RunDetail {
    private final Words words;
    private final TimeWords times;
    private final SizeWords sizes;
    private final ErrorWords errors;

    RunDetail(Words words, TimeWords times, ErrorWords errors) {
        this.words = words;
        this.times = times;
        this.errors = errors;
        sizes = new SizeWords(words);
    }

    StatusChip chip(SyncReport run) {
        var word = words.say("outcome." + run.outcome().name());
        return switch (run.outcome()) {
            case COMPLETED -> new StatusChip(Tone.GOOD, Feather.CHECK_CIRCLE, word);
            case PARTIAL -> new StatusChip(Tone.WARNING, Feather.ALERT_TRIANGLE, word);
            case FAILED -> new StatusChip(Tone.DANGER, Feather.CLOUD_OFF, word);
        };
    }

    List<Node> nodes(SyncReport run) {
        var nodes = new ArrayList<Node>();
        var title = new Label(times.exact(run.startedAt()));
        title.getStyleClass().add("strong");
        title.setWrapText(true);
        nodes.add(title);
        nodes.add(chip(run));
        for (var error : run.errors()) {
            var what = new Label(errors.what(error.code().code()));
            what.setWrapText(true);
            what.getStyleClass().add("strong");
            var code = new Label(words.say("needs.detail", error.code().code(), error.message()));
            code.setWrapText(true);
            code.getStyleClass().add("code");
            nodes.add(what);
            nodes.add(code);
        }
        loose(nodes, run.integrity());
        nodes.add(line("run.trigger", words.say("trigger." + run.trigger().name())));
        var took = Duration.between(run.startedAt(), run.endedAt());
        nodes.add(line("run.took", words.say("run.seconds", took.toMillis() / 1000.0)));
        figures(run).forEach(nodes::add);
        return nodes;
    }

    /** Nothing is wrong with what came; the person may know where the other record is. */
    private void loose(List<Node> nodes, IntegrityReport integrity) {
        if (integrity.loose() == 0) {
            return;
        }
        var title = new Label(words.say("run.loose", integrity.loose()));
        title.setWrapText(true);
        title.getStyleClass().add("strong");
        nodes.add(title);
        for (var reference : integrity.first()) {
            var what = new Label(sentence(reference));
            what.setWrapText(true);
            nodes.add(what);
            var code = new Label(words.say("needs.detail", reference.field(), reference.missing()));
            code.setWrapText(true);
            code.getStyleClass().add("code");
            nodes.add(code);
        }
        int more = integrity.loose() - integrity.first().size();
        if (more > 0) {
            nodes.add(new Label(words.say("run.loose.more", more)));
        }
    }

    private String sentence(LooseReference reference) {
        var type = words.say("type." + reference.type().word());
        var of =
                reference.name().isEmpty()
                        ? type
                        : words.say("queue.named", type, reference.name());
        return words.say(
                reference.field().startsWith("data/") ? "run.loose.answer" : "run.loose.field", of);
    }

    private List<Node> figures(SyncReport run) {
        var lines = new ArrayList<Node>();
        var push = run.push();
        count(lines, "run.accepted", push.accepted());
        count(lines, "run.rebased", push.rebased());
        count(lines, "run.conflicts", push.conflicts());
        count(lines, "run.dead", push.dead());
        count(lines, "run.failed", push.failed());
        count(lines, "run.blocked", push.waiting());
        var pull = run.pull();
        count(lines, "run.applied", pull.applied());
        count(lines, "run.merged", pull.merged());
        count(lines, "run.pullFailed", pull.failed());
        count(lines, "run.quarantined", pull.quarantined());
        var media = run.media();
        count(lines, "run.photosSent", media.sent());
        count(lines, "run.photosFetched", media.fetched());
        count(lines, "run.photosFailed", media.failed());
        if (media.bytes() > 0) {
            lines.add(line("run.bytes", sizes.say(media.bytes())));
        }
        return lines;
    }

    private void count(List<Node> lines, String key, int count) {
        if (count > 0) {
            lines.add(line(key, words.say("count", count)));
        }
    }

    private HBox line(String key, String value) {
        var name = new Label(words.say(key));
        name.getStyleClass().add("muted");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var said = new Label(value);
        said.setMinWidth(Label.USE_PREF_SIZE);
        var line = new HBox(name, said);
        line.getStyleClass().add("detail-line");
        return line;
    }
}
