package org.fieldpost.ui.capture;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.image.Image;
import org.fieldpost.capture.AttachResult;
import org.fieldpost.capture.DraftSession;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.kernel.Background;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.Position;
import org.fieldpost.submission.SubmissionMedia;
import org.fieldpost.ui.answers.Photos;
import org.fieldpost.ui.capture.question.PhotoDesk;
import org.fieldpost.ui.capture.question.PhotoFacts;
import org.fieldpost.ui.fx.Words;

/** The photos of the open draft. One file is taken in at a time, in the order given. */
final class DraftPhotos implements PhotoDesk {
    private static final String REFERENCE = "media/";
    private final DraftSession draft;
    private final Background background;
    private final Photos photos;
    private final PhotoChooser chooser;
    private final Words words;
    private final List<SubmissionMedia> attached = new ArrayList<>();
    private final ReadOnlyBooleanWrapper hasPosition = new ReadOnlyBooleanWrapper();
    private final List<Runnable> queue = new ArrayList<>();

    DraftPhotos(
            DraftSession draft,
            Background background,
            Photos photos,
            PhotoChooser chooser,
            Words words) {
        this.draft = draft;
        this.background = background;
        this.photos = photos;
        this.chooser = chooser;
        this.words = words;
        background.run(draft::media, this::known, _ -> {});
    }

    private void known(List<SubmissionMedia> media) {
        for (var each : media) {
            if (attached.stream().noneMatch(have -> have.id().equals(each.id()))) {
                attached.add(each);
            }
        }
        hasPosition.set(latestPosition().isPresent());
    }

    @Override
    public void attach(String question, Path file, Consumer<Outcome> done) {
        var path = AnswerPath.parse(question);
        enqueue(() -> draft.attach(path, file), done);
    }

    @Override
    public void attachImage(String question, Image image, Consumer<Outcome> done) {
        var path = AnswerPath.parse(question);
        byte[] png = PngBytes.of(image);
        enqueue(() -> draft.attach(path, "pasted.png", new ByteArrayInputStream(png)), done);
    }

    private void enqueue(Callable<AttachResult> work, Consumer<Outcome> done) {
        queue.add(
                () ->
                        background.run(
                                work,
                                result -> finished(done, outcome(result)),
                                error ->
                                        finished(
                                                done,
                                                new Outcome.Refused(
                                                        words.say(
                                                                "photo.failed",
                                                                String.valueOf(
                                                                        error.getMessage()))))));
        if (queue.size() == 1) {
            queue.getFirst().run();
        }
    }

    private void finished(Consumer<Outcome> done, Outcome outcome) {
        queue.removeFirst();
        done.accept(outcome);
        if (!queue.isEmpty()) {
            queue.getFirst().run();
        }
    }

    private Outcome outcome(AttachResult result) {
        return switch (result) {
            case AttachResult.Attached done -> {
                known(List.of(done.media()));
                yield new Outcome.Attached(done.media().reference());
            }
            case AttachResult.Refused refused ->
                    new Outcome.Refused(
                            words.knows(refused.code())
                                    ? words.say(refused.code())
                                    : refused.detail());
        };
    }

    private Optional<SubmissionMedia> find(String reference) {
        return attached.stream().filter(each -> each.reference().equals(reference)).findFirst();
    }

    @Override
    public void describe(String reference, Consumer<Optional<PhotoFacts>> done) {
        var found = find(reference);
        if (found.isPresent()) {
            done.accept(found.map(this::facts));
            return;
        }
        background.run(
                draft::media,
                media -> {
                    known(media);
                    done.accept(find(reference).map(this::facts));
                },
                _ -> done.accept(Optional.empty()));
    }

    private PhotoFacts facts(SubmissionMedia media) {
        Position place = media.position();
        Double away =
                place == null
                        ? null
                        : SubmissionPlace.of(draft.form()).map(place::distanceTo).orElse(null);
        return new PhotoFacts(media.filename(), media.sizeBytes(), media.capturedAt(), place, away);
    }

    @Override
    public void thumbnail(String reference, Consumer<Optional<Image>> done) {
        describe(
                reference,
                _ -> find(reference).ifPresent(media -> photos.thumbnail(media.sha256(), done)));
    }

    @Override
    public void picture(String reference, Consumer<Optional<Image>> done) {
        find(reference).ifPresent(media -> photos.picture(media.sha256(), done));
    }

    @Override
    public void detached(String reference) {
        attached.removeIf(each -> each.reference().equals(reference));
        hasPosition.set(latestPosition().isPresent());
        background.run(
                () -> {
                    draft.remove(MediaId.of(reference.substring(REFERENCE.length())));
                    return Boolean.TRUE;
                },
                _ -> {},
                _ -> {});
    }

    @Override
    public void choose(Consumer<List<Path>> chosen) {
        chooser.choose(chosen);
    }

    @Override
    public Optional<Position> latestPosition() {
        return attached.stream()
                .filter(each -> each.position() != null)
                .max(Comparator.comparing(SubmissionMedia::createdAt))
                .map(SubmissionMedia::position);
    }

    @Override
    public ReadOnlyBooleanProperty hasPositionProperty() {
        return hasPosition.getReadOnlyProperty();
    }
}
