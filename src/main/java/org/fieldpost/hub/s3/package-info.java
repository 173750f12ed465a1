/** Photos in an S3 bucket (the only user of the AWS SDK). */
@NullMarked
package org.fieldpost.hub.s3;

import org.jspecify.annotations.NullMarked;
