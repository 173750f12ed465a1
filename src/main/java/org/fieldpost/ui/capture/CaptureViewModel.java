package org.fieldpost.ui.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.capture.DraftSession;
import org.fieldpost.capture.FinaliseResult;
import org.fieldpost.capture.SaveState;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.form.Problem;
import org.fieldpost.form.SectionProgress;
import org.fieldpost.form.Severity;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.ui.capture.question.AnswerSheet;
import org.fieldpost.ui.capture.question.QuestionPage;
import org.fieldpost.ui.capture.question.Remarks;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/**
 * A form being filled: its pages, how far each section is, whether what was typed is safe, and the way to the end. The
 * form is evaluated on the screen's thread as one types; saving, photos and finishing happen elsewhere.
 */
public final class CaptureViewModel implements AutoCloseable {
    private final DraftSession draft;
    private final Background background;
    private final Words words;
    private final AnswerSheet sheet;
    private final List<CapturePage> pages;
    private final List<String> sectionNames;
    private final List<Target> targets;
    private final ObservableList<SectionLine> sections = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper page = new ReadOnlyIntegerWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyIntegerWrapper errors = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<SaveState> saved;
    private final ReadOnlyObjectWrapper<Finishing> finishing =
            new ReadOnlyObjectWrapper<>(new Finishing.Filling());
    private final Listeners.Subscription saves;
    private boolean progressAsked;
    private @Nullable AnswerPath lastError;

    /** Where the draft stands between filling and finished. */
    public sealed interface Finishing {
        /** Being filled. */
        record Filling() implements Finishing {}

        /** The person asked to finish and looks at what is left to do. */
        record Asking(FinishSummary summary) implements Finishing {}

        /** Being made a submission; nothing may be typed. */
        record Working() implements Finishing {}

        /** It is a submission. */
        record Done(FinaliseResult.Finalised result) implements Finishing {}

        /** It could not be kept; still a draft. */
        record Refused(String why) implements Finishing {}
    }

    public CaptureViewModel(DraftSession draft, Background background, Words words) {
        this.draft = draft;
        this.background = background;
        this.words = words;
        FormSession form = draft.form();
        this.sheet = new AnswerSheet(form, new Remarks(draft.remarks(), draft::remark));
        this.pages = CapturePage.of(form.form());
        this.sectionNames = sectionNames(form.form());
        this.targets = Target.of(pages, sectionNames, locale());
        this.saved = new ReadOnlyObjectWrapper<>(draft.saveState());
        this.saves = draft.listen(() -> background.onScreen(() -> saved.set(draft.saveState())));
        sheet.listen(
                _ -> {
                    draft.changed();
                    askForProgress();
                });
        updateProgress();
    }

    private List<String> sectionNames(FormDocument form) {
        var names = new ArrayList<String>();
        for (var section : form.sections()) {
            String name = section.label().in(locale());
            boolean only = form.sections().size() == 1;
            String title =
                    !name.isEmpty()
                            ? name
                            : only ? form.name(locale()) : words.say("section.untitled");
            names.add(RightToLeft.wrappable(title));
        }
        return List.copyOf(names);
    }

    public Locale locale() {
        return sheet.locale();
    }

    public FormDocument form() {
        return draft.form().form();
    }

    /** Languages the form can be filled in; the present one is {@link #locale}. */
    public List<String> languages() {
        return form().languages();
    }

    public AnswerSheet sheet() {
        return sheet;
    }

    public DraftSession draft() {
        return draft;
    }

    /** What opens this draft again, in another language say. */
    public CaptureRequest reopening() {
        return new CaptureRequest.Resume(draft.id());
    }

    /** Whether a finished submission is being changed. */
    public boolean isEdit() {
        return draft.draft().basedOn() != null;
    }

    public List<CapturePage> pages() {
        return pages;
    }

    public CapturePage currentPage() {
        return pages.get(page.get());
    }

    public String sectionName(int section) {
        return sectionNames.get(section);
    }

    /** The questions of a page without a first heading that only says the section's title again. */
    List<QuestionPage.Placed> withoutTitle(CapturePage of) {
        var all = of.questions();
        boolean said =
                !all.isEmpty()
                        && all.getFirst().question() instanceof NoteQuestion note
                        && note.label(locale()).equals(sectionNames.get(of.section()));
        return said ? all.subList(1, all.size()) : all;
    }

    public void turnTo(int newPage) {
        page.set(Math.clamp(newPage, 0, pages.size() - 1));
    }

    public void nextPage() {
        turnTo(page.get() + 1);
    }

    public void previousPage() {
        turnTo(page.get() - 1);
    }

    /** Turns to the first page of a section. */
    public void turnToSection(int section) {
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).section() == section) {
                turnTo(i);
                return;
            }
        }
    }

    /** Turns to the page that holds the answer at {@code path}, if one does. */
    public boolean turnToAnswer(AnswerPath path) {
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).holds(path)) {
                turnTo(i);
                return true;
            }
        }
        return false;
    }

    /** Questions that match what was typed, those whose number matches first; hidden ones are left out. */
    public List<Target> search(String typed, int limit) {
        return targets.stream()
                .filter(target -> target.matches(typed))
                .filter(target -> draft.form().relevant(target.path()))
                .limit(limit)
                .toList();
    }

    /** The number shown beside a question; "" for those inside repeats. */
    public String number(org.fieldpost.form.Question question) {
        return targets.stream()
                .filter(target -> target.question().pointer().equals(question.pointer()))
                .findFirst()
                .map(target -> String.valueOf(target.number()))
                .orElse("");
    }

    /** The answer with an error after the one gone to last, round and round; empty when nothing is wrong. */
    public Optional<AnswerPath> nextError() {
        List<AnswerPath> wrong =
                sheet.allProblems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Problem::path)
                        .distinct()
                        .toList();
        if (wrong.isEmpty()) {
            lastError = null;
            return Optional.empty();
        }
        int next = lastError == null ? 0 : (wrong.indexOf(lastError) + 1) % wrong.size();
        lastError = wrong.get(next);
        return Optional.of(wrong.get(next));
    }

    /** The person wants to finish: everything is looked at, and every problem is said from now on. */
    public void askToFinish() {
        if (finishing.get() instanceof Finishing.Working) {
            return;
        }
        sheet.showProblems();
        updateProgress();
        var lines = new ArrayList<FinishSummary.Line>();
        for (Problem problem : sheet.allProblems()) {
            boolean warning = problem.severity() == Severity.WARNING;
            if (!warning || !sheet.isKept(problem.path())) {
                lines.add(line(problem, warning));
            }
        }
        int hidden = draft.form().finalised().hiddenAnswersLeftOut();
        finishing.set(new Finishing.Asking(new FinishSummary(lines, hidden)));
    }

    private FinishSummary.Line line(Problem problem, boolean warning) {
        return new FinishSummary.Line(
                problem.path(),
                RightToLeft.wrappable(labelAt(problem)),
                RightToLeft.wrappable(sheet.say(problem)),
                warning);
    }

    /** The question a problem is at; a rule's own label is the form's. */
    private String labelAt(Problem problem) {
        return targets.stream()
                .filter(target -> target.path().equals(problem.path()))
                .findFirst()
                .map(Target::label)
                .orElseGet(() -> problem.label().in(locale()));
    }

    /** Back to filling. */
    public void stay() {
        finishing.set(new Finishing.Filling());
    }

    /** Makes a submission of it; does nothing while problems are left. */
    public void finish() {
        boolean ready =
                finishing.get() instanceof Finishing.Asking asking && asking.summary().isClean();
        if (!ready) {
            return;
        }
        finishing.set(new Finishing.Working());
        background.run(
                draft::finalise,
                this::finished,
                error -> finishing.set(new Finishing.Refused(String.valueOf(error.getMessage()))));
    }

    private void finished(FinaliseResult result) {
        switch (result) {
            case FinaliseResult.Finalised done -> finishing.set(new Finishing.Done(done));
            case FinaliseResult.Invalid _ -> {
                finishing.set(new Finishing.Filling());
                askToFinish();
            }
            case FinaliseResult.Refused refused ->
                    finishing.set(
                            new Finishing.Refused(
                                    words.knows(refused.code())
                                            ? words.say(refused.code())
                                            : refused.detail()));
        }
    }

    /** The hub gave a submission another id: answers that refer to it follow, nothing else moves. */
    public void followId(String oldId, String newId) {
        replace(AnswerPath.ROOT, draft.form().data(), oldId, newId);
    }

    private void replace(AnswerPath path, JsonNode node, String oldId, String newId) {
        if (node.isObject()) {
            node.properties()
                    .forEach(e -> replace(path.child(e.getKey()), e.getValue(), oldId, newId));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                replace(path.row(i), node.get(i), oldId, newId);
            }
        } else if (node.isTextual() && node.asText().equals(oldId)) {
            sheet.answer(path, TextNode.valueOf(newId));
        }
    }

    /** Saves what is unsaved, if anything is, and says how that ended. */
    public void saveNow(Consumer<SaveState> done) {
        background.run(draft::flush, done, error -> done.accept(draft.saveState()));
    }

    private void askForProgress() {
        if (!progressAsked) {
            progressAsked = true;
            background.onScreen(this::updateProgress);
        }
    }

    private void updateProgress() {
        progressAsked = false;
        var lines = new ArrayList<SectionLine>();
        int answered = 0;
        int asked = 0;
        int wrong = 0;
        for (SectionProgress section : draft.form().progress()) {
            int here = section.errors() + (sheet.problemsShown() ? section.missing() : 0);
            var state = here > 0 ? SectionProgress.State.ERRORS : withoutErrors(section);
            lines.add(
                    new SectionLine(
                            lines.size(),
                            sectionNames.get(lines.size()),
                            state,
                            stateWords(state, section, here)));
            answered += section.answered();
            asked += section.asked();
            wrong += here;
        }
        if (!lines.equals(sections)) {
            sections.setAll(lines);
        }
        progress.set(asked == 0 ? 1 : (double) answered / asked);
        errors.set(wrong);
    }

    /** A required answer not given yet is something to do, not an error, until the person asks to finish. */
    private static SectionProgress.State withoutErrors(SectionProgress section) {
        if (section.answered() == 0) {
            return SectionProgress.State.UNTOUCHED;
        }
        return section.missing() > 0 ? SectionProgress.State.PART : section.state();
    }

    private String stateWords(SectionProgress.State state, SectionProgress section, int wrong) {
        if (section.asked() == 0 && wrong == 0) {
            return words.say("state.nothing");
        }
        return switch (state) {
            case UNTOUCHED -> words.say("state.untouched");
            case PART -> words.say("state.part", section.answered(), section.asked());
            case OK -> words.say("state.ok");
            case ERRORS -> words.say("state.errors", wrong);
        };
    }

    public ObservableList<SectionLine> sections() {
        return sections;
    }

    public ReadOnlyIntegerProperty pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** Answered of asked, 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty errorsProperty() {
        return errors.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<SaveState> savedProperty() {
        return saved.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Finishing> finishingProperty() {
        return finishing.getReadOnlyProperty();
    }

    /** Lets go of the draft, which stays; what is unsaved is saved in the background. */
    @Override
    public void close() {
        saves.close();
        draft.leave();
        background.run(
                () -> {
                    draft.close();
                    return Boolean.TRUE;
                },
                _ -> {},
                _ -> {});
    }
}
