package org.fieldpost.form;

/** Counts how far a section is. */
final class ProgressCount {
    private final AnswerChecks checks;
    private int answered;
    private int asked;
    private int missing;
    private int errors;

    private ProgressCount(AnswerChecks checks) {
        this.checks = checks;
    }

    static SectionProgress of(Section section, GroupCell root, AnswerChecks checks) {
        var count = new ProgressCount(checks);
        for (var question : section.questions()) {
            var cell = Cells.of(root, question);
            if (cell != null) {
                count.add(cell);
            }
        }
        return new SectionProgress(
                section, count.state(), count.answered, count.asked, count.missing, count.errors);
    }

    private void add(Cell cell) {
        if (!cell.relevant()) {
            return;
        }
        for (var problem : checks.of(cell)) {
            if (problem.isMissing()) {
                missing++;
            } else if (problem.severity() == Severity.ERROR) {
                errors++;
            }
        }
        if (cell instanceof AnswerCell answer) {
            if (!isGiven(answer)) {
                asked++;
                answered += answer.isBlank() ? 0 : 1;
            }
        } else {
            cell.inner().forEach(this::add);
        }
    }

    /** Whether nobody is expected to answer. */
    private static boolean isGiven(AnswerCell cell) {
        var question = cell.slot().question();
        return question.isCalculated() || question.traits().readOnly() || cell.readOnlyIf();
    }

    private SectionProgress.State state() {
        if (errors > 0) {
            return SectionProgress.State.ERRORS;
        }
        if (answered == 0 && (asked > 0 || missing > 0)) {
            return SectionProgress.State.UNTOUCHED;
        }
        return missing > 0 ? SectionProgress.State.PART : SectionProgress.State.OK;
    }
}
