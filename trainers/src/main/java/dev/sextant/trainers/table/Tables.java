// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import dev.sextant.engine.spi.StudyFolder;
import dev.sextant.engine.spi.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a table of what a source names: files are read, each once; generated data is generated. */
public final class Tables {
    private static final String RESOURCES = "/dev/sextant/datasets/";

    private final StudyFolder folder;
    private final Limits limits;

    public Tables(StudyFolder folder) {
        this(folder, Limits.DEFAULT);
    }

    /** @param folder where relative paths begin */
    public Tables(Path folder, Limits limits) {
        this(new StudyFolder(folder), limits);
    }

    private Tables(StudyFolder folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    public Table read(Source source) throws TrainingException {
        MessageDigest digest = Checksum.begin();
        return switch (source) {
            case Source.Csv csv -> {
                TextFile text = text(source, csv.file(), "a CSV file", csv.encoding(), digest);
                yield new CsvFile(text, csv, limits).table(Checksum.of(digest));
            }
            case Source.Libsvm libsvm -> {
                TextFile text = text(source, libsvm.file(), "a LIBSVM file", libsvm.encoding(), digest);
                yield new LibsvmFile(text, limits).table(Checksum.of(digest));
            }
            case Source.Arff arff -> {
                TextFile text = text(source, arff.file(), "an ARFF file", arff.encoding(), digest);
                yield new ArffFile(text, limits).table(Checksum.of(digest));
            }
            case Source.Idx idx -> {
                NamedArray features = array(source, idx.features(), false, digest);
                NamedArray target = array(source, idx.target(), true, digest);
                yield ArrayTable.of("data.idx.target", idx.features(), Checksum.of(digest), features, target);
            }
            case Source.Npy npy -> {
                NamedArray features = array(source, npy.features(), false, digest);
                NamedArray target = npy.target() == null ? null : array(source, npy.target(), true, digest);
                yield ArrayTable.of("data.npy.target", npy.features(), Checksum.of(digest), features, target);
            }
            case Source.Npz npz -> {
                try (DataFile file = open("data.npz.file", npz.file(), "an NPZ archive", limits.stream(), digest)) {
                    List<NamedArray> entries = new NpzFile(file, npz, limits).read();
                    file.finish();
                    yield ArrayTable.of(
                            "data.npz.target", npz.file(), Checksum.of(digest), entries.getFirst(), entries.getLast());
                }
            }
            case Source.Builtin builtin -> builtin(builtin);
            case Source.Sine sine -> Generated.sine(sine);
            case Source.Moons moons -> Generated.moons(moons);
            case Source.Spirals spirals -> Generated.spirals(spirals);
            case Source.MackeyGlass series -> Generated.mackeyGlass(series);
        };
    }

    /**
     * The table that somebody has predictions made for: its file's form is told by the content, a target may be in it
     * or not.
     *
     * @param name a file, or where there is none of this name a data set that comes with Sextant
     * @param reading how the file was read that was learnt from, see {@link Table#reading}
     */
    public Table unknown(String name, Map<String, String> reading) throws TrainingException {
        return new UnknownFile(this, folder, limits, name, reading).table();
    }

    private TextFile text(Source source, String name, String kind, @Nullable Charset charset, MessageDigest digest)
            throws TrainingException {
        try (DataFile file = open(source.key(), name, kind, limits.text(), digest)) {
            return TextFile.read(file, charset);
        }
    }

    NamedArray array(Source source, String name, boolean target, MessageDigest digest) throws TrainingException {
        boolean idx = source instanceof Source.Idx;
        String path = source.key() + (target ? ".target" : ".features");
        try (DataFile file = open(path, name, idx ? "an IDX file" : "an NPY file", limits.stream(), digest)) {
            Bytes bytes = file.bytes();
            NumberArray array = idx ? IdxFile.head(bytes) : NpyFile.head(bytes);
            List<Column> columns =
                    target ? ArrayTable.target(bytes, array, limits) : ArrayTable.features(bytes, array, limits);
            file.finish();
            return new NamedArray(name, array, columns);
        }
    }

    DataFile open(String path, String name, String kind, long limit, MessageDigest digest) throws TrainingException {
        Path file;
        try {
            file = folder.resolve(name);
        } catch (InvalidPathException notAPath) {
            throw new TrainingException(
                    path,
                    "\"%s\" is not a path: %s".formatted(name, notAPath.getReason()),
                    "write the path of %s".formatted(kind));
        }
        return DataFile.open(path, name, kind, file, limit, digest);
    }

    private static Table builtin(Source.Builtin builtin) throws TrainingException {
        try (InputStream stream = Tables.class.getResourceAsStream(RESOURCES + builtin.file())) {
            if (stream == null)
                throw new TrainingException(
                        builtin.key(),
                        "the data set \"%s\" is not part of this installation".formatted(builtin.name()),
                        "name its file with \"csv\"");
            byte[] bytes = stream.readAllBytes();
            TextFile text = TextFile.decode(builtin.key(), builtin.file(), bytes, null);
            return new CsvFile(text, new Source.Csv(builtin.file()), Limits.DEFAULT)
                    .table(Checksum.of(bytes))
                    .shaped(Builtins.shape(builtin.name()));
        } catch (IOException failure) {
            throw new TrainingException(
                    builtin.key(),
                    "the data set \"%s\" cannot be read: %s".formatted(builtin.name(), failure),
                    "check the installation");
        }
    }
}
