package org.fieldpost.ui.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.GeopointQuestion;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.submission.Position;

/** Where a submission is: its first answered position outside repeats. */
final class SubmissionPlace {
    private SubmissionPlace() {}

    static Optional<Position> of(FormSession form) {
        return find(form, form.form().root().inner(), AnswerPath.ROOT);
    }

    private static Optional<Position> find(
            FormSession form, List<Question> questions, AnswerPath parent) {
        for (Question question : questions) {
            AnswerPath path = parent.child(question.name());
            Optional<Position> found =
                    switch (question) {
                        case GeopointQuestion _ -> position(form.value(path));
                        case GroupQuestion group -> find(form, group.inner(), path);
                        default -> Optional.empty();
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Position> position(@org.jspecify.annotations.Nullable JsonNode answer) {
        if (answer == null
                || !answer.path("latitude").isNumber()
                || !answer.path("longitude").isNumber()) {
            return Optional.empty();
        }
        double latitude = answer.get("latitude").asDouble();
        double longitude = answer.get("longitude").asDouble();
        boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return onEarth
                ? Optional.of(new Position(latitude, longitude, null, null))
                : Optional.empty();
    }
}
