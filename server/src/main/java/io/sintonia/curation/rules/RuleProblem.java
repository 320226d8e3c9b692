package io.sintonia.curation.rules;

/**
 * Why a rule's text cannot be read.
 *
 * @param place the character at which it goes wrong, from 1
 * @param expectation what would do there
 * @param found what stands there, empty at the end
 */
public record RuleProblem(int place, String expectation, String found) {
    /** A sentence for people. */
    public String text() {
        return "at character " + place + (found.isEmpty() ? ", the end" : ", '" + found + "'") + ": expected "
                + expectation;
    }

    /** Thrown inside the readers, told outside as a value. */
    static final class Thrown extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient RuleProblem problem;

        Thrown(RuleProblem problem) {
            super(problem.text());
            this.problem = problem;
        }

        RuleProblem problem() {
            return problem;
        }
    }
}
