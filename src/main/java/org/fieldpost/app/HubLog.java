package org.fieldpost.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.fieldpost.cli.LogFormat;
import org.slf4j.LoggerFactory;

/** How a hub logs: what it does, one line for each request, in the format asked for. */
final class HubLog {
    private HubLog() {}

    static void begin(LogFormat format) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("org.fieldpost.hub").setLevel(Level.INFO);
        if (format == LogFormat.JSON) {
            var appenders =
                    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
            while (appenders.hasNext()) {
                if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
                    appender.setEncoder(json(context));
                }
            }
        }
    }

    private static JsonEncoder json(LoggerContext context) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
