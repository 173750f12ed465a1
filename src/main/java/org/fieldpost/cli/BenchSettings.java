package org.fieldpost.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the bench measures and where.
 *
 * @param folder for its profiles and hub; emptied of them afterwards
 * @param report the Markdown file written in the end
 * @param held rows held in the end; all other numbers follow from it
 * @param growMinutes after so many minutes no more rows are made to be held; what is measured then says how many are
 * @param quick small numbers, to see that everything works; the figures mean nothing
 * @param postgres {@code jdbc:postgresql:} URL of an empty database for the hub; null for embedded H2
 * @param pouch a folder with {@code npm install pouchdb@9 express-pouchdb express@4} done in it, for the
 *     comparison; null to leave it out
 * @param remark a line for the report: what else the machine was doing
 */
public record BenchSettings(
        Path folder,
        Path report,
        int held,
        int growMinutes,
        boolean quick,
        @Nullable String postgres,
        @Nullable Path pouch,
        String remark) {}
