package org.fieldpost.ui.capture.question;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.image.Image;
import org.fieldpost.submission.Position;

/** Photos for tests of rows: facts and pictures as the test says them; what is attached is noted. */
final class FolderPhotos implements PhotoDesk {
    final List<Path> attached = new ArrayList<>();
    final List<String> detached = new ArrayList<>();
    final Map<String, PhotoFacts> facts = new HashMap<>();
    final Map<String, byte[]> pictures = new HashMap<>();
    final List<Path> toChoose = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    Optional<Position> position = Optional.empty();

    @Override
    public void attach(String question, Path file, Consumer<Outcome> done) {
        attached.add(file);
        String reference = "media/00000000-0000-7000-8000-00000000000" + attached.size();
        facts.putIfAbsent(
                reference,
                new PhotoFacts(
                        file.getFileName().toString(),
                        2_100_000,
                        Instant.parse("2026-11-20T13:40:00Z"),
                        null,
                        null));
        done.accept(
                refusal.<Outcome>map(Outcome.Refused::new)
                        .orElseGet(() -> new Outcome.Attached(reference)));
    }

    @Override
    public void attachImage(String question, Image image, Consumer<Outcome> done) {
        attach(question, Path.of("pasted.png"), done);
    }

    @Override
    public void describe(String reference, Consumer<Optional<PhotoFacts>> done) {
        done.accept(Optional.ofNullable(facts.get(reference)));
    }

    @Override
    public void thumbnail(String reference, Consumer<Optional<Image>> done) {
        picture(reference, done);
    }

    @Override
    public void picture(String reference, Consumer<Optional<Image>> done) {
        done.accept(
                Optional.ofNullable(pictures.get(reference))
                        .map(bytes -> new Image(new ByteArrayInputStream(bytes))));
    }

    @Override
    public void detached(String reference) {
        detached.add(reference);
    }

    @Override
    public void choose(Consumer<List<Path>> chosen) {
        chosen.accept(toChoose);
    }

    @Override
    public Optional<Position> latestPosition() {
        return position;
    }

    @Override
    public ReadOnlyBooleanProperty hasPositionProperty() {
        return new ReadOnlyBooleanWrapper(position.isPresent()).getReadOnlyProperty();
    }
}
