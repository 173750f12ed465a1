package org.fieldpost.form;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What leaves a draft when it is finished.
 *
 * @param data the answers, without those of irrelevant questions
 * @param hiddenAnswersLeftOut how many answers were left out for it
 */
public record Finalised(ObjectNode data, int hiddenAnswersLeftOut) {}
