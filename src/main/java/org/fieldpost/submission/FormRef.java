package org.fieldpost.submission;

import org.fieldpost.kernel.Sha256;

/**
 * The exact form a submission was made with; it is always edited with this one.
 *
 * @param code the form's code, unique in an organization
 * @param version the published version, which never changes
 * @param sha256 the hash of the form document's canonical bytes
 */
public record FormRef(String code, String version, Sha256 sha256) {}
