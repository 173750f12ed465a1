package org.fieldpost.ui.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.geometry.NodeOrientation;
import org.fieldpost.kernel.Background;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Theme;
import org.fieldpost.ui.welcome.Opening.Attempt;
import org.fieldpost.ui.welcome.WelcomeViewModel.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
class WelcomeTest {
    private final List<@Nullable String> typed = new ArrayList<>();
    private final Deque<Attempt> answers = new ArrayDeque<>();
    private boolean open;

    /** Background work at once, on this thread. */
    private static final class AtOnce implements Background {
        @Override
        public <T> void run(
                Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                failed.accept(e);
                return;
            }
            done.accept(result);
        }

        @Override
        public void onScreen(Runnable action) {
            action.run();
        }
    }

    private WelcomeViewModel model(Locale locale) {
        Opening opening =
                passphrase -> {
                    typed.add(passphrase);
                    return answers.isEmpty()
                            ? new Attempt.Opened(() -> open = true)
                            : answers.pop();
                };
        return new WelcomeViewModel(
                opening, new AtOnce(), Words.of(WelcomeViewModel.class, locale));
    }

    @Test
    void a_profile_that_opens_by_itself_asks_nothing() {
        model(Locale.ENGLISH).begin();
        assertTrue(open);
        assertEquals(1, typed.size());
    }

    @Test
    void a_new_passphrase_must_be_long_and_typed_twice_alike() {
        answers.add(new Attempt.NewPassphrase());
        var model = model(Locale.ENGLISH);
        model.begin();
        assertEquals(Page.NEW_PASSPHRASE, model.pageProperty().get());
        model.passphraseProperty().set("short");
        model.submit();
        assertEquals(
                "At least 10 characters; a short sentence is good.",
                model.complaintProperty().get());
        model.passphraseProperty().set("four wells by the river");
        model.repeatedProperty().set("four wells by the rivers");
        model.submit();
        assertEquals("The two are not the same.", model.complaintProperty().get());
        assertEquals(1, typed.size(), "nothing was tried with a passphrase that is not good");
        model.repeatedProperty().set("four wells by the river");
        model.submit();
        assertTrue(open);
        assertEquals("four wells by the river", typed.get(1));
        assertEquals("", model.passphraseProperty().get(), "it is not kept on the screen");
    }

    @Test
    void a_wrong_passphrase_is_told_and_can_be_corrected() {
        answers.add(new Attempt.Locked(false));
        answers.add(new Attempt.Locked(true));
        var model = model(Locale.ENGLISH);
        model.begin();
        assertEquals(Page.UNLOCK, model.pageProperty().get());
        assertEquals("", model.complaintProperty().get());
        model.passphraseProperty().set("wrong");
        model.submit();
        assertTrue(
                model.complaintProperty().get().contains("not the passphrase"),
                model.complaintProperty().get());
        model.passphraseProperty().set("right");
        model.submit();
        assertTrue(open);
    }

    @Test
    void why_it_cannot_be_opened_is_said_with_what_to_do() {
        answers.add(
                new Attempt.Failed(
                        "FP-3001", "Fieldpost is open already.", "Use the other window.", null));
        var model = model(Locale.ENGLISH);
        model.begin();
        assertEquals(Page.FAILED, model.pageProperty().get());
        var trouble = model.troubleProperty().get();
        assertTrue(trouble != null && trouble.remedy().equals("Use the other window."));
    }

    @Test
    void each_page_looks_well_in_both_themes_and_from_right_to_left() {
        answers.add(new Attempt.NewPassphrase());
        var fresh = model(Locale.ENGLISH);
        fresh.begin();
        fresh.passphraseProperty().set("short");
        fresh.submit();
        shoot("welcome-new", fresh, Locale.ENGLISH);
        document(fresh);
        answers.add(
                new Attempt.Failed(
                        "FP-3001",
                        "Fieldpost is open already with this profile.",
                        "Use the other window, or close it.",
                        "lock"));
        var failed = model(Locale.FRENCH);
        failed.begin();
        shoot("welcome-failed", failed, Locale.FRENCH);
        answers.add(new Attempt.Locked(true));
        var locked = model(Locale.of("ar"));
        locked.begin();
        var view = new WelcomeView(locked, Words.of(WelcomeView.class, Locale.of("ar")));
        var scene =
                Screenshots.scene(
                        view.build(new ViewLoader(Locale.of("ar"))),
                        Theme.LIGHT,
                        NodeOrientation.RIGHT_TO_LEFT);
        assertTrue(Screenshots.shoot("welcome-unlock-ar", scene).toFile().length() > 0);
    }

    private static void document(WelcomeViewModel model) {
        var view = new WelcomeView(model, Words.of(WelcomeView.class, Locale.ENGLISH));
        var node = view.build(new ViewLoader(Locale.ENGLISH));
        for (var theme : Theme.values()) {
            Screenshots.scene(node, theme, NodeOrientation.LEFT_TO_RIGHT);
            Screenshots.document("welcome-" + theme.name().toLowerCase(Locale.ROOT), node);
        }
    }

    private static void shoot(String name, WelcomeViewModel model, Locale locale) {
        var view = new WelcomeView(model, Words.of(WelcomeView.class, locale));
        Screenshots.bothThemes(name, view.build(new ViewLoader(locale)));
    }
}
