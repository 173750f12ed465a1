/** The ODK/XLSForm expression language: parser, values, functions and a total, bounded evaluator. */
@NullMarked
package org.fieldpost.form.expr;

import org.jspecify.annotations.NullMarked;
