package org.fieldpost.testing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Photos as a phone in the field would take them: a drawn picture in a JPEG with true EXIF (time, place,
 * orientation). The same arguments give the same bytes.
 *
 * <p>{@link #main} draws the photos of the bundled forms' samples anew; see {@link SamplePhotoFile}.
 */
public final class SamplePhotos {
    private static final int BYTES_MAX = 200 * 1024;
    private static final float QUALITY_FIRST = 0.8f;
    private static final float QUALITY_STEP = 0.08f;

    private SamplePhotos() {}

    /** What is in the picture. */
    public enum Subject {
        HANDPUMP("Handpump on its apron"),
        WELL("Dug well with pulley"),
        LANDSCAPE("Savanna woodland"),
        TREE("Single tree"),
        HOUSE("Dwelling from outside"),
        CONTAINER("Drinking water containers"),
        CRACKED_WALL("Cracked wall"),
        BROKEN_ROOF("House without part of its roof"),
        FLOODED_HOUSE("House in flood water");

        final String description;

        Subject(String description) {
            this.description = description;
        }
    }

    /**
     * A photo.
     *
     * @param width pixels of the upright picture; what is stored is turned so that {@code orientation} sets it right
     * @param orientation 1, 3, 6 or 8
     * @param seed another seed, another picture of the same subject
     */
    public static byte[] jpeg(
            Subject subject,
            int width,
            int height,
            int orientation,
            Instant takenAt,
            double latitude,
            double longitude,
            long seed) {
        var stored = turned(painted(subject, width, height, seed), orientation);
        var exif =
                new ExifSegment(
                        stored.getWidth(),
                        stored.getHeight(),
                        orientation,
                        takenAt,
                        ZoneOffset.UTC,
                        latitude,
                        longitude,
                        12 + Math.floorMod(seed * 7, 60),
                        "Fieldpost",
                        "Sample camera " + (1 + Math.floorMod(seed, 3)),
                        subject.description);
        return exif.into(encoded(stored));
    }

    private static BufferedImage painted(Subject subject, int width, int height, long seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            double scale = Math.max(width / (double) Brush.WIDTH, height / (double) Brush.HEIGHT);
            graphics.translate(width / 2.0, height / 2.0);
            graphics.scale(scale, scale);
            graphics.translate(-Brush.WIDTH / 2.0, -Brush.HEIGHT / 2.0);
            SampleScenes.paint(subject, new Brush(graphics, new SplittableRandom(seed)));
        } finally {
            graphics.dispose();
        }
        develop(image, new SplittableRandom(~seed));
        return image;
    }

    /** Darker corners and the grain of a small sensor. */
    private static void develop(BufferedImage image, SplittableRandom random) {
        int width = image.getWidth();
        int height = image.getHeight();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = 2.0 * x / width - 1;
                double dy = 2.0 * y / height - 1;
                double light = 1 - 0.13 * (dx * dx + dy * dy);
                int grain = random.nextInt(-3, 4);
                int rgb = image.getRGB(x, y);
                int red = level((rgb >> 16 & 255) * light + grain);
                int green = level((rgb >> 8 & 255) * light + grain);
                int blue = level((rgb & 255) * light + grain);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
    }

    private static int level(double value) {
        return (int) Math.clamp(Math.round(value), 0L, 255L);
    }

    /** The upright picture as a camera held that way would have stored it. */
    private static BufferedImage turned(BufferedImage upright, int orientation) {
        int quarters =
                switch (orientation) {
                    case 1 -> 0;
                    case 3 -> 2;
                    case 6 -> 3;
                    case 8 -> 1;
                    default -> throw new IllegalArgumentException("orientation " + orientation);
                };
        if (quarters == 0) {
            return upright;
        }
        int width = upright.getWidth();
        int height = upright.getHeight();
        boolean sideways = quarters % 2 == 1;
        var stored =
                new BufferedImage(
                        sideways ? height : width,
                        sideways ? width : height,
                        BufferedImage.TYPE_INT_RGB);
        var turn = new AffineTransform();
        turn.translate(stored.getWidth() / 2.0, stored.getHeight() / 2.0);
        turn.quadrantRotate(quarters);
        turn.translate(-width / 2.0, -height / 2.0);
        Graphics2D graphics = stored.createGraphics();
        graphics.drawImage(upright, turn, null);
        graphics.dispose();
        return stored;
    }

    private static byte[] encoded(BufferedImage image) {
        float quality = QUALITY_FIRST;
        var jpeg = encoded(image, quality);
        while (jpeg.length > BYTES_MAX && quality > 2 * QUALITY_STEP) {
            quality -= QUALITY_STEP;
            jpeg = encoded(image, quality);
        }
        return jpeg;
    }

    private static byte[] encoded(BufferedImage image, float quality) {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Draws the photos of all samples into the folder of the forms: {@code SamplePhotos [forms]}. */
    public static void main(String[] args) throws IOException {
        var forms = Path.of(args.length > 0 ? args[0] : "forms");
        for (var photo : SamplePhotoFile.all()) {
            Files.write(forms.resolve(photo.path()), photo.jpeg());
        }
    }
}
