package org.fieldpost.ui.capture;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.capture.CaptureService;
import org.fieldpost.capture.DraftSession;
import org.fieldpost.capture.SaveState;
import org.fieldpost.capture.StartResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionList;
import org.fieldpost.ui.answers.Photos;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.EmptyState;
import org.fieldpost.ui.kit.SkeletonRows;
import org.fieldpost.ui.kit.StatePane;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.KeyHint;
import org.fieldpost.ui.shell.ScreenPart;
import org.fieldpost.ui.shell.Unsaved;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The capture screen in the window: opens what it is asked for, keeps it open while the person looks elsewhere. */
public final class CaptureScreen implements ScreenPart {
    /** How other screens name it. */
    public static final String ID = "capture";

    private final Frame frame;
    private final Profile profile;
    private final CaptureService capture;
    private final Photos photos;
    private final PhotoChooser chooser;
    private final Words words;
    private final StatePane host = new StatePane();
    private final Listeners.Subscription changes;
    private @Nullable CaptureViewModel open;
    private @Nullable PageHost pages;
    private @Nullable CaptureView view;
    private @Nullable CaptureRequest remembered;
    private long asked;

    public CaptureScreen(
            Frame frame,
            Profile profile,
            CaptureService capture,
            Photos photos,
            PhotoChooser chooser) {
        this.frame = frame;
        this.profile = profile;
        this.capture = capture;
        this.photos = photos;
        this.chooser = chooser;
        this.words = frame.loader().words(CaptureScreen.class);
        host.setSkeleton(new SkeletonRows());
        changes =
                profile.events()
                        .listen(events -> frame.background().onScreen(() -> follow(events)));
    }

    @Override
    public Parent node() {
        return host;
    }

    @Override
    public void shown(@Nullable Object argument) {
        if (argument instanceof CaptureRequest request && !isOpen(request)) {
            open(request, words.locale());
        } else if (pages != null) {
            pages.focusAgain();
        }
    }

    private boolean isOpen(CaptureRequest request) {
        return open != null
                && request instanceof CaptureRequest.Resume resume
                && resume.draft().equals(open.draft().id());
    }

    /** What is open gives way, unless that would lose something. */
    private void open(CaptureRequest request, Locale locale) {
        var unsaved = unsaved();
        if (unsaved == null) {
            openInstead(request, locale);
        } else {
            unsaved.save(
                    problem -> {
                        if (problem == null) {
                            openInstead(request, locale);
                        } else {
                            frame.notices()
                                    .toast(
                                            Tone.DANGER,
                                            words.say("unsaved.stays", unsaved.name(), problem));
                        }
                    });
        }
    }

    private void openInstead(CaptureRequest request, Locale locale) {
        closeOpen();
        long mine = ++asked;
        host.setState(StatePane.State.LOADING);
        frame.background()
                .run(
                        () -> start(request, locale),
                        result -> started(result, mine),
                        error -> refused("", String.valueOf(error.getMessage())));
    }

    private StartResult start(CaptureRequest request, Locale locale) {
        return switch (request) {
            case CaptureRequest.Start start ->
                    capture.start(start.formCode(), start.parent(), locale);
            case CaptureRequest.Resume resume -> capture.resume(resume.draft(), locale);
            case CaptureRequest.Edit edit -> capture.edit(edit.submission(), locale);
        };
    }

    private void started(StartResult result, long mine) {
        switch (result) {
            case StartResult.Started started -> {
                if (mine == asked) {
                    show(started.session());
                } else {
                    new CaptureViewModel(started.session(), frame.background(), words).close();
                }
            }
            case StartResult.Refused refused -> refused(refused.code(), refused.detail());
        }
    }

    private void show(DraftSession session) {
        var locale = session.form().environment().locale();
        var pageWords = Words.of(CaptureScreen.class, locale);
        var model = new CaptureViewModel(session, frame.background(), pageWords);
        open = model;
        model.savedProperty().subscribe(state -> rememberOnce(model, state));
        PreviousAnswers.load(profile, session, frame.background(), model.sheet()::previous);
        view =
                new CaptureView(
                        model,
                        new ViewLoader(locale),
                        new DraftPhotos(session, frame.background(), photos, chooser, pageWords),
                        new StoredReferences(
                                profile,
                                new SubmissionList(new DeliveryLedger()),
                                frame.background()),
                        new Out(model.draft().id()));
        host.setContent(new StackPane(view.node()));
        host.setState(StatePane.State.READY);
        // A scroll pane holds its content only once it is dressed.
        host.applyCss();
        pages = view.pages();
        view.pages().focusFirst();
    }

    /** From its first saved answer on, coming back means this draft, not another new one. */
    private void rememberOnce(CaptureViewModel model, SaveState state) {
        if (state.savedAt() != null && !model.reopening().equals(remembered)) {
            remembered = model.reopening();
            frame.navigation().remember(ID, remembered);
        }
    }

    private void refused(String code, String detail) {
        boolean known = !code.isEmpty() && words.knows(code);
        var state =
                new EmptyState(
                        Feather.ALERT_TRIANGLE,
                        words.say("problem.open"),
                        known ? words.say(code) : detail);
        state.setActionText(words.say("back"));
        state.setOnAction(_ -> frame.navigation().back());
        host.setFailed(state);
        host.setState(StatePane.State.FAILED);
    }

    private void follow(List<ChangeEvent> events) {
        for (ChangeEvent event : events) {
            if (open != null
                    && event instanceof ChangeEvent.IdChanged changed
                    && changed.type() == EntityType.SUBMISSIONS) {
                open.followId(changed.clientId().toString(), changed.serverId().toString());
            }
        }
    }

    private void closeOpen() {
        if (open != null) {
            open.close();
            open = null;
            pages = null;
        }
    }

    @Override
    public boolean pressedOutside(KeyEvent event) {
        return view != null && open != null && view.pressed(event);
    }

    @Override
    public @Nullable Unsaved unsaved() {
        var model = open;
        return model == null || !model.savedProperty().get().isAtRisk() ? null : unsaved(model);
    }

    private static Unsaved unsaved(CaptureViewModel model) {
        return new Unsaved() {
            @Override
            public String name() {
                return model.form().name(model.locale());
            }

            @Override
            public boolean failed() {
                return model.savedProperty().get().problem() != null;
            }

            @Override
            public void save(Consumer<@Nullable String> done) {
                model.saveNow(
                        state ->
                                done.accept(
                                        state.isAtRisk() ? String.valueOf(state.problem()) : null));
            }
        };
    }

    @Override
    public List<KeyHint> keys() {
        return CaptureKeySheet.of(words);
    }

    @Override
    public void close() {
        changes.close();
        closeOpen();
    }

    private final class Out implements CaptureView.Exits {
        private final UUID draft;

        Out(UUID draft) {
            this.draft = draft;
        }

        @Override
        public void back() {
            frame.navigation().navigate("forms");
        }

        @Override
        public void finished(CaptureViewModel.Finishing.Done done) {
            closeOpen();
            int hidden = done.result().hiddenAnswersLeftOut();
            String left = hidden > 0 ? " " + words.say("finish.hidden.done", hidden) : "";
            frame.notices().toast(Tone.GOOD, words.say("finish.done") + left);
            frame.navigation().navigate("forms");
        }

        @Override
        public void reopenIn(Locale locale) {
            open(new CaptureRequest.Resume(draft), locale);
        }

        @Override
        public void say(String text) {
            frame.notices().toast(Tone.INFO, text);
        }
    }
}
