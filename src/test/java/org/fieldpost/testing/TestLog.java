package org.fieldpost.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import org.fieldpost.app.StderrLog;

/** The program's own, without what servers of the tests say about themselves. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class TestLog extends StderrLog {
    /** The S3 server of the tests tells each object that is not there as a fault of its own. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger("com.robothy").setLevel(Level.OFF);
        context.getLogger("io.netty").setLevel(Level.OFF);
        return super.configure(context);
    }
}
