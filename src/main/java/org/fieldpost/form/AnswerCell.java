package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.fieldpost.form.expr.Convert;
import org.fieldpost.form.expr.Node;
import org.fieldpost.form.expr.Value;
import org.jspecify.annotations.Nullable;

/** One answer. */
final class AnswerCell extends Cell {
    private @Nullable JsonNode answer;
    private Value read = Value.BLANK;
    private boolean limitExceeded;
    private @Nullable List<Problem> problems;

    AnswerCell(Slot slot, Cell holder) {
        super(slot, holder);
    }

    @Nullable JsonNode answer() {
        return answer;
    }

    void setAnswer(@Nullable JsonNode now) {
        answer = now;
        read = now == null ? Value.BLANK : Answers.value(slot().question(), now);
        problems = null;
    }

    /** Whether its logic took more than it may. */
    boolean limitExceeded() {
        return limitExceeded;
    }

    void setLimitExceeded() {
        limitExceeded = true;
        problems = null;
    }

    /** What is wrong with the answer alone, if it has been looked at since it changed. */
    @Nullable List<Problem> problems() {
        return problems;
    }

    void setProblems(@Nullable List<Problem> now) {
        problems = now;
    }

    @Override
    boolean isBlank() {
        return answer == null;
    }

    @Override
    List<Cell> inner() {
        return List.of();
    }

    @Override
    public Value value() {
        return answer != null && relevant() ? read : Value.BLANK;
    }

    /** The parts of a position: {@code ${where}/latitude}. */
    @Override
    public List<Node> children(String name) {
        if (!(slot().question() instanceof GeopointQuestion) || answer == null) {
            return List.of();
        }
        var part = answer.path(name);
        return part.isNumber() ? List.of(new Part(this, name, Answers.number(part))) : List.of();
    }

    private record Part(Node parent, String name, Value number) implements Node {
        @Override
        public List<Node> children(String inner) {
            return List.of();
        }

        @Override
        public Value value() {
            return Convert.isBlank(parent.value()) ? Value.BLANK : number;
        }

        @Override
        public int position() {
            return 1;
        }
    }
}
