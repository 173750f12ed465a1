package org.fieldpost.merge;

/** A pure merge for entities whose rules are more than policies of single fields (seed: {@code customMerge}). */
@FunctionalInterface
interface CustomMerge {
    MergeResult merge(Versions versions, MergeContext context);
}
