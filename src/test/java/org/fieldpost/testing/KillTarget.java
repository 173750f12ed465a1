package org.fieldpost.testing;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.capture.AttachResult;
import org.fieldpost.capture.DraftSession;
import org.fieldpost.capture.FinaliseResult;
import org.fieldpost.capture.SaveState;
import org.fieldpost.capture.StartResult;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.SamplePhotos.Subject;

/**
 * A process to be killed: the program's own composition filling form after form for as long as it lives. It
 * acknowledges on its standard output, one line in one write, what a person would be told is safe: {@code D <draft>
 * <n>} an answer, {@code P <sha256>} a photo, {@code S <submission> <n>} a finished submission.
 */
public final class KillTarget {
    /** The form it fills. */
    public static final String WELL =
            """
            {"code":"well","version":"1","name":{"en":"Well"},"formSpec":"1.0","defaultLanguage":"en",
             "schema":{"type":"object","properties":{
               "n":{"type":"integer","title":"Number"},
               "note":{"type":"string","title":"Note"},
               "photos":{"type":"array","title":"Photos","items":
                 {"type":"string","format":"uri-reference","contentMediaType":"image/jpeg"}}}},
             "logic":{"instanceName":"${note}"}}
            """;

    private static final int ANSWERS = 4;
    private static final int SHORTENED_EVERY = 100;
    private final FieldLaptop laptop;
    private final byte[] jpeg;
    private final OutputStream out;
    private int n;

    private KillTarget(FieldLaptop laptop, byte[] jpeg, int first, OutputStream out) {
        this.laptop = laptop;
        this.jpeg = jpeg;
        this.out = out;
        n = first;
    }

    /** Writes the photo it attaches, a small one: its pixels are not what may be lost. */
    public static Path photo(Path folder) throws IOException {
        var at = Instant.parse("2026-01-12T09:29:13Z");
        return Files.write(
                folder.resolve("well.jpg"),
                SamplePhotos.jpeg(Subject.HANDPUMP, 320, 240, 1, at, 15.515071, -15.943459, 1));
    }

    /**
     * {@code KillTarget FOLDER PHOTO FIRST [FORMS]}: counts up from FIRST and works until it is killed, or its test is
     * gone; with FORMS it fills so many and closes its profile.
     */
    public static void main(String[] args) throws IOException {
        var test = ProcessHandle.current().parent().orElseThrow();
        var _ = test.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        var laptop = FieldLaptop.open(Path.of(args[0]), InstantSource.system());
        laptop.joinedAndReady(Json.parseObject(WELL));
        var out = new FileOutputStream(FileDescriptor.out);
        var target =
                new KillTarget(
                        laptop,
                        Files.readAllBytes(Path.of(args[1])),
                        Integer.parseInt(args[2]),
                        out);
        target.say("READY");
        long forms = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
        for (long filled = 0; filled < forms; filled++) {
            target.fillOneForm();
        }
        laptop.close();
    }

    private void fillOneForm() throws IOException {
        if (!(laptop.capture().start("well", null, Locale.ENGLISH)
                instanceof StartResult.Started(var session))) {
            throw new IllegalStateException("no form");
        }
        for (int i = 0; i < ANSWERS; i++) {
            answer(session);
        }
        photo(session);
        if (!(session.finalise() instanceof FinaliseResult.Finalised done)) {
            throw new IllegalStateException("not finished");
        }
        say("S " + done.submission() + " " + n);
        if (n % SHORTENED_EVERY == 0) {
            laptop.profile().shorten();
        }
    }

    private void answer(DraftSession session) throws IOException {
        n++;
        session.form().set(AnswerPath.parse("/n"), IntNode.valueOf(n));
        session.form().set(AnswerPath.parse("/note"), TextNode.valueOf("x".repeat(1 + n % 400)));
        session.changed();
        if (session.flush().safety() == SaveState.Safety.SAVED) {
            say("D " + session.id() + " " + n);
        }
    }

    private void photo(DraftSession session) throws IOException {
        var bytes = Arrays.copyOf(jpeg, jpeg.length + Integer.BYTES);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[jpeg.length + i] = (byte) (n >>> (8 * i));
        }
        var question = AnswerPath.parse("/photos");
        if (session.attach(question, "well.jpg", new ByteArrayInputStream(bytes))
                instanceof AttachResult.Attached(var media)) {
            session.form().set(question, Json.array().add(media.reference()));
            session.changed();
            say("P " + media.sha256());
        }
    }

    private void say(String what) throws IOException {
        out.write((what + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
