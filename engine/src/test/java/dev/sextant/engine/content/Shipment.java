// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.content;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.spi.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A study with files in a folder, offered by a coordinator; set-up that tests share. */
final class Shipment {
    static final Offer.Study STUDY = new Offer.Study("1.0", "digits", "network", "{\"trainer\": {}}");

    final Path folder;
    final List<String> names = new ArrayList<>();
    final List<String> told = new ArrayList<>();

    Shipment(Path folder) {
        this.folder = folder;
    }

    Shipment file(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        names.add(name);
        return this;
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    Offer offer() throws ContentException {
        return Offer.of(STUDY, new StudyFolder(folder), names);
    }

    ContentDesk desk(Offer offer) {
        return new ContentDesk(offer, Checkpoints.NONE, told::add, System::nanoTime);
    }

    /** Over a network without faults. */
    Fetcher fetcher(Offer offer) {
        return new Fetcher(FaultyTransport.sound(desk(offer)::answer), _ -> {});
    }
}
