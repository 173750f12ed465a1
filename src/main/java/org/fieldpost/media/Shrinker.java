package org.fieldpost.media;

import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Decodes a picture at a fraction of its size, turns it upright and encodes it small. */
final class Shrinker {
    private static final System.Logger LOG = System.getLogger(Shrinker.class.getName());
    private static final float QUALITY = 0.82f;

    private Shrinker() {}

    /** Whether Java decodes such pictures. */
    static boolean knows(ContentType type) {
        return type == ContentType.JPEG || type == ContentType.PNG || type == ContentType.GIF;
    }

    /** A JPEG of at most {@code side} pixels a side; nothing when the bytes cannot be decoded. */
    static Optional<byte[]> shrink(byte[] photo, PhotoFacts facts, int side) {
        try {
            return Optional.of(
                    encode(
                            upright(
                                    decode(photo, facts.header(), side),
                                    facts.orientation(),
                                    side)));
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "no preview", e);
            return Optional.empty();
        }
    }

    private static BufferedImage decode(byte[] photo, ImageHeader header, int side)
            throws IOException {
        var readers = ImageIO.getImageReadersByMIMEType(header.type().text());
        if (!readers.hasNext()) {
            throw new IOException("no decoder for " + header.type());
        }
        var reader = readers.next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(photo))) {
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > ImageHeader.PIXELS_MAX) {
                throw new IOException("larger than its header said");
            }
            int step = Math.max(1, Math.min(header.width(), header.height()) / (2 * side));
            var how = reader.getDefaultReadParam();
            how.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, how);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(BufferedImage stored, Orientation orientation, int side) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        double scale = Math.min(1, side / (double) Math.max(width, height));
        int wide = Math.max(1, (int) Math.round(width * scale));
        int high = Math.max(1, (int) Math.round(height * scale));
        boolean sideways = orientation.sideways();
        var small =
                new BufferedImage(
                        sideways ? high : wide, sideways ? wide : high, BufferedImage.TYPE_INT_RGB);
        var graphics = small.createGraphics();
        try {
            graphics.setBackground(java.awt.Color.WHITE);
            graphics.clearRect(0, 0, small.getWidth(), small.getHeight());
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            var way = orientation.uprighting(wide, high);
            way.concatenate(
                    AffineTransform.getScaleInstance(
                            wide / (double) width, high / (double) height));
            graphics.drawImage(stored, way, null);
        } finally {
            graphics.dispose();
        }
        return small;
    }

    private static byte[] encode(BufferedImage small) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(small, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
