// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * At most 256 colours for a picture that has more, which makes its file less than half as large.
 *
 * <p>Source: Heckbert 1982, "Color image quantization for frame buffer display": median cut; departure: the box with
 * the largest variance is cut, at its mean, and colours weigh by the root of how often they come, so that thin lines
 * keep theirs.
 *
 * @param places the colour's index, by its red, green and blue
 */
record Palette(Map<Integer, Integer> places, IndexColorModel colours) {
    private static final int MOST = 256;
    private static final int CHANNELS = 3;

    private record Colour(int rgb, double weight) {
        int channel(int which) {
            return rgb >> (8 * which) & 0xff;
        }
    }

    static Palette of(BufferedImage image) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) counts.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
        List<Colour> all = new ArrayList<>();
        counts.forEach((rgb, count) -> all.add(new Colour(rgb, Math.sqrt(count))));
        List<List<Colour>> boxes = new ArrayList<>(List.of(all));
        while (boxes.size() < MOST && cut(boxes)) {}
        int[] colours = new int[boxes.size()];
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < colours.length; i++) {
            for (Colour colour : boxes.get(i)) places.put(colour.rgb(), i);
            // The commonest: backgrounds and lines keep the very colour that they had.
            colours[i] = boxes.get(i).stream()
                    .max(Comparator.comparingDouble(Colour::weight))
                    .orElseThrow()
                    .rgb();
        }
        return new Palette(
                places,
                new IndexColorModel(8, colours.length, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE));
    }

    /** Cuts the box with the largest variance along its widest channel; false where there is none to cut. */
    private static boolean cut(List<List<Colour>> boxes) {
        double most = 0;
        int which = -1;
        int along = 0;
        for (int i = 0; i < boxes.size(); i++)
            for (int channel = 0; channel < CHANNELS; channel++) {
                double variance = variance(boxes.get(i), channel);
                if (variance <= most) continue;
                most = variance;
                which = i;
                along = channel;
            }
        if (which < 0) return false;
        List<Colour> box = boxes.remove(which);
        double mean = mean(box, along);
        List<Colour> low = new ArrayList<>();
        List<Colour> high = new ArrayList<>();
        for (Colour colour : box) (colour.channel(along) <= mean ? low : high).add(colour);
        boxes.add(low);
        boxes.add(high);
        return true;
    }

    private static double mean(List<Colour> box, int channel) {
        double sum = 0;
        double weight = 0;
        for (Colour colour : box) {
            sum += colour.weight() * colour.channel(channel);
            weight += colour.weight();
        }
        return sum / weight;
    }

    private static double variance(List<Colour> box, int channel) {
        double mean = mean(box, channel);
        double sum = 0;
        for (Colour colour : box) {
            double distance = colour.channel(channel) - mean;
            sum += colour.weight() * distance * distance;
        }
        // Equal values differ from their mean by rounding alone.
        return sum > 1e-6 ? sum : 0;
    }

    /** The picture in these colours, as small as a file of it gets. */
    byte[] png(BufferedImage image) throws IOException {
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                indexed.getRaster().setSample(x, y, 0, places.getOrDefault(image.getRGB(x, y) & 0xffffff, 0));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(indexed, null, null), smallest);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
